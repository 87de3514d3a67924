// Leaky integrate-and-fire neuron with alpha-shaped synaptic conductances.
#include "kernel/models/parts/iaf_cond.h"

namespace nestling {
namespace {

struct iaf_cond_alpha : IafCond<AlphaInput, true> {
  static constexpr auto name = "iaf_cond_alpha";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with alpha-shaped synaptic conductances.";
};

}  // namespace

ModelPtr make_iaf_cond_alpha() { return neuron_model<iaf_cond_alpha>(); }

}  // namespace nestling
