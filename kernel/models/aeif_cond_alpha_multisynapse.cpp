// Adaptive exponential integrate-and-fire neuron with any number of receptors, each with a alpha-shaped conductance.
#include "kernel/models/parts/aeif_multisynapse.h"

namespace nestling {
namespace {

struct aeif_cond_alpha_multisynapse : AeifMultisynapse<AlphaPort> {
  static constexpr auto name = "aeif_cond_alpha_multisynapse";
  static constexpr auto doc =
      "Adaptive exponential integrate-and-fire neuron with alpha-shaped conductances on any number of receptors.";
};

}  // namespace

ModelPtr make_aeif_cond_alpha_multisynapse() { return neuron_model<aeif_cond_alpha_multisynapse>(); }

}  // namespace nestling
