// Hodgkin-Huxley neuron with the channels of Traub & Miles and beta-shaped synaptic conductances.
#include "kernel/models/parts/hh.h"

namespace nestling {
namespace {

struct hh_cond_beta_gap_traub : HodgkinHuxley<TraubMiles<true>, Conductances<BetaInput>> {
  static constexpr auto name = "hh_cond_beta_gap_traub";
  static constexpr auto doc = "Hodgkin-Huxley neuron of Traub & Miles with beta-shaped synaptic conductances.";

  struct Params : HodgkinHuxley::Params {
    Params() {
      synapses = {.tau = {.tau_rise_ex = 0.5, .tau_decay_ex = 5, .tau_rise_in = 0.5, .tau_decay_in = 10},
                  .reversal = {.E_ex = 0, .E_in = -80}};
    }
  };
};

}  // namespace

ModelPtr make_hh_cond_beta_gap_traub() { return neuron_model<hh_cond_beta_gap_traub>(); }

}  // namespace nestling
