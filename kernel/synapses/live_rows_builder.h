// How rows of synapses with state are made, from what they were before, edits and new connections: the second half of
// live_rows.h, which includes it.
#pragma once
#include "kernel/synapses/live_rows.h"

namespace nestling {

template <class M>
class LiveRows<M>::Builder {
 public:
  Builder(const LiveRows& old, std::vector<EdgeBatch> batches, const Targets& targets)
      : old_(old), batches_(std::move(batches)), targets_(targets) {
    count();
    take_old();
    for (EdgeBatch& b : batches_) take(b), b = {};
    for (std::size_t r = 0; r + 1 < begin_.size(); ++r) make_row(begin_[r], begin_[r + 1]);
    finish();
  }

  LiveRows rows_;

 private:
  // What a group is made of. New connections of equal content get equal keys.
  struct Key {
    std::uint16_t delay;
    Effect effect;
    std::uint32_t params;
    Step last;
    Trace trace;
  };
  static constexpr std::size_t short_row = 16;  // up to this length rows keep the order of creation, whatever the delays

  void count() {
    std::uint32_t least = ~0u, greatest = 0;
    const auto each = [&](auto f) {
      old_.for_each_group([&](std::uint32_t source, const Group& g) {
        for (Position p = g.begin; p < (&g)[1].begin; ++p)
          if (!old_.is_removed(p)) f(source);
      });
      for (auto& b : batches_)
        for (std::uint32_t s : b.source) f(s);
    };
    each([&](std::uint32_t s) { least = std::min(least, s), greatest = std::max(greatest, s); });
    if (least > greatest) return;
    rows_.first_source_ = least;
    begin_.assign(greatest - least + 2, 0);
    each([&](std::uint32_t s) { ++begin_[s - least + 1]; });
    for (std::size_t r = 1; r < begin_.size(); ++r) begin_[r] += begin_[r - 1];
    next_.assign(begin_.begin(), begin_.end() - 1);
    const std::uint64_t n = begin_.back();
    rows_.cells_.resize(n), rows_.own_.resize(n), key_.resize(n);
    if (reads_history || reads_potentials || draws) rows_.posts_.resize(n);
    if (!old_.labels_.empty() || std::any_of(batches_.begin(), batches_.end(), [](auto& b) { return !b.label.empty(); }))
      rows_.labels_.assign(n, -1);
  }

  std::uint64_t place(std::uint32_t source) { return next_[source - rows_.first_source_]++; }

  void take_old() {
    rows_.params_ = old_.params_;
    old_.for_each_group([&](std::uint32_t source, const Group& g) {
      const Key whole{static_cast<std::uint16_t>(g.delay), static_cast<Effect>(g.effect), g.params, g.last, g.trace};
      const std::uint32_t shared = add_key(whole);
      for (Position p = g.begin; p < (&g)[1].begin; ++p) {
        if (old_.is_removed(p)) continue;
        const std::uint64_t to = place(source);
        rows_.cells_[to] = old_.cells_[p];
        rows_.own_[to] = old_.own_[p];
        if (!rows_.posts_.empty()) rows_.posts_[to] = old_.posts_[p];
        if (!old_.labels_.empty()) rows_.labels_[to] = old_.labels_[p];
        key_[to] = edited(p, whole, shared);
      }
    });
  }

  std::uint32_t edited(Position p, Key key, std::uint32_t shared) {
    const auto edit = old_.edits_.find(p);
    const auto delay = old_.new_delays_.find(p);
    if (edit == old_.edits_.end() && delay == old_.new_delays_.end()) return shared;
    if (delay != old_.new_delays_.end()) key.delay = delay->second;
    if (edit != old_.edits_.end()) {
      if (!same(edit->second.params, rows_.params_[key.params])) key.params = add_params(edit->second.params);
      key.trace = edit->second.trace;
    }
    const Key& before = keys_[shared];
    return key.delay == before.delay && key.params == before.params && same(key.trace, before.trace) ? shared : add_key(key);
  }

  void take(const EdgeBatch& b) {
    V v = *static_cast<const V*>(b.values.get());
    std::uint32_t start = start_of(v);
    for (std::size_t i = 0; i < b.source.size(); ++i) {
      const std::uint64_t to = place(b.source[i]);
      for (auto& f : b.further) f.row->number(f.section->in(&v)) = f.column[i];
      if (!b.further.empty()) start = start_of(v);
      if constexpr (has_weight<M>) v.own.weight = b.at(b.weight, i);
      rows_.cells_[to] = b.receiver[i].cell();
      rows_.own_[to] = v.own;
      if (!rows_.posts_.empty()) rows_.posts_[to] = post_of(b.receiver[i]);
      if (!b.label.empty()) rows_.labels_[to] = b.at(b.label, i);
      key_[to] = key_of(start, b.at(b.delay, i), b.receiver[i].effect());
    }
  }

  std::uint32_t post_of(Receiver r) {
    if (!has_post_ || r.bits != last_receiver_.bits)
      last_post_ = reads_history      ? targets_.history(r)
                   : reads_potentials ? targets_.potentials(r)
                                      : static_cast<std::uint32_t>(targets_.target(r));
    has_post_ = true, last_receiver_ = r;
    return last_post_;
  }

