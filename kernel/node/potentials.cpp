#include "kernel/node/potentials.h"

#include <algorithm>

namespace nestling {

namespace {

auto first_after(const std::vector<PotentialEvent>& events, double time) {
  return std::upper_bound(events.begin(), events.end(), time, [](double t, auto& e) { return t < e.time; });
}

}  // namespace

std::span<const PotentialEvent> PotentialHistory::potentiation(double from, double to) const {
  return {first_after(up_, from), first_after(up_, to)};
}

double PotentialHistory::depression(double time) const {
  const auto after = first_after(down_, time);
  return after != down_.begin() && after[-1].time == time ? after[-1].amount : 0.0;
}

void PotentialHistory::trim(double time) {
  for (auto* events : {&up_, &down_})
    events->erase(events->begin(), std::find_if(events->begin(), events->end(), [&](auto& e) { return e.time >= time; }));
}

bool PotentialHistories::due() const {
  std::size_t n = 0;
  for (auto& h : histories_) n += h.size();
  return n >= limit_;
}

void PotentialHistories::trim(const std::vector<double>& needed_from) {
  std::size_t n = 0;
  for (std::size_t s = 0; s < histories_.size(); ++s) {
    histories_[s].trim(needed_from[s]);
    n += histories_[s].size();
  }
  limit_ = std::max<std::size_t>({65536, 64 * histories_.size(), 2 * n});
}

DelayedPotentials::Pair DelayedPotentials::exchange(Pair now, std::size_t steps) {
  if (steps == 0) return now;
  if (past_.size() != steps) past_.assign(steps, {0, 0}), next_ = 0;
  std::swap(past_[next_], now);
  next_ = (next_ + 1) % steps;
  return now;
}

}  // namespace nestling
