// A current that changes at listed times.
#pragma once
#include "kernel/models/stimulator/current.h"
#include "kernel/models/stimulator/step_function.h"

namespace nestling {

struct StepCurrentParams : StepFunction {
  static const Table& table() {
    static const Table rows{
        {"amplitude_times", &StepCurrentParams::times, "ms", any, "Times at which the current changes, ascending"},
        {"amplitude_values", &StepCurrentParams::values, "pA", any, "The current from each of these times on"},
        {"allow_offgrid_times", &StepCurrentParams::allow_offgrid_times, "", any, "Round times up to the grid"},
    };
    return rows;
  }
  void settle(const Dict& changes, const StepCurrentParams& before, const Window&, const Environment& env) {
    StepFunction::settle(changes, before, {"amplitude_times", "amplitude_values"}, env.now, env.grid);
  }
  double current(Step s, const TimeGrid&) const { return at(s); }
};

class StepCurrentGenerator final : public CurrentGenerator<StepCurrentParams> {
 public:
  static constexpr auto name = "step_current_generator";
  static constexpr auto doc = "Sends a piecewise constant current into its targets, from start to stop.";

  void reset_state(const Environment& env) override { params_.forget(env.now); }
};

}  // namespace nestling
