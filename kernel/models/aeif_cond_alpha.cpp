// Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic conductances.
#include "kernel/models/parts/aeif.h"

namespace nestling {
namespace {

struct aeif_cond_alpha : Aeif<Conductances<AlphaInput>> {
  static constexpr auto name = "aeif_cond_alpha";
  static constexpr auto doc = "Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic conductances.";
};

}  // namespace

ModelPtr make_aeif_cond_alpha() { return neuron_model<aeif_cond_alpha>(); }

}  // namespace nestling
