// Rows of synapses with state: source -> groups -> synapses. A group holds the connections of one source that agree in
// delay, parameters and trace. What a spike touches: 4 bytes of the row index, 24 a group and its trace; 4 bytes a
// synapse for the cell, 4 for the history of the target where the model reads it, and what is its own: 8 for a weight.
#pragma once
#include <cstring>
#include <map>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

#include "kernel/random/philox.h"
#include "kernel/synapses/live_lanes.h"
#include "kernel/synapses/live_table.h"
#include "kernel/synapses/synapse.h"

namespace nestling {

// Random numbers of one connection at one spike.
class Draw {
 public:
  Draw(std::uint64_t seed, std::uint32_t source, std::uint32_t target, std::uint32_t ordinal, Step step,
       std::uint32_t repetition)
      : stream_(stream_key(seed, Purpose::synapse, std::uint64_t{source} << 32 | target),
                static_cast<std::uint64_t>(step) << 24 | std::uint64_t{ordinal} << 8 | repetition) {}
  double uniform() { return stream_.uniform(); }

 private:
  Stream stream_;
};

template <class M>
class LiveRows final : public LiveTable {
  using V = SynapseValues<M>;
  using Params = typename M::Params;
  using Trace = typename M::Trace;
  using Own = typename M::Own;
  using Factors = decltype(M::on_spike(std::declval<const PreSpike&>(), std::declval<Trace&>(),
                                       std::declval<const Params&>(), std::declval<const typename M::Common&>()));
  static constexpr bool reads_history = M::traits.reads_history;
  static constexpr bool reads_potentials = M::traits.reads_potentials;
  static constexpr bool in_lanes = requires(Real w, const Factors& f, const PostLanes& post) {
    M::depress(w, f, post);
  };
  static constexpr std::size_t most_in_lanes = Batch<false>::most;
  static constexpr bool modulated = requires(Trace & t) { t.seen; };
  static constexpr bool draws = requires(Own & o, const Factors& f, Draw& d) { M::transmit(o, f, d); };

  struct Group {
    std::uint64_t begin : 44, delay : 16, effect : 2;
    std::uint32_t params;
    Step last;
    [[no_unique_address]] Trace trace;
  };

 public:
  void append(EdgeBatch&& batch) override {
    size_ += batch.source.size();
    pending_.push_back(std::move(batch));
  }
  bool has_pending() const override { return !pending_.empty(); }
  std::size_t size() const override { return size_; }
  std::size_t bytes() const override {
    const auto of = [](const auto& v) { return v.capacity() * sizeof v[0]; };
    std::size_t n =
        of(row_) + of(groups_) + of(cells_) + of(posts_) + of(own_) + of(labels_) + of(ordinals_) + of(params_);
    for (auto& b : pending_) n += b.bytes();
    return n;
  }
  void build(const Targets& targets) override;

  void deliver(std::span<const Spike> spikes, const Evaluation& to) override {
    for (std::size_t i = 0; i < spikes.size(); ++i) {
      const Spike& spike = spikes[i];
      if constexpr (in_lanes)
        if (i + 1 < spikes.size()) prefetch_row(spikes[i + 1].source);
      std::int64_t newcomers = numbers<M> ? take_waiting(spike.source) : 0;
      const std::uint32_t r = spike.source - first_source_;  // wraps around for sources before the first
      for (std::uint32_t k = 0; r < n_rows() && k < spike.multiplicity; ++k) {
        for (std::uint32_t g = row_[r]; g < row_[r + 1]; ++g) deliver(spike, k, groups_[g], groups_[g + 1].begin, to);
        enrolled_ += std::exchange(newcomers, 0);
      }
      enrolled_ += newcomers;
    }
  }

  void update(const Evaluation& to) override {
    if constexpr (modulated)
      for (std::size_t i = 0; i + 1 < groups_.size(); ++i) {
        Group& g = groups_[i];
        const PreSpike pre = pre_spike(to.now, g, to);
        const ArrivalWindow window(pre, to.eps);
        const Factors factors = M::on_update(pre, g.trace, params_[g.params], common(to));
        for (Position p = g.begin; p < (&g)[1].begin; ++p) read_history(p, g, window, factors, to);
      }
  }

  void told(Told& when) const override {
    if constexpr (reads_history)
      for_each_group([&](std::uint32_t, const Group& g) {
        for (Position p = g.begin; g.last > 0 && p < (&g)[1].begin; ++p)
          if (auto& t = when[posts_[p]]; g.last >= t.spike)
            t = {g.last, static_cast<double>(g.last - static_cast<Step>(g.delay))};
      });
  }