  // Equal parameters and traces of new connections are stored once.
  std::uint32_t start_of(const V& v) {
    std::string bytes(sizeof(Params) + sizeof(Trace), 0);
    if constexpr (!std::is_empty_v<Params>) std::memcpy(bytes.data(), &v.params, sizeof(Params));
    if constexpr (!std::is_empty_v<Trace>) std::memcpy(bytes.data() + sizeof(Params), &v.trace, sizeof(Trace));
    const auto [at, is_new] = starts_.try_emplace(bytes, start_values_.size());
    if (is_new) start_values_.push_back({add_params(v.params), v.trace});
    return at->second;
  }

  std::uint32_t key_of(std::uint32_t start, std::uint16_t delay, Effect effect) {
    const std::uint64_t id = std::uint64_t{start} << 18 | std::uint64_t{delay} << 2 | static_cast<std::uint64_t>(effect);
    if (id == last_id_) return last_key_;
    const auto [at, is_new] = key_ids_.try_emplace(id, keys_.size());
    if (is_new) add_key({delay, effect, start_values_[start].first, 0, start_values_[start].second});
    last_id_ = id;
    return last_key_ = at->second;
  }

  std::uint32_t add_key(const Key& key) { return keys_.push_back(key), static_cast<std::uint32_t>(keys_.size() - 1); }
  std::uint32_t add_params(const Params& p) {
    if (std::is_empty_v<Params> && !rows_.params_.empty()) return 0;
    return rows_.params_.push_back(p), static_cast<std::uint32_t>(rows_.params_.size() - 1);
  }
  void make_row(std::uint64_t from, std::uint64_t end) {
    // What tells the streams of several connections between two nodes apart must not depend on the length of the row.
    if (draws || end - from > short_row) group_by_delay(from, end);
    for (std::uint64_t p = from; p < end; ++p)
      if (p == from || key_[p] != key_[p - 1]) add_group(p, keys_[key_[p]]);
    row_end_.push_back(static_cast<std::uint32_t>(rows_.groups_.size()));
    if constexpr (draws) number(from, end);
  }

  void add_group(std::uint64_t begin, const Key& key) {
    Group g{};
    g.begin = begin, g.delay = key.delay, g.effect = static_cast<std::uint64_t>(key.effect);
    g.params = key.params, g.last = key.last, g.trace = key.trace;
    rows_.groups_.push_back(g);
  }

  void group_by_delay(std::uint64_t from, std::uint64_t end) {
    const auto delay = [&](std::uint64_t p) { return keys_[key_[p]].delay; };
    bool sorted = true;
    for (std::uint64_t p = from + 1; p < end && sorted; ++p) sorted = delay(p - 1) <= delay(p);
    if (sorted) return;
    order_.resize(end - from);
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = from + i;
    std::stable_sort(order_.begin(), order_.end(), [&](auto a, auto b) { return delay(a) < delay(b); });
    permute(rows_.cells_, from), permute(rows_.own_, from), permute(rows_.posts_, from), permute(rows_.labels_, from);
    permute(key_, from);
  }

  template <class T>
  void permute(std::vector<T>& column, std::uint64_t from) const {
    if (column.empty()) return;
    std::vector<T> row;
    for (auto p : order_) row.push_back(column[p]);
    std::copy(row.begin(), row.end(), column.begin() + static_cast<std::ptrdiff_t>(from));
  }

  // Connections between the same two nodes draw from different streams.
  void number(std::uint64_t from, std::uint64_t end) {
    std::unordered_map<std::uint32_t, std::uint16_t> seen;
    for (std::uint64_t p = from; p < end; ++p) {
      const std::uint16_t n = seen[rows_.posts_[p]]++;
      if (n == 0) continue;
      if (rows_.ordinals_.empty()) rows_.ordinals_.resize(rows_.cells_.size());
      rows_.ordinals_[p] = n;
    }
  }

  void finish() {
    if (rows_.cells_.empty()) return;
    Group sentinel{};
    sentinel.begin = rows_.cells_.size();
    rows_.groups_.push_back(sentinel);
    rows_.groups_.shrink_to_fit();
    rows_.row_ = std::move(row_end_);
  }

  const LiveRows& old_;
  std::vector<EdgeBatch> batches_;
  const Targets& targets_;
  std::vector<std::uint64_t> begin_, next_;  // of rows
  std::vector<std::uint32_t> key_;           // of connections
  std::vector<Key> keys_;
  std::unordered_map<std::string, std::uint32_t> starts_;
  std::vector<std::pair<std::uint32_t, Trace>> start_values_;
  std::unordered_map<std::uint64_t, std::uint32_t> key_ids_;
  bool has_post_ = false;
  Receiver last_receiver_;
  std::uint32_t last_post_ = 0;
  std::uint64_t last_id_ = ~0ull;
  std::uint32_t last_key_ = 0;
  std::vector<std::uint32_t> row_end_{0};
  std::vector<std::uint64_t> order_;
};

template <class M>
void LiveRows<M>::build(const Targets& targets) {
  if (pending_.empty() && edits_.empty() && new_delays_.empty() && removed_.empty()) return;
  auto batches = std::move(pending_);
  pending_.clear();
  const std::size_t size = size_;
  *this = std::move(Builder(*this, std::move(batches), targets).rows_);
  size_ = size;
}

}  // namespace nestling
