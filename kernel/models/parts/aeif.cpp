#include "kernel/models/parts/aeif.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace nestling {

void AdaptiveExponential::check_peak(double V_reset, double V_peak, std::string_view threshold, double V_th,
                                     double Delta_T) {
  require_below("V_reset", V_reset, "V_peak", V_peak, "mV");
  if (V_peak < V_th) bad_property(fmt::format("V_peak ({} mV) must not be below {} ({} mV).", V_peak, threshold, V_th));
  check_upstroke(V_peak, threshold, V_th, Delta_T);
}

void AdaptiveExponential::check_upstroke(double V_peak, std::string_view threshold, double V_th, double Delta_T) {
  static const double largest = std::log(std::numeric_limits<double>::max() / 1e20);
  if (Delta_T > 0 && (V_peak - V_th) / Delta_T >= largest)
    bad_property(
        fmt::format("Delta_T ({} mV) is so small that the current at V_peak ({} mV) would be infinite: (V_peak - {}) / "
                    "Delta_T must be below {:.1f}.",
                    Delta_T, V_peak, threshold, largest));
}

AdaptiveExponential::Factors AdaptiveExponential::prepare(const Params& p, const TimeGrid& grid) {
  auto& m = p.membrane;
  bool sharp = p.Delta_T == 0;
  return {.control = {grid.h(), std::min(0.01, grid.h()), p.gsl_error_tol},
          .g_L = m.g_L,
          .E_L = m.E_L,
          .I_e = m.I_e,
          .elastance = 1 / m.C_m,
          .a = p.a,
          .b = p.b,
          .rate_w = 1 / p.tau_w,
          .inverse_delta = sharp ? 0.0 : 1 / p.Delta_T,
          .V_th_over_delta = sharp ? 0.0 : p.V_th / p.Delta_T,
          .upstroke = sharp ? 0.0 : m.g_L * p.Delta_T / m.C_m,
          .peak = p.V_peak,
          .reset = p.V_reset,
          .theta = sharp ? p.V_th : p.V_peak,
          .hold = rest_of_step_and(grid.steps(p.refractoriness.t_ref))};
}

}  // namespace nestling
