// The past spikes of neurons that plastic synapses read, with the traces that they leave.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace nestling {

// The spikes of one neuron that some plastic synapse may still ask for, and the traces that they leave: each spike adds 1,
// between spikes the traces decay with tau_minus and tau_minus_triplet. All synapses of the neuron share them. Before the
// spikes is always one more entry, that of the last older spike, or of one infinitely long ago: whoever looks for "the spike
// before" finds one.
class SpikeHistory {
 public:
  SpikeHistory() { clear(); }
  void set_decay(double minus, double triplet) { minus_ = minus, triplet_ = triplet; }
  void add(double time);  // in steps
  void clear();
  // Nobody will ask for what was before `time` (in steps) any more.
  void trim(double time);
  std::size_t size() const { return time_.size() - begin_ - 1; }

  // All entries, beginning with the one before the first.
  const double* begin() const { return time_.data() + begin_; }
  const double* end() const { return time_.data() + time_.size(); }
  double K(const double* entry) const { return K_[index(entry)]; }  // just after the spike
  double K(double time) const;                                      // then, without a spike of then
  // The slower trace just before the spike; those of the spikes after it follow.
  const double* K_triplet(const double* entry) const { return K_triplet_.data() + index(entry); }
  double minus() const { return minus_; }

 private:
  std::size_t index(const double* entry) const { return static_cast<std::size_t>(entry - time_.data()); }

  std::vector<double> time_, K_, K_triplet_;
  std::size_t begin_ = 0;  // trimmed entries are moved away when they are the larger part
  double minus_ = 0, triplet_ = 0;  // steps / tau
};

// Most synapses need the last few spikes only. These are kept once more, in whole steps, so that an event touches one cache
// line here, and one comparison of a vector tells which spikes are in a window.
struct alignas(64) RecentSpikes {
  static constexpr int n = 8, n_K = 2;
  static constexpr std::int32_t long_ago = std::numeric_limits<std::int32_t>::min(),  // there was no spike
      elsewhere = std::numeric_limits<std::int32_t>::max();                           // only the whole history tells

  double K[n_K];            // traces just after the last of them
  double minus = 0;         // steps / tau_minus
  std::int64_t asked;       // up to when the trace was asked for last, in steps
  std::int32_t time[n];     // ascending

  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
  RecentSpikes() { clear(); }
  void clear();
  void add(double time, double K_after);
};

// Those of all neurons of one thread that have plastic inputs.
class SpikeHistories {
 public:
  using Slot = std::uint32_t;

  Slot add() { return recent_.emplace_back(), all_.emplace_back(), static_cast<Slot>(all_.size() - 1); }
  SpikeHistory& operator[](Slot s) { return all_[s]; }
  RecentSpikes& recent(Slot s) { return recent_[s]; }
  std::size_t size() const { return all_.size(); }

  void set_decay(Slot s, double minus, double triplet);
  void note(Slot s, double time, std::uint32_t times);
  void clear(Slot s);
  double handed_out(Slot s) const;  // the trace that was asked for last
  // So many spikes are stored that it is worth while to ask the synapses what they still need.
  bool due() const { return stored_ >= limit_; }
  void trim(const std::vector<double>& needed_from);  // for each slot, in steps

 private:
  std::vector<RecentSpikes> recent_;
  std::vector<SpikeHistory> all_;
  std::size_t stored_ = 0, limit_ = 1024;
};

}  // namespace nestling
