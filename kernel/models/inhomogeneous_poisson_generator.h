// Poisson spike trains whose rate changes at listed times.
#pragma once
#include <fmt/format.h>

#include "kernel/models/stimulator/step_function.h"
#include "kernel/models/stimulator/varying_poisson.h"

namespace nestling {

struct StepRateParams : StepFunction {
  static const Table& table() {
    static const Table rows{
        {"rate_times", &StepRateParams::times, "ms", any, "Times at which the rate changes, ascending, in the future"},
        {"rate_values", &StepRateParams::values, "1/s", any, "The rate from each of these times on"},
        {"allow_offgrid_times", &StepRateParams::allow_offgrid_times, "", any, "Round times up to the grid"},
    };
    return rows;
  }
  void settle(const Dict& changes, const StepRateParams& before, const Window&, const Environment& env) {
    StepFunction::settle(changes, before, {"rate_times", "rate_values"}, env.now, env.grid);
    const double now = env.grid.ms(env.now);
    if (changes.peek("rate_times") && !times.empty() && times.front() <= now)
      bad_property(
          fmt::format("rate_times must lie after the present time, {} ms, but there is {}.", now, times.front()));
  }
  double rate_at(Step s, const TimeGrid&) const { return at(s); }
};

class InhomogeneousPoissonGenerator final : public VaryingPoisson<StepRateParams> {
 public:
  static constexpr auto name = "inhomogeneous_poisson_generator";
  static constexpr auto doc =
      "Sends each of its targets a Poisson spike train of its own, with a piecewise constant rate.";

  void reset_state(const Environment& env) override { params_.forget(env.now); }
};

}  // namespace nestling
