#include "kernel/models/correlation_detector.h"

#include "kernel/base/memory.h"

namespace nestling {

const Table& CorrelationDetector::table() const {
  static const Table rows = without(CorrelatorParams::table(), {"N_channels"});
  return rows;
}

bool CorrelationDetector::read_own(const Dict& changes) const {
  std::vector<std::int64_t> n;
  if (!changes.read("n_events", n)) return false;
  if (n != std::vector<std::int64_t>{0, 0})
    bad_property("n_events can be set to [0 0] only, which starts to count again.");
  return true;
}

void CorrelationDetector::show_counts(Dict& to) const {
  to["histogram"] = histogram_;
  to["histogram_correction"] = correction_;
  to["count_histogram"] = counts_;
  to["n_events"] = std::vector(n_events_.begin(), n_events_.end());
}

void CorrelationDetector::forget() {
  for (auto& s : spikes_) s.clear();
  n_events_ = {};
  histogram_.clear(), correction_.clear(), counts_.clear();
}

void CorrelationDetector::make_room() {
  const std::size_t n = 2 * n_bins() + 1;
  if (counts_.size() == n) return;
  require_memory(static_cast<double>(n) * 3 * sizeof(double), "The histogram of a correlation_detector");
  histogram_.assign(n, 0.0), correction_.assign(n, 0.0), counts_.assign(n, 0);
}

void CorrelationDetector::note(const Event& e, bool counts) {
  auto &mine = spikes_[e.channel], &others = spikes_[1 - e.channel];
  while (!others.empty() && others.front().stamp < earliest() - range() - bin()) others.pop_front();
  for (std::uint32_t i = 0; i < e.multiplicity; ++i) {
    mine.push_back({e.stamp, e.weight});
    if (!counts) continue;
    ++n_events_[e.channel];
    for (auto& other : others)
      count(e.channel == 1 ? e.stamp - other.stamp : other.stamp - e.stamp, e.weight * other.weight);
  }
}

void CorrelationDetector::count(Step lag, double weight) {
  const Step from_left_edge = 2 * (lag + range()) + bin();  // in half steps
  if (from_left_edge < 0 || from_left_edge >= 2 * bin() * static_cast<Step>(counts_.size())) return;
  const auto k = static_cast<std::size_t>(from_left_edge / (2 * bin()));
  ++counts_[k];
  const double add = weight - correction_[k], sum = histogram_[k] + add;
  correction_[k] = (sum - histogram_[k]) - add;
  histogram_[k] = sum;
}

}  // namespace nestling
