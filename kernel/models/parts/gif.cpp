#include "kernel/models/parts/gif.h"

namespace nestling {

Table gif_rows() {
  using P = GifParams;
  return {{"C_m", &P::C_m, "pF", positive, "Capacitance of the membrane"},
          {"g_L", &P::g_L, "nS", positive, "Leak conductance"},
          {"E_L", &P::E_L, "mV", any, "Resting potential"},
          {"V_reset", &P::V_reset, "mV", any, "Potential while refractory"},
          {"V_T_star", &P::V_T_star, "mV", any, "Threshold without adaptation"},
          {"Delta_V", &P::Delta_V, "mV", positive, "Width of the threshold region"},
          {"lambda_0", &P::lambda_0, "1/s", not_negative, "Intensity of firing at the threshold"},
          {"t_ref", &P::t_ref, "ms", not_negative, "Duration of the refractory period"},
          {"I_e", &P::I_e, "pA", any, "Constant input current"},
          {"tau_sfa", &P::tau_sfa, "ms", positive, "Time constants of the moving threshold"},
          {"q_sfa", &P::q_sfa, "mV", any, "Its jumps at a spike, one for each of tau_sfa"},
          {"tau_stc", &P::tau_stc, "ms", positive, "Time constants of the spike-triggered current"},
          {"q_stc", &P::q_stc, "pA", any, "Its jumps at a spike, one for each of tau_stc"}};
}

void check_gif(const GifParams& p) {
  require_size("q_sfa", p.q_sfa.size(), p.tau_sfa.size(), "tau_sfa");
  require_size("q_stc", p.q_stc.size(), p.tau_stc.size(), "tau_stc");
}

GifFactors gif_factors(const GifParams& p, const TimeGrid& grid) {
  LeakyParams membrane{.C_m = p.C_m,
                       .tau_m = p.C_m / p.g_L,
                       .t_ref = p.t_ref,
                       .E_L = p.E_L,
                       .V_th = p.V_T_star,
                       .V_reset = p.V_reset,
                       .I_e = p.I_e};
  return {.membrane = leaky_factors(membrane, grid),
          .V_T_star = p.V_T_star,
          .E_L = p.E_L,
          .Delta_V = p.Delta_V,
          .log_p = std::log(p.lambda_0 * grid.h() * 1e-3)};  // lambda_0 is per second, h in ms
}

}  // namespace nestling
