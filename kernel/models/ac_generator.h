// A sinusoidal current.
#pragma once
#include "kernel/models/stimulator/current.h"
#include "kernel/models/stimulator/oscillation.h"

namespace nestling {

struct AcParams : Oscillation {
  double amplitude = 0.0, offset = 0.0;

  static const Table& table() {
    static const Table rows{
        {"amplitude", &AcParams::amplitude, "pA", any, "Amplitude of the sine"},
        {"offset", &AcParams::offset, "pA", any, "Constant current added to it"},
        {"frequency", &AcParams::frequency, "Hz", any, "Frequency"},
        {"phase", &AcParams::phase, "deg", any, "Phase at time 0, not at start"},
    };
    return rows;
  }
  double current(Step s, const TimeGrid& grid) const { return offset + amplitude * sine(s, grid); }
};

class AcGenerator final : public CurrentGenerator<AcParams> {
 public:
  static constexpr auto name = "ac_generator";
  static constexpr auto doc = "Sends offset + amplitude * sin(2 pi frequency t + phase) into its targets.";

  // Users see the present state of an oscillator, which does not move before the first step.
  void status(Dict& to, const Environment& env) const override {
    CurrentGenerator::status(to, env);
    const double radius = env.now == 0 ? 0.0 : params_.amplitude, angle = params_.angle(env.now, env.grid);
    to["y_0"] = radius * std::cos(angle);
    to["y_1"] = radius * std::sin(angle);
  }
};

}  // namespace nestling
