#include "kernel/models/correlomatrix_detector.h"

#include <fmt/format.h>

namespace nestling {

void CorrelomatrixDetector::check(const CorrelatorParams& p, const TimeGrid& grid) const {
  Correlator::check(p, grid);
  if (grid.tics(p.delta_tau) / grid.tics_per_step % 2 == 0)
    bad_property(fmt::format("delta_tau must be an odd number of steps of {} ms, so that a bin has a centre, is {} ms.",
                             grid.h(), p.delta_tau));
}

void CorrelomatrixDetector::show_counts(Dict& to) const {
  to["covariance"] = covariance_.shown(n_channels());
  to["count_covariance"] = counts_.shown(n_channels());
  auto n = n_events_;
  n.resize(n_channels(), 0);
  to["n_events"] = std::move(n);
}

void CorrelomatrixDetector::forget() {
  spikes_.clear();
  n_events_.clear();
  covariance_.clear(), counts_.clear();
}

void CorrelomatrixDetector::make_room() {
  n_events_.resize(n_channels(), 0);
  covariance_.resize(n_channels(), n_bins() + 1);
  counts_.resize(n_channels(), n_bins() + 1);
}

void CorrelomatrixDetector::note(const Event& e, bool counts) {
  while (!spikes_.empty() && spikes_.front().stamp < earliest() - range() - bin()) spikes_.pop_front();
  for (std::uint32_t i = 0; i < e.multiplicity; ++i) {
    if (counts) {
      ++n_events_[e.channel];
      for (auto& other : spikes_) {
        const Step lag = e.stamp - other.stamp;
        const double weight = e.weight * other.weight;
        if (lag >= 0) count(e.channel, other.channel, lag, weight);
        else count(other.channel, e.channel, -lag, weight);
      }
      covariance_(e.channel, e.channel, 0) += e.weight * e.weight;
      ++counts_(e.channel, e.channel, 0);
    }
    spikes_.push_back({{e.stamp, e.weight}, e.channel});
  }
}

void CorrelomatrixDetector::count(std::size_t i, std::size_t j, Step lag, double weight) {
  const auto k = static_cast<std::size_t>((2 * lag + bin()) / (2 * bin()));
  if (k > n_bins()) return;
  const auto add = [&](std::size_t a, std::size_t b) {
    covariance_(a, b, k) += weight;
    ++counts_(a, b, k);
  };
  add(i, j);
  if (k == 0 && (lag != 0 || i != j)) add(j, i);
}

}  // namespace nestling
