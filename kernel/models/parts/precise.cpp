#include "kernel/models/parts/precise.h"

namespace nestling {

Table precise_rows(Constraint t_ref_rule) {
  return without(leaky_rows(), {"t_ref"}) +
         Table{{"t_ref", &PreciseParams::t_ref, "ms", t_ref_rule, "Duration of the refractory period"},
               {"V_min", &PreciseParams::V_min, "mV", any, "Lower bound of the membrane potential, below V_reset"}};
}

void check_precise(const PreciseParams& p) {
  check_leaky(p);
  if (p.V_reset < p.V_min) require_below("V_min", p.V_min, "V_reset", p.V_reset, "mV");
}

PreciseConstants<double> precise_constants(const PreciseParams& p, const TimeGrid& grid) {
  return {.tau_m = p.tau_m,
          .C_m = p.C_m,
          .I_e = p.I_e,
          .theta = p.V_th - p.E_L,
          .reset = p.V_reset - p.E_L,
          .floor = p.V_min - p.E_L,
          .hold = max(1, grid.steps(p.t_ref)),
          .h = grid.h()};
}

}  // namespace nestling
