// Hodgkin-Huxley neuron with alpha-shaped synaptic currents and the filtered potentials that Clopath synapses need.
#include "kernel/models/parts/clopath.h"
#include "kernel/models/parts/hh.h"

namespace nestling {
namespace {

struct hh_psc_alpha_clopath : HodgkinHuxley<SquidAxon, SignedCurrents<AlphaInput>, FilteredPotentials> {
  static constexpr auto name = "hh_psc_alpha_clopath";
  static constexpr auto doc = "Hodgkin-Huxley neuron with alpha-shaped synaptic currents, for Clopath synapses.";
};

}  // namespace

ModelPtr make_hh_psc_alpha_clopath() { return neuron_model<hh_psc_alpha_clopath>(); }

}  // namespace nestling
