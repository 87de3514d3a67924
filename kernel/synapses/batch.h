// Many synapses of one source at one of its spikes, for models written in lanes. A look at the last spikes of their
// targets tells most of what they need. Those with an arrival are listed, of these those with two, and so on: a list is
// the part of the one before that goes on, packed into full vectors. The oldest arrivals are taken first, from the last
// list to the first: so each synapse meets its arrivals in order, and no lane waits for the one with the most.
#pragma once
#include <algorithm>
#include <array>
#include <utility>

#include "kernel/base/real_math.h"
#include "kernel/synapses/pack.h"
#include "kernel/synapses/post.h"
#include "kernel/synapses/recent_lanes.h"

namespace nestling {

// Spikes of the targets that arrived between the last spike of the source and this one: one for each of several
// synapses.
struct Arrivals {
  Real time;
  Real K_triplet;  // the slower trace of the target just before that spike, for models that read it
  Mask first;      // of those since the last spike of the source
};

// How the targets of several synapses are when the spike of the source arrives.
struct PostLanes {
  Real K_after_last, exponent;
  unsigned arrived;  // a bit for each that had an arrival
  Mask any() const { return mask_of(arrived); }
  Real K() const { return K_after_last * exp(exponent); }
  Real nearest_K() const { return select(K_after_last > 0.0, exp(exponent), 0.0); }  // if only the last spike counts
};

template <bool with_triplets>
class Batch {
 public:
  using Slot = SpikeHistories::Slot;
  static constexpr std::size_t most = 128;

  Batch(const SpikeHistories& histories, const ArrivalWindow& window)
      : histories_(histories), window_(window), to_(steps(window.to)), strictly_to_(steps(window.strictly_to)) {}

  double* x() { return lists_[0].x; }  // what the model changes, one for each synapse

  // When x is set: what these synapses learn of their targets.
  void find(const Slot* slots, std::size_t n) {
    n_slow_ = 0;
    look(slots, n);
    for (std::size_t k = 0; k < n_late_; ++k) correct(late_[k], slots[late_[k]]);
    make_lists();
    std::copy_n(lists_[0].longer, n_vectors, arrived_);
    for (std::size_t k = 0; k < n_slow_; ++k)
      if (slow_[k].n > 0 && slow_[k].list == 0) arrived_[slow_[k].i / lane_count] |= 1u << slow_[k].i % lane_count;
  }

  // x = potentiate(x, arrivals) for all arrivals, those of a synapse in order.
  template <class F>
  void each(F potentiate) {
    for (int round = 0; keep_slow(round); ++round) each_slow(round, potentiate);
    for (int k = n_lists_; k > 0; --k) {
      List& list = lists_[k];
      for (std::size_t i = 0; i < list.n; i += lane_count)
        potentiate(Real::load(list.x + i), arrivals(k, i)).store(list.x + i);
      put_back(list.x, lists_[k - 1]);
    }
  }

  PostLanes post(std::size_t i) const {
    return {Real::load(K_ + i), Real::load(exponent_ + i), arrived_[i / lane_count]};
  }

 private:
  static constexpr std::size_t room = most + lane_padding, n_vectors = room / lane_count;
  static constexpr int n_times = RecentSpikes::n;
  static constexpr int most_lists =
      n_times - RecentTraces::n;  // as many arrivals are among the recent spikes in any case

  struct List {
    alignas(64) double x[room];
    alignas(64) double time[room], earlier[room];  // of the arrivals that this list and the next one take
    std::uint32_t place[room];                     // of the last arrival of the synapse, among all recent spikes
    std::size_t n;
    std::uint8_t longer[n_vectors];  // a bit for each with one more arrival, which is in the next list, too
  };

  struct Slow {  // arrivals that only the whole history knows
    int list;    // and the place in it of the synapse
    std::uint32_t i;
    int n;
    const double *times, *K_triplet;
  };

  // Whole steps are before a time if they are before this one.
  static std::int32_t steps(double time) {
    constexpr double least = RecentSpikes::long_ago + 1.0, most_steps = RecentSpikes::elsewhere;
    return static_cast<std::int32_t>(std::clamp(std::ceil(time), least, most_steps));
  }

  // Takes the last two spikes of each target as what it is asked for, and lists those of which the last one is too
  // late.
  void look(const Slot* slots, std::size_t n) {
    List& all = lists_[0];
    all.n = n;
    n_late_ = 0;
    for (std::size_t i = 0; i < n; i += lane_count) {
      const std::size_t used = std::min(lane_count, n - i);
      const LastLanes last = last_lanes(histories_, slots + i, used);
      last.last.store(all.earlier + i), last.before.store(before_ + i), last.K.store(K_ + i);
      ((last.last - window_.at) * last.minus).store(exponent_ + i);
      const unsigned late = bits(last.last >= window_.strictly_to) & ((1u << used) - 1);
      pack(late, numbers.data() + i, late_ + n_late_);
      n_late_ += count(late);
    }
    for (std::size_t i = 0; i < n; ++i) all.place[i] = slots[i] * n_times;
    std::fill_n(all.earlier + n, lane_padding, RecentSpikes::long_ago);
  }

  void correct(std::uint32_t i, Slot slot) {
    const RecentSpikes& recent = histories_.recent()[slot];
    const auto& time = recent.time;
    const auto& trace = histories_.traces()[slot];
    const int after_K = not_before(recent, strictly_to_), after = not_before(recent, to_);
    if (after_K >= RecentTraces::n) return read_history(i, slot);
    K_[i] = trace.K[after_K];
    exponent_[i] = (time[after_K] - window_.at) * trace.minus;
    lists_[0].earlier[i] = time[after], before_[i] = time[after + 1];
    lists_[0].place[i] += static_cast<std::uint32_t>(after);
  }

