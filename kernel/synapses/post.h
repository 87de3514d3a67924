// What a synapse learns about its target when a spike of its source arrives; for synapses one by one. Those that go
// many at a time: batch.h.
#pragma once
#include <algorithm>
#include <cmath>
#include <span>

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
  double seen;  // spikes of the target that arrived up to then were dealt with: `last`, unless the model says otherwise
  std::span<const Modulation> modulation = {};        // since the synapses were last brought up to date
  std::int64_t enrolled = 0;                          // connections of the model that had numbers before
  double since() const { return (time - last) * h; }  // ms
};

// All of the delay is between synapse and target: a spike of the target is seen a delay after it was emitted, and
// spikes that arrive with one of the source belong to those before it.
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
  Post(const SpikeHistories& histories, SpikeHistories::Slot slot, const ArrivalWindow& window)
      : history_(histories[slot]), at_(window.at) {
    last_ = std::lower_bound(history_.begin(), history_.end(), window.to);
    first_ = std::lower_bound(history_.begin(), last_, window.from);
    before_ = std::lower_bound(history_.begin() + 1, std::max(last_, history_.begin() + 1), window.strictly_to) - 1;
  }

  const double* begin() const { return first_; }
  const double* end() const { return last_; }
  // The trace of the target when this spike of the source arrives.
  double K() const { return history_.K(before_) * nearest_K(); }
  // The same if only the last spike counts.
  double nearest_K() const { return std::exp((*before_ - at_) * history_.minus()); }

 private:
  const SpikeHistory& history_;
  double at_;
  const double *first_, *last_, *before_;
};

}  // namespace nestling
