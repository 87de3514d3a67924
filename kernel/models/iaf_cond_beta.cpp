// Leaky integrate-and-fire neuron with beta-shaped synaptic conductances.
#include "kernel/models/parts/iaf_cond.h"

namespace nestling {
namespace {

struct iaf_cond_beta : IafCond<BetaInput, true> {
  static constexpr auto name = "iaf_cond_beta";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with beta-shaped synaptic conductances.";
};

}  // namespace

ModelPtr make_iaf_cond_beta() { return neuron_model<iaf_cond_beta>(); }

}  // namespace nestling
