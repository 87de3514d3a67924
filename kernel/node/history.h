// The past spikes of neurons that plastic synapses read, with the traces that they leave.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace nestling {

// The spikes of one neuron that some plastic synapse may still ask for, and the traces just after them: each spike adds 1,
// between spikes the traces decay with tau_minus and tau_minus_triplet. All synapses of the neuron share them. Before the
// spikes is always one more entry, that of the last older spike, or of one infinitely long ago: whoever looks for "the spike
// before" finds one.
//
// Most synapses need the last few spikes only. These are kept once more, together with the rate of decay, so that an event
// touches two cache lines here: one with times, one with traces.
class alignas(64) SpikeHistory {
 public:
  static constexpr std::size_t n_recent = 6;
  struct alignas(64) Times {
    double minus = 0;       // steps / tau_minus
    double handed_out = 0;  // the trace that was asked for last: post_trace of the status
    double time[n_recent];  // in steps
  };

  SpikeHistory() { clear(); }
  void set_decay(double minus, double triplet) { recent.minus = minus, triplet_ = triplet; }
  void add(double time);
  void clear();
  // Nobody will ask for what was before `time` (in steps) any more.
  void trim(double time);
  std::size_t size() const { return time_.size() - begin_ - 1; }

  // All entries, beginning with the one before the first.
  const double* begin() const { return time_.data() + begin_; }
  const double* end() const { return time_.data() + time_.size(); }
  double K(const double* entry) const { return K_[static_cast<std::size_t>(entry - time_.data())]; }
  const double* K_triplet(const double* entry) const { return K_triplet_.data() + (entry - time_.data()); }
  double minus() const { return recent.minus; }
  double triplet() const { return triplet_; }

  Times recent;
  alignas(64) double recent_K[n_recent];

 private:
  std::vector<double> time_, K_, K_triplet_;
  std::size_t begin_ = 0;  // trimmed entries are moved away when they are the larger part
  double triplet_ = 0;
};

// Those of all neurons of one thread that have plastic inputs.
class SpikeHistories {
 public:
  using Slot = std::uint32_t;

  Slot add() { return histories_.emplace_back(), static_cast<Slot>(histories_.size() - 1); }
  SpikeHistory& operator[](Slot s) { return histories_[s]; }
  std::size_t size() const { return histories_.size(); }
  void note(Slot s, double time, std::uint32_t times) {
    stored_ += times;
    while (times-- > 0) histories_[s].add(time);
  }
  // So many spikes are stored that it is worth while to ask the synapses what they still need.
  bool due() const { return stored_ >= limit_; }
  void trim(const std::vector<double>& needed_from);  // for each slot, in steps

 private:
  std::vector<SpikeHistory> histories_;
  std::size_t stored_ = 0, limit_ = 1024;
};

}  // namespace nestling