  void need(Needed& from) const override {
    if constexpr (reads_history || reads_potentials)
      for_each_group([&](std::uint32_t, const Group& g) {
        auto& needed = reads_history ? from.spikes : from.potentials;
        const double earliest = seen(g) - static_cast<double>(g.delay) - 1;
        for (Position p = g.begin; p < (&g)[1].begin; ++p) needed[posts_[p]] = std::min(needed[posts_[p]], earliest);
      });
  }

  void list_waiting(const Targets& targets, int thread, std::vector<Waiting>& to) const override {
    if constexpr (numbers<M>)
      for_each_group([&](std::uint32_t source, const Group& g) {
        for (Position p = g.begin; p < (&g)[1].begin; ++p)
          if (own_[p].waits())
            to.push_back({source, static_cast<std::uint32_t>(targets.target(receiver(g, p))),
                          static_cast<Step>(g.delay), thread, p});
      });
  }
  void enrol(std::span<const Waiting> sorted, int thread, std::int64_t enrolled) override {
    enrolled_ = enrolled;
    waiting_.clear();
    if constexpr (numbers<M>)
      for (const Waiting& w : sorted) {
        const std::uint32_t rank = waiting_[w.source]++;
        if (w.thread == thread) own_[w.position].rank = rank;
      }
  }
  std::int64_t enrolled() const override { return enrolled_; }

  bool has(Position p) const override { return p < cells_.size() && !is_removed(p); }
  bool is_removed(Position p) const override { return !removed_.empty() && removed_.contains(p); }
  Synapse at(Position p) const override {
    const Group& g = group_at(p);
    return synapse(source_of(g), g, p);
  }
  void for_each(std::uint32_t source, const Visit& visit) const override {
    const std::uint32_t r = source - first_source_;
    if (r >= n_rows()) return;
    for (std::uint32_t g = row_[r]; g < row_[r + 1]; ++g)
      for (Position p = groups_[g].begin; p < groups_[g + 1].begin; ++p) visit(p, synapse(source, groups_[g], p));
  }
  void for_each(const Visit& visit) const override {
    for (std::uint32_t r = 0; r < n_rows(); ++r) for_each(first_source_ + r, visit);
  }

  void get(Position p, void* values) const override {
    V& v = *static_cast<V*>(values);
    if (auto edit = edits_.find(p); edit != edits_.end()) {
      v.params = edit->second.params, v.trace = edit->second.trace;
    } else {
      const Group& g = group_at(p);
      v.params = params_[g.params], v.trace = g.trace;
    }
    v.own = own_[p];
  }
  void set(Position p, const void* values, Receiver receiver) override {
    const V& v = *static_cast<const V*>(values);
    own_[p] = v.own;
    cells_[p] = receiver.cell();
    const Group& g = group_at(p);
    if (same(v.params, params_[g.params]) && same(v.trace, g.trace)) edits_.erase(p);
    else edits_.insert_or_assign(p, Edit{v.params, v.trace});
  }
  void set_delay(Position p, std::uint16_t delay) override { new_delays_[p] = delay; }
  void set_label(Position p, std::int64_t label) override {
    if (labels_.empty()) labels_.assign(cells_.size(), -1);
    labels_[p] = label;
  }
  void turn_all(const Targets& targets, double weight) override {
    for_each_group([&](std::uint32_t, const Group& g) {
      for (Position p = g.begin; p < (&g)[1].begin; ++p) cells_[p] = targets.turned(receiver(g, p), weight).cell();
    });
  }
  void remove(Position p) override {
    if (removed_.insert(p).second) --size_;
  }

 private:
  struct Edit {  // waits for the next build
    Params params;
    Trace trace;
  };

