#include "kernel/connect/delays.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernel/base/error.h"

namespace nestling {

namespace {

[[noreturn]] void bad_delay(const std::string& text) { throw Error(err::bad_delay, text); }

}  // namespace

Step DelayLimits::steps(double ms, const TimeGrid& grid) const {
  const double longest = grid.delay_ms(largest);
  if (!(ms < longest + grid.h() / 2))
    bad_delay(fmt::format("The delay {} ms is too long; at most {} ms are possible.", ms, longest));
  const Step delay = ms < 0 ? 0 : grid.delay_steps(ms);
  if (delay < 1)
    bad_delay(fmt::format("The delay {} ms is too short; it must be at least one time step, {} ms.", ms, grid.h()));
  if ((user_set_ || fixed_) && (delay < min_ || delay > max_))
    bad_delay(fmt::format(
        "The delay {} ms is not within min_delay {} ms and max_delay {} ms, which {}.", ms, grid.delay_ms(min_),
        grid.delay_ms(max_),
        fixed_ ? "cannot change after the first simulation: set them before it" : "have been set for all connections"));
  return delay;
}

void DelayLimits::steps(std::span<const double> ms, const TimeGrid& grid, std::span<std::uint16_t> to) const {
  const bool limited = user_set_ || fixed_;
  const auto low = static_cast<std::int32_t>(limited ? min_ : 1),
             high = static_cast<std::int32_t>(limited ? max_ : largest);
  const double per_ms = grid.tics_per_ms / static_cast<double>(grid.tics_per_step);
  std::int32_t bad = 0;
  for (std::size_t i = 0; i < ms.size(); ++i) {  // as TimeGrid::delay_steps
    const double x = std::floor(ms[i] * per_ms + 0.5);
    const auto steps = static_cast<std::int32_t>(std::min(std::max(0.0, x), 65536.0));  // NaN: 0
    bad |= static_cast<std::int32_t>(steps < low) | static_cast<std::int32_t>(steps > high);
    to[i] = static_cast<std::uint16_t>(steps);
  }
  if (!bad) return;
  for (const double x : ms) steps(x, grid);  // finds the bad one
}

DelayLimits::Exact DelayLimits::exact(double ms, const TimeGrid& grid) const {
  constexpr double rounding = 1e-9;  // of steps
  const double n = ms / grid.h(), whole = std::floor(n + rounding);
  steps(n >= 1 - rounding ? grid.delay_ms(static_cast<Step>(whole)) : 0.0, grid);
  if (n - whole < rounding) return {static_cast<Step>(whole), 0.0};
  const auto next = static_cast<Step>(whole) + 1;
  return {steps(grid.delay_ms(next), grid), grid.delay_ms(next) - ms};
}

void DelayLimits::note(Step delay) {
  shortest_ = shortest_ == 0 ? delay : std::min(shortest_, delay);
  longest_ = std::max(longest_, delay);
}

void DelayLimits::set_by_user(double min_ms, double max_ms, const TimeGrid& grid, bool there_are_connections) {
  if (there_are_connections)
    throw Error(err::bad_property, "min_delay and max_delay can only be set before the first connection is made.");
  if (!(min_ms >= grid.h()))
    bad_delay(fmt::format("min_delay must be at least one time step, {} ms, is {} ms.", grid.h(), min_ms));
  if (!(max_ms <= grid.delay_ms(largest)))
    bad_delay(fmt::format("max_delay can be at most {} ms, is {} ms.", grid.delay_ms(largest), max_ms));
  if (max_ms < min_ms)
    bad_delay(fmt::format("max_delay ({} ms) must not be shorter than min_delay ({} ms).", max_ms, min_ms));
  user_set_ = true;
  min_ms_ = min_ms, max_ms_ = max_ms;
  regrid(grid);
}

// To whole steps so that every delay between the limits stays between them.
void DelayLimits::regrid(const TimeGrid& grid) {
  if (!user_set_) return;
  min_ = std::max<Step>(grid.tics(min_ms_) / grid.tics_per_step, 1);
  max_ = std::max(grid.steps_up(grid.tics(max_ms_)), min_);
}

void DelayLimits::fix(Step min, Step max) {
  fixed_ = true;
  min_ = min, max_ = max;
}

}  // namespace nestling
