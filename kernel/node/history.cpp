#include "kernel/node/history.h"

#include <algorithm>

namespace nestling {

void SpikeHistory::clear() {
  time_.assign(1, -std::numeric_limits<double>::infinity());
  K_.assign(1, 0.0), K_triplet_.assign(1, 0.0);
  begin_ = 0;
}

void SpikeHistory::add(double time) {
  const double since = time - time_.back(), first = std::isinf(since) ? 0.0 : 1.0;
  K_.push_back(K_.back() * std::exp(-since * minus_) + 1);
  K_triplet_.push_back((K_triplet_.back() + first) * std::exp(-since * triplet_));
  time_.push_back(time);
}

double SpikeHistory::K(double time) const {
  const double* const before = std::lower_bound(begin() + 1, end(), time) - 1;
  return K(before) * std::exp((*before - time) * minus_);
}

void SpikeHistory::trim(double time) {
  const auto kept = std::lower_bound(begin(), end(), time);
  begin_ = std::max(begin_, static_cast<std::size_t>(std::max<std::ptrdiff_t>(kept - time_.data() - 1, 0)));
  if (2 * begin_ < time_.size()) return;
  for (auto* column : {&time_, &K_, &K_triplet_})
    column->erase(column->begin(), column->begin() + static_cast<std::ptrdiff_t>(begin_));
  begin_ = 0;
}

void RecentSpikes::clear() {
  std::fill_n(time, n, long_ago);
  std::fill_n(K, n_K, 0.0);
  asked = never;
}

void RecentSpikes::add(double at, double K_after) {
  const bool on_grid = at == std::trunc(at) && at < elsewhere && time[n - 1] != elsewhere;
  if (!on_grid) std::fill_n(time, n, elsewhere);
  std::copy(time + 1, time + n, time);
  time[n - 1] = on_grid ? static_cast<std::int32_t>(at) : elsewhere;
  std::copy(K + 1, K + n_K, K);
  K[n_K - 1] = K_after;
}

void SpikeHistories::set_decay(Slot s, double minus, double triplet) {
  recent_[s].minus = minus;
  all_[s].set_decay(minus, triplet);
}

void SpikeHistories::note(Slot s, double time, std::uint32_t times) {
  stored_ += times;
  for (; times > 0; --times) {
    all_[s].add(time);
    recent_[s].add(time, all_[s].K(all_[s].end() - 1));
  }
}

void SpikeHistories::clear(Slot s) {
  recent_[s].clear();
  all_[s].clear();
}

double SpikeHistories::handed_out(Slot s) const {
  const auto asked = recent_[s].asked;
  return asked == RecentSpikes::never ? 0.0 : all_[s].K(static_cast<double>(asked));
}

void SpikeHistories::trim(const std::vector<double>& needed_from) {
  stored_ = 0;
  for (std::size_t s = 0; s < all_.size(); ++s) {
    all_[s].trim(needed_from[s]);
    stored_ += all_[s].size();
  }
  limit_ = std::max<std::size_t>({1024, 16 * all_.size(), 2 * stored_});
}

}  // namespace nestling
