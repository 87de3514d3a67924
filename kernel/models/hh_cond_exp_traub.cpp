// Hodgkin-Huxley neuron with the channels of Traub & Miles and exponential synaptic conductances: benchmark 3 of Brette
// et al. 2007, J Comput Neurosci 23:349.
#include "kernel/models/parts/hh.h"

namespace nestling {
namespace {

struct hh_cond_exp_traub : HodgkinHuxley<TraubMiles<false>, Conductances<ExponentialInput>> {
  static constexpr auto name = "hh_cond_exp_traub";
  static constexpr auto doc = "Hodgkin-Huxley neuron of Traub & Miles with exponential synaptic conductances.";

  struct Params : HodgkinHuxley::Params {
    Params() {
      channels.V_T = -63;
      synapses = {.tau = {.tau_syn_ex = 5, .tau_syn_in = 10}, .reversal = {.E_ex = 0, .E_in = -80}};
    }
  };
};

}  // namespace

ModelPtr make_hh_cond_exp_traub() { return neuron_model<hh_cond_exp_traub>(); }

}  // namespace nestling
