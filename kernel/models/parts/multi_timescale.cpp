#include "kernel/models/parts/multi_timescale.h"

#include <fmt/format.h>

namespace nestling {

Table multi_timescale_rows() {
  using P = MultiTimescaleParams;
  return without(leaky_rows(), {"t_ref", "V_th", "V_reset"}) +
         Table{{"t_ref", &P::t_ref, "ms", positive, "Time without another spike"}} + synapse_rows<P>() +
         Table{{"tau_1", &P::tau_1, "ms", positive, "Shorter time constant of the threshold"},
               {"tau_2", &P::tau_2, "ms", positive, "Longer time constant of the threshold"},
               {"alpha_1", &P::alpha_1, "mV", any, "Jump of the faster component of the threshold"},
               {"alpha_2", &P::alpha_2, "mV", any, "Jump of the slower component of the threshold"},
               {"omega", &P::omega, "mV", any, "Threshold at rest"}};
}

// Equal time constants would do no harm; but scripts count on the error.
void check_multi_timescale(const MultiTimescaleParams& p) {
  require_different("tau_syn_ex", p.tau_syn_ex, "tau_m", p.tau_m, "ms");
  require_different("tau_syn_in", p.tau_syn_in, "tau_m", p.tau_m, "ms");
}

MultiTimescaleFactors multi_timescale_factors(const MultiTimescaleParams& p, const TimeGrid& grid) {
  require_a_step("t_ref", p.t_ref, grid);
  auto membrane = leaky_factors(p, grid);
  membrane.theta = p.omega - p.E_L;
  return {.membrane = membrane,
          .ex = exponential_factors(p.tau_syn_ex, p.tau_m, p.C_m, grid),
          .in = exponential_factors(p.tau_syn_in, p.tau_m, p.C_m, grid),
          .decay_1 = std::exp(-grid.h() / p.tau_1),
          .decay_2 = std::exp(-grid.h() / p.tau_2),
          .alpha_1 = p.alpha_1,
          .alpha_2 = p.alpha_2};
}

}  // namespace nestling