  void read_history(std::uint32_t i, Slot slot) {
    const SpikeHistory& history = histories_[slot];
    const double* const before = history.before(history.end(), window_.strictly_to) - 1;
    const double* const last = history.before(history.end(), window_.to);
    K_[i] = history.K(before);
    exponent_[i] = (*before - window_.at) * history.minus();
    lists_[0].earlier[i] = before_[i] = RecentSpikes::long_ago;
    keep(0, i, history, last);
  }

  // The arrivals before `end`.
  void keep(int list, std::uint32_t i, const SpikeHistory& history, const double* end) {
    const double* const first = history.before(end, window_.from);
    slow_[n_slow_++] = {list, i, static_cast<int>(end - first), first, history.K_triplet(first)};
  }

  void make_lists() {
    for (n_lists_ = 0; n_lists_ < most_lists;) {
      List& to = lists_[n_lists_ + 1];
      split(lists_[n_lists_], to);
      if (to.n == 0) return;
      if (n_lists_++ == 0) continue;
      for (std::size_t i = 0; i < to.n; i += lane_count)
        recent_lanes(histories_, to.place + i, n_lists_).store(to.earlier + i);
    }
    read_older(lists_[most_lists]);
  }

  // Those that have an earlier arrival.
  void split(List& from, List& to) {
    to.n = 0;
    for (std::size_t i = 0; i < from.n; i += lane_count) {
      const Real earlier = Real::load(from.earlier + i);
      const unsigned go_on = bits(earlier >= window_.from);
      from.longer[i / lane_count] = static_cast<std::uint8_t>(go_on);
      pack(go_on, Real::load(from.x + i), to.x + to.n);
      pack(go_on, earlier, to.time + to.n);
      if (&from == lists_) pack(go_on, Real::load(before_ + i), to.earlier + to.n);
      pack(go_on, from.place + i, to.place + to.n);
      to.n += count(go_on);
    }
    // What fills up the last vector is nobody's.
    std::fill_n(to.x + to.n, lane_padding, 1.0), std::fill_n(to.time + to.n, lane_padding, window_.at);
    std::fill_n(to.earlier + to.n, lane_padding, RecentSpikes::long_ago);
    std::fill_n(to.place + to.n, lane_padding, 0);
  }

  // Of the last list: what is older than all recent spikes that are sure to be there.
  void read_older(List& list) {
    for (std::size_t i = 0; i < list.n; i += lane_count) {
      unsigned older = bits(Real::load(list.earlier + i) >= window_.from);
      list.longer[i / lane_count] = static_cast<std::uint8_t>(older);
      for (; older != 0; older &= older - 1) {
        const auto k = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(std::countr_zero(older));
        const std::uint32_t slot = list.place[k] / n_times, after = list.place[k] % n_times;
        keep(most_lists, k, histories_[slot], histories_[slot].end() - after - most_lists);
      }
    }
  }

  Arrivals arrivals(int k, std::size_t i) const {
    const List& list = lists_[k];
    const Real K_triplet = with_triplets ? triplet_lanes(histories_, list.place + i, k - 1) : Real(0.0);
    return {Real::load(list.time + i), K_triplet, !mask_of(list.longer[i / lane_count])};
  }

  // Those that have so many slow arrivals and one more come to the front; whether there are any.
  bool keep_slow(int n) {
    n_slow_ =
        static_cast<std::size_t>(std::remove_if(slow_, slow_ + n_slow_, [n](auto& s) { return s.n <= n; }) - slow_);
    return n_slow_ > 0;
  }

  template <class F>
  void each_slow(int round, F potentiate) {
    for (std::size_t k = 0; k < n_slow_; k += lane_count) {
      const std::size_t used = std::min(lane_count, n_slow_ - k);
      alignas(64) double x[lane_count], time[lane_count] = {}, K_triplet[lane_count] = {};
      std::fill_n(x, lane_count, 1.0);
      for (std::size_t lane = 0; lane < used; ++lane) {
        const Slow& s = slow_[k + lane];
        x[lane] = lists_[s.list].x[s.i], time[lane] = s.times[round];
        if (with_triplets) K_triplet[lane] = s.K_triplet[round];
      }
      const Arrivals now{Real::load(time), Real::load(K_triplet), mask_of(round == 0 ? ~0u : 0u)};
      potentiate(Real::load(x), now).store(x);
      for (std::size_t lane = 0; lane < used; ++lane) lists_[slow_[k + lane].list].x[slow_[k + lane].i] = x[lane];
    }
  }

  static void put_back(const double* x, List& to) {
    for (std::size_t i = 0; i < to.n; i += lane_count) {
      const unsigned longer = to.longer[i / lane_count];
      unpack(longer, Real::load(to.x + i), x).store(to.x + i);
      x += count(longer);
    }
  }

  static constexpr auto numbers = [] {
    std::array<std::uint32_t, room> n{};
    for (std::uint32_t i = 0; i < room; ++i) n[i] = i;
    return n;
  }();

  const SpikeHistories& histories_;
  const ArrivalWindow window_;
  const std::int32_t to_, strictly_to_;
  int n_lists_ = 0;
  std::size_t n_late_ = 0, n_slow_ = 0;
  List lists_[most_lists + 1];  // the first is that of all
  alignas(64) double before_[room], K_[room], exponent_[room];
  std::uint8_t arrived_[n_vectors];
  std::uint32_t late_[room];
  Slow slow_[most];
};

}  // namespace nestling
