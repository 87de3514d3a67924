#include "kernel/models/poisson_generator_ps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernel/random/gamma.h"

namespace nestling {

const Table& PoissonPsParams::table() {
  static const Table rows{
      {"rate", &PoissonPsParams::rate, "1/s", not_negative, "Mean rate of each train"},
      {"dead_time", &PoissonPsParams::dead_time, "ms", not_negative, "Shortest interval, at most 1 / rate"},
  };
  return rows;
}

void PoissonPsParams::settle(const Dict&, const PoissonPsParams&, const Window&, const Environment&) const {
  if (rate > 0 && 1000 / rate < dead_time)
    bad_property(
        fmt::format("dead_time ({} ms) must not be longer than the mean interval, {} ms.", dead_time, 1000 / rate));
}

double PoissonPsParams::interval(Stream& stream) const {
  return dead_time + (1000 / rate - dead_time) * draw_exponential(stream);
}

double PoissonPsParams::recurrence(Stream& stream) const {
  const double dead = rate * dead_time / 1000;  // share of the time
  if (stream.uniform() < dead) return dead_time * stream.uniform();
  return interval(stream);
}

void PoissonGeneratorPs::Next::advance(double ms, const TimeGrid& grid) {
  constexpr double longest = 1e15;  // steps
  const double steps = std::ceil((ms - offset) / grid.h());
  if (!(steps < longest)) {
    stamp = never;
    return;
  }
  const double n = std::max(0.0, steps);
  stamp += static_cast<Step>(n);
  offset = std::clamp(n * grid.h() - (ms - offset), 0.0, std::nextafter(grid.h(), 0.0));
}

PoissonGeneratorPs::Next PoissonGeneratorPs::first(Stream& stream, Step begin, const TimeGrid& grid) const {
  Next next{begin, 0.0};
  if (params_.rate > 0) next.advance(params_.recurrence(stream), grid);
  else next.stamp = never;
  return next;
}

Commit PoissonGeneratorPs::stage(const Dict& changes, const Environment& env) {
  return [this, commit = Generator::stage(changes, env), redraw = changes.peek("rate") != nullptr] {
    commit();
    redraw_ |= redraw;
  };
}

// A spike that waits in the past, since the device was silent, makes no sense any more.
void PoissonGeneratorPs::prepare(const Environment& env) {
  const Step begin = std::max(env.now, window_.begin(env.grid));
  const auto fresh = [&](Stream& stream) { return first(stream, begin, env.grid); };
  trains_.prepare(env, gid, Trains<Next>::For::each_connection, fresh);
  trains_.change([&](Next& next, Stream& stream) {
    if (redraw_ || next.stamp <= begin) next = fresh(stream);
  });
  redraw_ = false;
}

void PoissonGeneratorPs::emit(const Emission& e) {
  if (params_.rate == 0) return;
  const auto active = inside(window_, e.env.grid);
  const Step last = std::min(e.to, active.last);
  trains_.each(e, [&](Next& next, Stream& stream, auto send) {
    for (; next.stamp <= last; next.advance(params_.interval(stream), e.env.grid)) send(next.stamp, 1, next.offset);
  });
}

}  // namespace nestling
