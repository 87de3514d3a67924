#include "kernel/models/sinusoidal_gamma_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kernel/random/gamma.h"

namespace nestling {

const Table& SinusoidalGammaParams::table() {
  static constexpr Constraint at_least_one{[](double x) { return x >= 1 && x <= 1e9; }, "between 1 and 1e9"};
  static const Table all = rows() + Table{{"order", &SinusoidalGammaParams::order, "", at_least_one,
                                           "1 / CV^2 of the intervals at constant rate"}};
  return all;
}

void SinusoidalGammaParams::settle(const Dict&, const SinusoidalGammaParams&, const Window&, const Environment&) const {
  if (!(amplitude >= 0 && amplitude <= rate))
    bad_property(
        fmt::format("amplitude must be between 0 and rate, {}/s, is {}/s: no rate may be negative.", rate, amplitude));
}

// order * (the integral of the rate)
double SinusoidalGammaParams::operational_time(Step from, Step to, const TimeGrid& grid) const {
  const double ms = static_cast<double>(to - from) * grid.h(), omega = 2 * std::numbers::pi * frequency / 1000;
  const double swing =
      omega == 0 ? std::sin(angle(0, grid)) * ms : (std::cos(angle(from, grid)) - std::cos(angle(to, grid))) / omega;
  return order * (rate * ms + amplitude * swing) / 1000;
}

SinusoidalGammaGenerator::Interval SinusoidalGammaGenerator::interval(double begin, Stream& stream) const {
  return {begin, begin + draw_gamma(stream, params_.order)};
}

// Of an interval is known that it has not ended by now: its end is drawn again from what is left of the distribution.
void SinusoidalGammaGenerator::survive(Interval& i, Stream& stream, double now) const {
  const double age = now - i.begin, k = params_.order;
  if (age <= k) {  // about half of all intervals last longer
    do i.end = i.begin + draw_gamma(stream, k);
    while (i.end <= now);
    return;
  }
  // The tail lies below an exponential one that touches it at its beginning.
  const double decay = 1 - (k - 1) / age;
  for (;;) {
    const double further = draw_exponential(stream) / decay;
    if (std::log(stream.uniform_positive()) > (k - 1) * (std::log1p(further / age) - further / age)) continue;
    i.end = now + further;
    return;
  }
}

// What has passed so far has passed with the old parameters.
Commit SinusoidalGammaGenerator::stage(const Dict& changes, const Environment& env) {
  return [this, commit = SinusoidalGenerator::stage(changes, env), &env, order = params_.order] {
    elapsed_ = operational_time(env.now, env.grid);
    since_ = env.now;
    commit();
    other_order_ |= params_.order != order;
  };
}

void SinusoidalGammaGenerator::prepare(const Environment& env) {
  if (!started_) elapsed_ = 0, since_ = env.now;
  started_ = true;
  const double now = operational_time(env.now, env.grid);
  using Each = Trains<Interval>::For;
  trains_.prepare(env, gid, params_.individual_spike_trains ? Each::each_connection : Each::all,
                  [&](Stream& stream) { return interval(now, stream); });
  if (other_order_) trains_.change([&](Interval& i, Stream& stream) { survive(i, stream, now); });
  other_order_ = false;
  done_.resize(static_cast<std::size_t>(env.n_threads), env.now);
}

void SinusoidalGammaGenerator::reset_state(const Environment& env) {
  const double now = operational_time(env.now, env.grid);
  trains_.change([&](Interval& i, Stream& stream) { i = interval(now, stream); });
}

void SinusoidalGammaGenerator::emit(const Emission& e) {
  const auto active = one_late(window_, e.env.grid);
  const Step before = std::max(e.from, active.after), last = std::min(e.to, active.last);
  if (before < last) {
    auto& done = done_[static_cast<std::size_t>(e.thread)];
    const bool was_silent = done != before;
    done = last;
    std::vector<double> time;  // at the end of each step
    for (Step s = before; s <= last; ++s) time.push_back(operational_time(s, e.env.grid));
    trains_.each(e, [&](Interval& i, Stream& stream, auto send) {
      if (was_silent && i.end <= time.front()) survive(i, stream, time.front());
      if (i.end > time.back()) return;
      for (std::size_t s = 1; s < time.size(); ++s)
        if (i.end <= time[s]) {
          send(before + static_cast<Step>(s), 1);
          i = interval(i.end, stream);
        }
    });
  }
  show_rate(e);
}

}  // namespace nestling
