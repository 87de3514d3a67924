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

SpikeHistories::Slot SpikeHistories::add() {
  const auto s = static_cast<Slot>(all_.size());
  all_.emplace_back(), last_.emplace_back(), recent_.emplace_back(), traces_.emplace_back(), triplets_.emplace_back();
  n_other_minus_ += traces_[s].minus != traces_[0].minus;
  forget_recent(s);
  return s;
}

void SpikeHistories::forget_recent(Slot s) {
  std::fill_n(recent_[s].time, RecentSpikes::n, RecentSpikes::long_ago);
  std::fill_n(traces_[s].K, RecentTraces::n, 0.0);
  std::fill_n(triplets_[s].K, RecentSpikes::n, 0.0);
  last_[s] = {RecentSpikes::long_ago, RecentSpikes::long_ago, 0.0};
}

void SpikeHistories::set_decay(Slot s, double minus, double triplet) {
  all_[s].set_decay(minus, triplet);
  if (minus == traces_[s].minus) return;
  const double first = traces_[0].minus;
  n_other_minus_ += (minus != first) - (traces_[s].minus != first);
  traces_[s].minus = minus;
  if (s == 0)
    n_other_minus_ = static_cast<std::size_t>(
        std::count_if(traces_.begin(), traces_.end(), [&](auto& t) { return t.minus != minus; }));
}

namespace {

template <class T, std::size_t n>
void push_front(T (&column)[n], T value) {
  std::copy_backward(column, column + n - 1, column + n);
  column[0] = value;
}

}  // namespace

void SpikeHistories::note(Slot s, double time, std::uint32_t times) {
  auto& recent = recent_[s].time;
  const bool on_grid =
      time == std::trunc(time) && time < RecentSpikes::elsewhere && recent[0] != RecentSpikes::elsewhere;
  if (!on_grid) std::fill_n(recent, RecentSpikes::n, RecentSpikes::elsewhere);
  stored_ += times;
  for (; times > 0; --times) {
    all_[s].add(time);
    const double* const spike = all_[s].end() - 1;
    push_front(recent, on_grid ? static_cast<std::int32_t>(time) : RecentSpikes::elsewhere);
    push_front(traces_[s].K, all_[s].K(spike));
    push_front(triplets_[s].K, *all_[s].K_triplet(spike));
  }
  last_[s] = {recent[0], recent[1], traces_[s].K[0]};
}

void SpikeHistories::clear(Slot s) {
  forget_recent(s);
  all_[s].clear();
}

double SpikeHistories::handed_out(Slot s) const {
  if (told_.size() != all_.size()) told_ = when_told();
  return std::isinf(told_[s]) ? 0.0 : all_[s].K(told_[s]);
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
