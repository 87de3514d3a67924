// What a synapse learns about the spikes of its target when a spike of its source arrives: one synapse at a time, or as many as a
// vector register has lanes.
#pragma once
#include <algorithm>
#include <bit>
#include <span>

#include "kernel/base/real_math.h"
#include "kernel/node/history.h"
#include "kernel/node/potentials.h"

namespace nestling {

// A spike of a transmitter that modulates synapses.
struct Modulation {
  double time, amount;
};

// A spike of the source as a synapse sees it; times in steps.
struct PreSpike {
  double time, last;  // of this spike and of the one before on this connection, 0 before the first
  double delay;
  double h;       // ms in a step
  double weight;  // of the model, where it is common
  double seen;    // spikes of the target that arrived up to then were dealt with: `last`, unless the model says otherwise
  std::span<const Modulation> modulation = {};  // since the synapses were last brought up to date
  std::int64_t enrolled = 0;                    // connections of the model that had numbers before
  double since() const { return (time - last) * h; }  // ms
};

// All of the delay is between synapse and target: a spike of the target is seen a delay after it was emitted, and spikes that
// arrive with one of the source belong to those before it.
struct ArrivalWindow {
  double from, to, strictly_to, at;
  ArrivalWindow(const PreSpike& pre, double eps) : at(pre.time - pre.delay) {
    from = pre.seen - pre.delay + eps, to = at + eps, strictly_to = at - eps;
  }
};

// The potential of the target between two spikes of the source: what potentiates, and what depresses at the second.
struct PotentialsSeen {
  std::span<const PotentialEvent> potentiation;
  double depression;
  PotentialsSeen(const PotentialHistory& history, const PreSpike& pre)
      : potentiation(history.potentiation(pre.last - pre.delay, pre.time - pre.delay)),
        depression(history.depression(pre.time - pre.delay)) {}
};

// One synapse. Iterates over the times of the arrivals after the last spike of the source, up to this one.
class Post {
 public:
  Post(SpikeHistory& history, const ArrivalWindow& window) : history_(history), at_(window.at) {
    last_ = std::lower_bound(history.begin(), history.end(), window.to);
    first_ = std::lower_bound(history.begin(), last_, window.from);
    before_ = std::lower_bound(history.begin(), last_, window.strictly_to) - 1;
  }

  const double* begin() const { return first_; }
  const double* end() const { return last_; }
  // The trace of the target when this spike of the source arrives.
  double K() const {
    return history_.recent.handed_out = history_.K(before_) * std::exp((*before_ - at_) * history_.minus());
  }
  // The same if only the last spike counts.
  double nearest_K() const { return std::exp((*before_ - at_) * history_.minus()); }

 private:
  SpikeHistory& history_;
  double at_;
  const double *first_, *last_, *before_;
};

// Several synapses side by side.
class PostLanes {
 public:
  PostLanes() { std::fill_n(times_, lane_count, nothing_ + 1); }

  // Lane by lane; lanes that are left out have no spikes.
  template <bool with_triplets>
  void find(std::size_t lane, SpikeHistory& history, const ArrivalWindow& window) {
    minus_[lane] = history.recent.minus;
    histories_[lane] = &history;
    const int below_from = below(history, window.from), below_to = below(history, window.to),
              below_at = below(history, window.strictly_to);
    if (with_triplets || std::min(below_from, below_at) == 0) [[unlikely]]
      return search<with_triplets>(lane, history, window);
    times_[lane] = history.recent.time + below_from;
    n_[lane] = below_to - below_from;
    since_[lane] = history.recent.time[below_at - 1] - window.at;
    K_[lane] = history.recent_K[below_at - 1];
  }

  // Calls f(times, mask) for the first arrival of each synapse, then for the second, …; the mask tells who has one.
  template <class F>
  void each(F f) const {
    int most = 0;
    for (int n : n_) most = std::max(most, n);
    for (int a = 0; a < most; ++a) {
      alignas(64) double time[lane_count], has[lane_count];
      for (std::size_t i = 0; i < lane_count; ++i) {
        has[i] = a < n_[i];
        time[i] = times_[i][has[i] ? a : -1];
      }
      f(Real::load(time), Real::load(has) > 0.0, a);
    }
  }
  // The slower trace just before arrival a; of several spikes in one step each sees those before it.
  Real K_triplet(int a) const {
    alignas(64) double K[lane_count], since[lane_count];
    for (std::size_t i = 0; i < lane_count; ++i) {
      const bool has = a < n_[i];
      K[i] = has ? K_triplets_[i][a - 1] : 0.0;
      since[i] = has ? (times_[i][a - 1] - times_[i][a]) * histories_[i]->triplet() : 0.0;
    }
    return Real::load(K) * exp(Real::load(since));
  }
  Real K() const {
    const Real K = Real::load(K_) * nearest_K();
    for (std::size_t i = 0; i < lane_count; ++i)
      if (histories_[i]) histories_[i]->recent.handed_out = K.v[i];
    return K;
  }
  Real nearest_K() const { return exp(Real::load(since_) * Real::load(minus_)); }
  Mask any() const {
    alignas(64) double n[lane_count];
    for (std::size_t i = 0; i < lane_count; ++i) n[i] = n_[i];
    return Real::load(n) > 0.0;
  }

 private:
  // How many of the recent spikes are before a time. Two numbers lie before the times in their cache line.
  static int below(const SpikeHistory& history, double time) {
    const auto* const line = reinterpret_cast<const double*>(&history.recent);
    unsigned mask = 0;
    for (std::size_t i = 0; i < 8; i += lane_count) mask |= bits(Real::load(line + i) < time) << i;
    return std::popcount(mask >> 2);
  }

  template <bool with_triplets>
  void search(std::size_t lane, SpikeHistory& history, const ArrivalWindow& window) {
    const double* const last = std::lower_bound(history.begin(), history.end(), window.to);
    const double* const first = std::lower_bound(history.begin(), last, window.from);
    const double* const before = std::lower_bound(history.begin(), last, window.strictly_to) - 1;
    times_[lane] = first;
    n_[lane] = static_cast<int>(last - first);
    since_[lane] = *before - window.at;
    K_[lane] = history.K(before);
    if (with_triplets) K_triplets_[lane] = history.K_triplet(first);
  }

  static constexpr double nothing_[2] = {0, 0};
  alignas(64) double K_[lane_count] = {}, since_[lane_count] = {}, minus_[lane_count] = {};
  const double* times_[lane_count];
  const double* K_triplets_[lane_count];
  SpikeHistory* histories_[lane_count] = {};
  int n_[lane_count] = {};
};

}  // namespace nestling
