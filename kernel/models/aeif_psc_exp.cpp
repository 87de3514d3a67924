// Adaptive exponential integrate-and-fire neuron with exponential synaptic currents.
#include "kernel/models/parts/aeif.h"

namespace nestling {
namespace {

struct aeif_psc_exp : Aeif<OpposedCurrents<ExponentialInput>> {
  static constexpr auto name = "aeif_psc_exp";
  static constexpr auto doc = "Adaptive exponential integrate-and-fire neuron with exponential synaptic currents.";
};

}  // namespace

ModelPtr make_aeif_psc_exp() { return neuron_model<aeif_psc_exp>(); }

}  // namespace nestling