  template <class T>
  static bool same(const T& a, const T& b) {
    return std::is_empty_v<T> || std::memcmp(&a, &b, sizeof a) == 0;
  }
  std::uint32_t n_rows() const { return row_.empty() ? 0 : static_cast<std::uint32_t>(row_.size() - 1); }
  Receiver receiver(const Group& g, Position p) const { return {static_cast<Effect>(g.effect), cells_[p]}; }
  template <class F>
  void for_each_group(F f) const {
    for (std::uint32_t r = 0; r < n_rows(); ++r)
      for (std::uint32_t g = row_[r]; g < row_[r + 1]; ++g) f(first_source_ + r, groups_[g]);
  }
  const Group& group_at(Position p) const {
    return *std::prev(
        std::upper_bound(groups_.begin(), groups_.end(), p, [](Position x, const Group& g) { return x < g.begin; }));
  }
  std::uint32_t source_of(const Group& g) const {
    const auto index = static_cast<std::uint32_t>(&g - groups_.data());
    return first_source_ +
           static_cast<std::uint32_t>(std::upper_bound(row_.begin(), row_.end(), index) - row_.begin() - 1);
  }
  Synapse synapse(std::uint32_t source, const Group& g, Position p) const {
    const auto delay = new_delays_.find(p);
    double weight = 0;
    if constexpr (has_weight<M>) weight = own_[p].weight;
    return {source, receiver(g, p), delay == new_delays_.end() ? static_cast<Step>(g.delay) : delay->second, weight,
            labels_.empty() ? -1 : labels_[p]};
  }

  static const typename M::Common& common(const Evaluation& to) { return static_cast<const V*>(to.values)->common; }
  static double seen(const Group& g) {
    if constexpr (modulated) return g.trace.seen;
    else return static_cast<double>(g.last);
  }
  PreSpike pre_spike(Step step, const Group& g, const Evaluation& to) const {
    return {static_cast<double>(step),
            static_cast<double>(g.last),
            static_cast<double>(g.delay),
            to.h,
            to.weight,
            seen(g),
            to.modulation,
            enrolled_};
  }

  void deliver(const Spike& spike, std::uint32_t repetition, Group& g, Position end, const Evaluation& to) {
    const PreSpike pre = pre_spike(spike.step, g, to);
    const ArrivalWindow window(pre, to.eps);
    const Factors factors = M::on_spike(pre, g.trace, params_[g.params], common(to));
    const Arrival arrival = arrival_of(spike, g, to);
    const auto advance = [&](auto arrive) {
      const auto send = [&, arrive, cells = cells_.data(), noting = to.sent != nullptr](Position p, double weight) {
        arrive(cells[p], weight);
        if (noting) [[unlikely]]
          note(p, spike, g, weight, to);
      };
      if constexpr (in_lanes) transmit_many(end, g, window, factors, to, send);
      else
        for (Position p = g.begin; p < end; ++p) transmit(p, spike, repetition, g, window, factors, to, send);
    };
    const Effect effect = static_cast<Effect>(g.effect);
    if (effect == Effect::ignored) {
      advance([](std::uint32_t, double) {});
    } else if (effect == Effect::decodes) {  // each spike of a transition brings what makes it as if no other followed
      double* const row = to.ring.row(arrival.step);
      const double share = decoded(repetition + 1) - decoded(repetition);
      advance([&](std::uint32_t cell, double weight) { row[cell] += share * weight; });
    } else if (arrival.offset > 0) [[unlikely]] {
      advance([&](std::uint32_t cell, double weight) {
        to.ring.add(arrival.step, cell, effect == Effect::counts ? 1 : weight, arrival.offset);
      });
    } else {
      double* const row = to.ring.row(arrival.step);
      if (effect == Effect::adds) advance([row](std::uint32_t cell, double weight) { row[cell] += weight; });
      else advance([row](std::uint32_t cell, double) { row[cell] += 1; });
    }
    g.last = spike.step;
  }

  // The step in which a spike arrives, and how many ms before its end.
  struct Arrival {
    Step step;
    double offset;
  };
  Arrival arrival_of(const Spike& spike, const Group& g, const Evaluation& to) const {
    Arrival a{spike.step + static_cast<Step>(g.delay), spike.offset};
    if constexpr (requires { params_[0].delay_offset; }) {
      a.offset += params_[g.params].delay_offset;
      if (a.offset >= to.h) --a.step, a.offset -= to.h;
    }
    return a;
  }

  // One connection.
  template <class Send>
  void transmit(Position p, const Spike& spike, std::uint32_t repetition, const Group& g, const ArrivalWindow& window,
                const Factors& factors, const Evaluation& to, const Send& send) {
    if constexpr (reads_history) {
      send(p, read_history(p, g, window, factors, to));
    } else if constexpr (reads_potentials) {
      const PotentialsSeen seen(to.potentials[posts_[p]], pre_spike(spike.step, g, to));
      send(p, turned(p, g, to, [&](Own& own) { return M::transmit(own, factors, seen); }));
    } else if constexpr (draws) {
      Draw draw(to.seed, spike.source, posts_[p], ordinals_.empty() ? 0 : ordinals_[p], spike.step, repetition);
      if (const std::optional<double> weight = M::transmit(own_[p], factors, draw)) send(p, *weight);
    } else {
      send(p, M::transmit(own_[p], factors));
    }
  }

