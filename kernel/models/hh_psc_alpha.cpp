// Hodgkin-Huxley neuron with alpha-shaped synaptic currents.
#include "kernel/models/parts/hh.h"

namespace nestling {
namespace {

struct hh_psc_alpha : HodgkinHuxley<SquidAxon, SignedCurrents<AlphaInput>> {
  static constexpr auto name = "hh_psc_alpha";
  static constexpr auto doc = "Hodgkin-Huxley neuron with alpha-shaped synaptic currents.";
};

}  // namespace

ModelPtr make_hh_psc_alpha() { return neuron_model<hh_psc_alpha>(); }

}  // namespace nestling
