// The time grid: an integer number of tics, steps of a whole number of tics, and the two ways numbers leave for the user.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>

namespace nestling {

using Step = std::int64_t;  // number of steps since time 0; an event of step k has the time stamp k·h
inline constexpr Step never = std::numeric_limits<Step>::max();

struct TimeGrid {
  double tics_per_ms = 1000.0;
  std::int64_t tics_per_step = 100;

  double ms_per_tic() const { return 1.0 / tics_per_ms; }
  double h() const { return tics_per_step / tics_per_ms; }                                // one step in ms
  double ms(Step s) const { return static_cast<double>(s * tics_per_step) * ms_per_tic(); }  // a time, as users see it
  double delay_ms(Step s) const { return static_cast<double>(s) * (tics_per_step / tics_per_ms); }  // a delay, as users see it
  std::int64_t tics(double ms) const { return static_cast<std::int64_t>(ms * tics_per_ms + 0.5); }  // truncating: see kernel-time
  Step steps_up(std::int64_t tics) const { return (tics + tics_per_step - 1) / tics_per_step; }
  double steps(double ms) const { return static_cast<double>(steps_up(tics(ms))); }  // a duration, as counters in models count it
  bool on_grid(std::int64_t tics) const { return tics % tics_per_step == 0; }
  Step delay_steps(double ms) const { return static_cast<Step>(std::floor(ms * (tics_per_ms / static_cast<double>(tics_per_step)) + 0.5)); }

  friend bool operator==(const TimeGrid&, const TimeGrid&) = default;
};

}  // namespace nestling
