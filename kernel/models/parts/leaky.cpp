#include "kernel/models/parts/leaky.h"

#include <cmath>

#include "kernel/models/propagators.h"

namespace nestling {

Table leaky_rows() {
  using P = LeakyParams;
  return {{"C_m", &P::C_m, "pF", positive, "Capacitance of the membrane"},
          {"tau_m", &P::tau_m, "ms", positive, "Time constant of the membrane"},
          {"t_ref", &P::t_ref, "ms", not_negative, "Duration of the refractory period"},
          {"E_L", &P::E_L, "mV", any, "Resting potential"},
          {"V_th", &P::V_th, "mV", any, "Spike threshold"},
          {"V_reset", &P::V_reset, "mV", any, "Potential after a spike, below V_th"},
          {"I_e", &P::I_e, "pA", any, "Constant input current"}};
}

LeakyFactors leaky_factors(const LeakyParams& p, const TimeGrid& grid) {
  double P_0 = constant_to_membrane(p.tau_m, p.C_m, grid.h());
  return {.P_V = std::exp(-grid.h() / p.tau_m),
          .P_0 = P_0,
          .drive = P_0 * p.I_e,
          .theta = p.V_th - p.E_L,
          .reset = p.V_reset - p.E_L,
          .hold = grid.steps(p.t_ref)};
}

}  // namespace nestling
