#include "kernel/models/window.h"

#include <fmt/format.h>

namespace nestling {

namespace {

constexpr double infinite = std::numeric_limits<double>::max();
constexpr double longest_tics = 0x1p60;  // what the time grid can hold

void settle(std::string_view key, const TimeGrid& grid, double& ms) {
  if (!(ms >= 0)) bad_property(fmt::format("{} must be >= 0 ms, is {}.", key, ms));
  if (ms * grid.tics_per_ms >= longest_tics) {
    ms = infinite;
    return;
  }
  const auto tics = grid.tics(ms);
  if (!grid.on_grid(tics))
    bad_property(fmt::format("{} must be a multiple of the resolution, {} ms, is {}.", key, grid.h(), ms));
  ms = static_cast<double>(tics) * grid.ms_per_tic();
}

Step steps(double ms, const TimeGrid& grid) { return ms == infinite ? never : grid.steps_up(grid.tics(ms)); }
Step later(Step s, Step by) { return s == never || by == never ? never : s + by; }

}  // namespace

const Table& Window::table() {
  static const Table rows{
      {"start", &Window::start, "ms", any, "Begin of activity, counted from origin"},
      {"stop", &Window::stop, "ms", any, "End of activity, counted from origin"},
      {"origin", &Window::origin, "ms", any, "Reference time of start and stop"},
  };
  return rows;
}

void Window::read(const Dict& changes, const TimeGrid& grid) {
  // Times that stay are not checked again: they may be older than the present resolution.
  for (auto& row : table()) {
    row.read(changes, this);
    if (changes.peek(row.name)) settle(row.name, grid, row.number(this));
  }
  if (stop < start) bad_property(fmt::format("stop ({} ms) must not be earlier than start ({} ms).", stop, start));
}

Step Window::begin(const TimeGrid& grid) const { return later(steps(origin, grid), steps(start, grid)); }
Step Window::end(const TimeGrid& grid) const { return later(steps(origin, grid), steps(stop, grid)); }

ActiveSteps inside(const Window& w, const TimeGrid& grid) { return {w.begin(grid), w.end(grid)}; }
ActiveSteps earlier(const Window& w, const TimeGrid& grid) {
  return {later(w.begin(grid), -1), later(w.end(grid), -1)};
}
ActiveSteps one_late(const Window& w, const TimeGrid& grid) { return {later(w.begin(grid), 1), later(w.end(grid), 1)}; }

}  // namespace nestling
