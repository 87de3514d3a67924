// Leaky integrate-and-fire neuron with exponential synaptic conductances.
#include "kernel/models/parts/iaf_cond.h"

namespace nestling {
namespace {

struct iaf_cond_exp : IafCond<ExponentialInput, false> {
  static constexpr auto name = "iaf_cond_exp";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with exponential synaptic conductances.";
};

}  // namespace

ModelPtr make_iaf_cond_exp() { return neuron_model<iaf_cond_exp>(); }

}  // namespace nestling
