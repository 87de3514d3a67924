// Amplitudes that change at listed times: of step_current_generator and step_rate_generator.
#pragma once
#include "kernel/models/stimulator/step_function.h"
#include "kernel/models/window.h"
#include "kernel/run/environment.h"

namespace nestling {

struct StepAmplitude : StepFunction {
  static Table rows(const char* unit) {
    return {
        {"amplitude_times", &StepAmplitude::times, "ms", any, "Times at which the amplitude changes, ascending"},
        {"amplitude_values", &StepAmplitude::values, unit, any, "The amplitude from each of these times on"},
        {"allow_offgrid_times", &StepAmplitude::allow_offgrid_times, "", any, "Round times up to the grid"},
    };
  }
  void settle(const Dict& changes, const StepAmplitude& before, const Window&, const Environment& env) {
    StepFunction::settle(changes, before, {"amplitude_times", "amplitude_values"}, env.now, env.grid);
  }
};

}  // namespace nestling
