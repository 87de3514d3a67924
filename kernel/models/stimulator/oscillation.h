// The clock of generators that go up and down: its phase counts from time 0, not from start, and runs on while the
// device is inactive. A change of frequency or phase acts as if it had always held.
#pragma once
#include <cmath>
#include <numbers>

#include "kernel/base/time.h"

namespace nestling {

struct Oscillation {
  double frequency = 0.0, phase = 0.0;  // Hz, degrees

  double angle(Step stamp, const TimeGrid& grid) const {
    constexpr double turn = 2 * std::numbers::pi, ms_per_s = 1000.0, degrees = 360.0;
    return turn * (frequency * grid.ms(stamp) / ms_per_s + phase / degrees);
  }
  double sine(Step stamp, const TimeGrid& grid) const { return std::sin(angle(stamp, grid)); }
};

}  // namespace nestling
