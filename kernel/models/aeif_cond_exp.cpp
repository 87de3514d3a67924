// Adaptive exponential integrate-and-fire neuron with exponential synaptic conductances.
#include "kernel/models/parts/aeif.h"

namespace nestling {
namespace {

struct aeif_cond_exp : Aeif<Conductances<ExponentialInput>> {
  static constexpr auto name = "aeif_cond_exp";
  static constexpr auto doc = "Adaptive exponential integrate-and-fire neuron with exponential synaptic conductances.";
};

}  // namespace

ModelPtr make_aeif_cond_exp() { return neuron_model<aeif_cond_exp>(); }

}  // namespace nestling