  double read_history(Position p, const Group& g, const ArrivalWindow& window, const Factors& factors,
                      const Evaluation& to) {
    const Post post(to.histories, posts_[p], window);
    return turned(p, g, to, [&](Own& own) { return M::transmit(own, factors, post); });
  }

  // A change of the weight, which may turn its sign.
  template <class F>
  double turned(Position p, const Group& g, const Evaluation& to, F transmit) {
    const double before = own_[p].weight, sent = transmit(own_[p]);
    if ((before < 0) != (sent < 0)) [[unlikely]]
      turn(p, g, sent, to);
    return sent;
  }

  std::int64_t take_waiting(std::uint32_t source) {
    const auto at = waiting_.find(source);
    if (at == waiting_.end()) return 0;
    const std::int64_t n = at->second;
    waiting_.erase(at);
    return n;
  }

  template <class Send>
  void transmit_many(Position end, const Group& g, const ArrivalWindow& window, const Factors& factors,
                     const Evaluation& to, const Send& send) {
    const Position begin = g.begin;
    transmit_in_lanes<M>(
        {own_.data() + begin, end - begin}, posts_.data() + begin, {to.histories, window}, factors,
        [&](std::size_t i) { prefetch(begin + i); },
        [&](std::size_t i, double weight) { turn(begin + i, g, weight, to); },
        [=](std::size_t i, double weight) { send(begin + i, weight); });
  }

  void prefetch_row(std::uint32_t source) const {
    const std::uint32_t r = source - first_source_;
    if (r < n_rows() && row_[r] < row_[r + 1]) prefetch(groups_[row_[r]].begin);
  }

  // What a batch reads of its connections, into the first-level cache.
  void prefetch(Position p) const {
    if (p + most_in_lanes > cells_.size()) return;
    const auto fetch = [&](const auto& column) {
      constexpr std::size_t each = 64 / sizeof column[0];
      for (std::size_t i = 0; i < most_in_lanes; i += each) __builtin_prefetch(column.data() + p + i);
    };
    fetch(cells_), fetch(posts_), fetch(own_);
  }

  void turn(Position p, const Group& g, double weight, const Evaluation& to) {
    cells_[p] = to.targets.turned(receiver(g, p), weight).cell();
  }

  void note(Position p, const Spike& spike, const Group& g, double weight, const Evaluation& to) const {
    const Receiver r = receiver(g, p);
    to.sent->push_back(
        {to.recorder, spike.source, static_cast<std::uint32_t>(to.targets.target(r)), r, p, spike.step, weight});
  }

  class Builder;

  std::uint32_t first_source_ = 0;
  std::vector<std::uint32_t> row_;  // row r of source first_source + r: groups row_[r] … row_[r + 1]
  std::vector<Group> groups_;       // the last is followed by a sentinel
  std::vector<std::uint32_t> cells_;
  std::vector<std::uint32_t> posts_;  // histories or potentials of the targets, or their GIDs for models that draw
  std::vector<Own> own_;
  std::vector<std::int64_t> labels_;     // if any connection has one
  std::vector<std::uint16_t> ordinals_;  // for models that draw, if a pair of nodes has several connections
  std::vector<Params> params_;

  std::int64_t enrolled_ = 0;                                 // connections that have numbers, on all threads
  std::unordered_map<std::uint32_t, std::uint32_t> waiting_;  // by source, on all threads: those that have none

  std::vector<EdgeBatch> pending_;
  std::unordered_map<Position, Edit> edits_;
  std::unordered_map<Position, std::uint16_t> new_delays_;
  std::unordered_set<Position> removed_;
  std::size_t size_ = 0;
};

template <class M>
std::unique_ptr<LiveTable> SynapseKindOf<M>::table() const {
  return std::make_unique<LiveRows<M>>();
}

// For the file of a model.
template <class M>
SynapseKindPtr synapse_kind() {
  return std::make_unique<SynapseKindOf<M>>();
}

}  // namespace nestling

#include "kernel/synapses/live_rows_builder.h"
