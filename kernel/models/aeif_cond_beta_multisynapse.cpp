// Adaptive exponential integrate-and-fire neuron with any number of receptors, each with a beta-shaped conductance.
#include "kernel/models/parts/aeif_multisynapse.h"

namespace nestling {
namespace {

struct aeif_cond_beta_multisynapse : AeifMultisynapse<BetaPort> {
  static constexpr auto name = "aeif_cond_beta_multisynapse";
  static constexpr auto doc =
      "Adaptive exponential integrate-and-fire neuron with beta-shaped conductances on any number of receptors.";
};

}  // namespace

ModelPtr make_aeif_cond_beta_multisynapse() { return neuron_model<aeif_cond_beta_multisynapse>(); }

}  // namespace nestling
