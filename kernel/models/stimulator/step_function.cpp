#include "kernel/models/stimulator/step_function.h"

#include <fmt/format.h>

#include <algorithm>

namespace nestling {

namespace {

Step place(double& ms, const char* name, bool round_up, const TimeGrid& grid) {
  if (!(ms > 0)) bad_property(fmt::format("{} must be > 0 ms, but there is {}.", name, ms));
  const auto tics = grid.tics(ms);
  if (!grid.on_grid(tics) && !round_up)
    bad_property(
        fmt::format("{} must be multiples of the resolution, {} ms, but there is {}; or set "
                    "allow_offgrid_times to have it rounded up.",
                    name, grid.h(), ms));
  const Step stamp = grid.steps_up(tics);
  ms = grid.ms(stamp);
  return stamp;
}

}  // namespace

double StepFunction::at(Step stamp) const {
  const auto after = std::upper_bound(stamps_.begin(), stamps_.end(), stamp);
  if (after == stamps_.begin() || after[-1] <= passed_) return held_;
  return values[static_cast<std::size_t>(after - stamps_.begin()) - 1];
}

void StepFunction::settle(const Dict& changes, const StepFunction& before, Names names, Step now,
                          const TimeGrid& grid) {
  const bool new_times = changes.peek(names.times), new_values = changes.peek(names.values);
  if (new_times != new_values)
    bad_property(fmt::format("{} and {} must be given together.", names.times, names.values));
  if (changes.peek("allow_offgrid_times") && allow_offgrid_times != before.allow_offgrid_times && !new_times &&
      !times.empty())
    bad_property(
        fmt::format("allow_offgrid_times can be changed only together with {}, which it decides about.", names.times));
  if (!new_times) return;
  if (times.size() != values.size())
    bad_property(fmt::format("{} and {} must be equally long, have {} and {}.", names.times, names.values, times.size(),
                             values.size()));
  stamps_.clear();
  for (auto& ms : times) stamps_.push_back(place(ms, names.times, allow_offgrid_times, grid));
  if (std::adjacent_find(stamps_.begin(), stamps_.end(), std::greater_equal<>()) != stamps_.end())
    bad_property(fmt::format("{} must be strictly ascending.", names.times));
  held_ = before.at(now);
  passed_ = now;
}

void StepFunction::forget(Step now) {
  held_ = 0.0;
  passed_ = now;
}

}  // namespace nestling
