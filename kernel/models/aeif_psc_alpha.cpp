// Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic currents.
#include "kernel/models/parts/aeif.h"

namespace nestling {
namespace {

struct aeif_psc_alpha : Aeif<OpposedCurrents<AlphaInput>> {
  static constexpr auto name = "aeif_psc_alpha";
  static constexpr auto doc = "Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic currents.";
};

}  // namespace

ModelPtr make_aeif_psc_alpha() { return neuron_model<aeif_psc_alpha>(); }

}  // namespace nestling
