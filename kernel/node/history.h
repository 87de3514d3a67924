// The past spikes of neurons that plastic synapses read, with the traces that they leave.
#pragma once
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace nestling {

// The spikes of one neuron that some plastic synapse may still ask for, and the traces that they leave: each spike adds
// 1, between spikes the traces decay with tau_minus and tau_minus_triplet. All synapses of the neuron share them.
// Before the spikes is always one more entry, that of the last older spike, or of one infinitely long ago: whoever
// looks for "the spike before" finds one.
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
  // The end of those before `time`, for a time not long before an `end` that is known: one after the other is passed.
  const double* before(const double* end, double time) const {
    while (end > begin() + 1 && end[-1] >= time) --end;
    return end;
  }
  double K(const double* entry) const { return K_[index(entry)]; }  // just after the spike
  double K(double time) const;                                      // then, without a spike of then
  // The slower trace just before the spike; those of the spikes after it follow.
  const double* K_triplet(const double* entry) const { return K_triplet_.data() + index(entry); }
  double minus() const { return minus_; }

 private:
  std::size_t index(const double* entry) const { return static_cast<std::size_t>(entry - time_.data()); }

  std::vector<double> time_, K_, K_triplet_;
  std::size_t begin_ = 0;           // trimmed entries are moved away when they are the larger part
  double minus_ = 0, triplet_ = 0;  // steps / tau
};

// What nearly every synapse needs of a neuron, so small that those of some thousand neurons stay in the first-level
// cache: its last two spikes, in whole steps.
struct alignas(16) LastSpikes {
  std::int32_t last, before;
  double K;  // the trace just after the last
};

// A few more of them, the last first.
struct alignas(32) RecentSpikes {
  static constexpr int n = 8;
  static constexpr std::int32_t long_ago = std::numeric_limits<std::int32_t>::min(),  // there was no spike
      elsewhere = std::numeric_limits<std::int32_t>::max();                           // only the whole history tells
  std::int32_t time[n];
};

struct alignas(32) RecentTraces {
  static constexpr int n = 3;
  double K[n];       // just after the last spikes
  double minus = 0;  // steps / tau_minus
};

struct RecentTriplets {
  double K[RecentSpikes::n];  // the slower trace just before each of the recent spikes
};

// Those of all neurons of one thread that have plastic inputs.
class SpikeHistories {
 public:
  using Slot = std::uint32_t;

  Slot add();
  SpikeHistory& operator[](Slot s) { return all_[s]; }
  const SpikeHistory& operator[](Slot s) const { return all_[s]; }
  std::size_t size() const { return all_.size(); }
  const LastSpikes* last() const { return last_.data(); }
  const RecentSpikes* recent() const { return recent_.data(); }
  const RecentTraces* traces() const { return traces_.data(); }
  // Those of all neurons, one after the other.
  const std::int32_t* recent_times() const { return recent_.data()->time; }
  const double* recent_triplets() const { return triplets_.data()->K; }
  bool same_minus() const { return n_other_minus_ == 0; }  // for all

  void set_decay(Slot s, double minus, double triplet);
  void note(Slot s, double time, std::uint32_t times);
  void clear(Slot s);
  // So many spikes are stored that it is worth while to ask the synapses what they still need.
  bool due() const { return stored_ >= limit_; }
  void trim(const std::vector<double>& needed_from);  // for each slot, in steps

  // The trace that a synapse was told last. Nobody writes down when that was, at every event: who keeps the synapses
  // finds it out when somebody wants to know.
  double handed_out(Slot s) const;
  std::function<std::vector<double>()> when_told;  // for each slot, in steps; never: infinitely long ago
  void tell() { told_.clear(); }                   // synapses are told something

 private:
  void forget_recent(Slot s);

  std::vector<LastSpikes> last_;
  std::vector<RecentSpikes> recent_;
  std::vector<RecentTraces> traces_;
  std::vector<RecentTriplets> triplets_;
  std::vector<SpikeHistory> all_;
  std::size_t n_other_minus_ = 0;  // neurons whose minus is not that of the first
  std::size_t stored_ = 0, limit_ = 1024;
  mutable std::vector<double> told_;
};

}  // namespace nestling
