// A sinusoidal current.
#pragma once
#include <cmath>
#include <numbers>

#include "kernel/models/stimulator/current.h"

namespace nestling {

struct AcParams {
  double amplitude = 0.0, offset = 0.0, frequency = 0.0, phase = 0.0;
  static const Table& table() {
    static const Table rows{
        {"amplitude", &AcParams::amplitude, "pA", any, "Amplitude of the sine"},
        {"offset", &AcParams::offset, "pA", any, "Constant current added to it"},
        {"frequency", &AcParams::frequency, "Hz", any, "Frequency"},
        {"phase", &AcParams::phase, "deg", any, "Phase at time 0, not at start"},
    };
    return rows;
  }
  double angle(Step s, const TimeGrid& grid) const {
    constexpr double turn = 2 * std::numbers::pi;
    return turn * frequency * grid.ms(s) / 1000.0 + turn * phase / 360.0;
  }
  double current(Step s, const TimeGrid& grid) const { return offset + amplitude * std::sin(angle(s, grid)); }
};

class AcGenerator final : public CurrentGenerator<AcParams> {
 public:
  static constexpr auto name = "ac_generator";
  static constexpr auto doc =
      "Sends offset + amplitude·sin(2π·frequency·t + phase) into its targets, from start to stop.";

  void status(Dict& to, const Environment& env) const override {
    CurrentGenerator::status(to, env);
    const double angle = params_.angle(env.now, env.grid);
    to["y_0"] = env.now == 0 ? 0.0 : params_.amplitude * std::cos(angle);
    to["y_1"] = env.now == 0 ? 0.0 : params_.amplitude * std::sin(angle);
  }
};

}  // namespace nestling
