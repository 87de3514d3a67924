#include "kernel/node/history.h"

#include <algorithm>

namespace nestling {

void SpikeHistory::clear() {
  constexpr double long_ago = -std::numeric_limits<double>::infinity();
  std::fill_n(recent.time, n_recent, long_ago);
  std::fill_n(recent_K, n_recent, 0.0);
  time_.assign(1, long_ago), K_.assign(1, 0.0), K_triplet_.assign(1, 0.0);
  begin_ = 0;
}

void SpikeHistory::add(double time) {
  const double since = time - time_.back();
  K_.push_back(K_.back() * std::exp(-since * recent.minus) + 1);
  K_triplet_.push_back(K_triplet_.back() * std::exp(-since * triplet_) + 1);
  time_.push_back(time);
  const auto shift_in = [](double* column, double last) {
    std::copy(column + 1, column + n_recent, column);
    column[n_recent - 1] = last;
  };
  shift_in(recent.time, time), shift_in(recent_K, K_.back());
}

void SpikeHistory::trim(double time) {
  const auto kept = std::lower_bound(begin(), end(), time);
  begin_ = std::max(begin_, static_cast<std::size_t>(std::max<std::ptrdiff_t>(kept - time_.data() - 1, 0)));
  if (2 * begin_ < time_.size()) return;
  for (auto* column : {&time_, &K_, &K_triplet_})
    column->erase(column->begin(), column->begin() + static_cast<std::ptrdiff_t>(begin_));
  begin_ = 0;
}

void SpikeHistories::trim(const std::vector<double>& needed_from) {
  stored_ = 0;
  for (std::size_t s = 0; s < histories_.size(); ++s) {
    histories_[s].trim(needed_from[s]);
    stored_ += histories_[s].size();
  }
  limit_ = std::max<std::size_t>({1024, 8 * histories_.size(), 2 * stored_});
}

}  // namespace nestling
