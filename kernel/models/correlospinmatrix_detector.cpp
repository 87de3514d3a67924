#include "kernel/models/correlospinmatrix_detector.h"

#include <fmt/format.h>

#include <algorithm>

namespace nestling {

void CorrelospinmatrixDetector::check(const CorrelatorParams& p, const TimeGrid& grid) const {
  const std::pair<const char*, double> times[] = {
      {"delta_tau", p.delta_tau}, {"tau_max", p.tau_max}, {"Tstart", p.Tstart}, {"Tstop", p.Tstop}};
  for (auto& [key, ms] : times)
    if (!(ms >= 0)) bad_property(fmt::format("{} must be >= 0 ms, is {} ms.", key, ms));
  Correlator::check(p, grid);
}

void CorrelospinmatrixDetector::forget() {
  up_since_.clear();
  pulses_.clear();
  heard_.forget();
  counts_.clear();
}

void CorrelospinmatrixDetector::make_room() {
  up_since_.resize(n_channels(), down);
  counts_.resize(n_channels(), 2 * n_bins() + 1);
}

void CorrelospinmatrixDetector::note(const Event& event, bool counts) {
  if (!counts) return;
  const auto same = [](const Event& a, const Event& b) { return a.source == b.source && a.stamp == b.stamp; };
  heard_.hear(event, same, [this](const Event& e) { change(e); });
}

void CorrelospinmatrixDetector::change(const Event& e) {
  Step& since = up_since_[e.channel];
  if (e.multiplicity == 2) {
    if (since == down) since = e.stamp;
    return;
  }
  if (since == down) return;
  const Pulse pulse{e.channel, since, e.stamp};
  since = down;
  add(pulse);
}

void CorrelospinmatrixDetector::add(const Pulse& pulse) {
  Step needed = std::min(earliest(), pulse.begin);
  for (const Step since : up_since_)
    if (since != down) needed = std::min(needed, since);
  while (!pulses_.empty() && pulses_.front().end < needed - range()) pulses_.pop_front();
  for (auto& other : pulses_) {
    add(pulse, other);
    add(other, pulse);
  }
  add(pulse, pulse);
  pulses_.push_back(pulse);
}

// The overlap of p with q, when q is moved to later times by each lag.
void CorrelospinmatrixDetector::add(const Pulse& p, const Pulse& q) {
  const auto n = static_cast<Step>(n_bins());
  for (Step k = -n; k <= n; ++k) {
    const Step lag = k * bin(), overlap = std::min(p.end, q.end + lag) - std::max(p.begin, q.begin + lag);
    if (overlap > 0) counts_(p.channel, q.channel, static_cast<std::size_t>(n + k)) += overlap;
  }
}

}  // namespace nestling
