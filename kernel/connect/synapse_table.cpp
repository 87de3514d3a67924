#include "kernel/connect/synapse_table.h"

#include <algorithm>
#include <cstring>

namespace nestling {

namespace {

// Rows up to this length are kept in the order of creation, whatever the delays; longer ones are grouped by delay.
constexpr std::size_t short_row = 16;

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}  // tells -0.0 from 0.0, and NaN is itself

template <class T>
bool all_equal(const std::vector<EdgeBatch>& batches, std::vector<T> EdgeBatch::*column) {
  const T* first = nullptr;
  for (auto& b : batches)
    for (auto& x : b.*column) {
      if (!first) first = &x;
      if (std::memcmp(&x, first, sizeof x) != 0) return false;
    }
  return true;
}

template <class T>
const T& at(const std::vector<T>& column, std::size_t i) {
  return column[column.size() == 1 ? 0 : i];
}

}  // namespace

struct SynapseTable::Columns {
  std::vector<Receiver> receiver;
  std::vector<double> weight;        // one if all are equal
  std::vector<std::uint16_t> delay;  // one if all are equal
  std::vector<std::int64_t> label;   // empty without labels
};

void SynapseTable::append(EdgeBatch&& batch) {
  if (batch.source.empty()) return;
  size_ += batch.source.size();
  pending_.push_back(std::move(batch));
}

std::size_t SynapseTable::bytes() const {
  const auto of = [](const auto& v) { return v.capacity() * sizeof v[0]; };
  std::size_t n = of(row_) + of(segments_) + of(cells_) + of(weights_) + of(labels_);
  for (auto& b : pending_) n += of(b.source) + of(b.receiver) + of(b.weight) + of(b.delay) + of(b.label);
  return n;
}

// ---------------------------------------------------------------- running

void SynapseTable::deliver(const Spike& spike, Ring& ring) const {
  for (const Segment& s : segments_of(spike.source)) {
    double* const row = ring.row(spike.step + static_cast<Step>(s.delay));
    const std::uint32_t *cell = cells_.data() + s.begin, *const end = cells_.data() + end_of(s);
    const double m = spike.multiplicity;
    switch (static_cast<Effect>(s.effect)) {
      case Effect::adds:
        if (s.individual) {
          const double* w = weights_.data() + s.first_weight;
          for (; cell != end; ++cell, ++w) row[*cell] += *w * m;
        } else {
          const double w = s.weight * m;
          for (; cell != end; ++cell) row[*cell] += w;
        }
        break;
      case Effect::counts:
        for (; cell != end; ++cell) row[*cell] += m;
        break;
      case Effect::ignored:
        break;
    }
  }
}

void SynapseTable::prefetch_row(std::uint32_t source) const {
  const std::uint32_t r = source - first_source_;
  if (r < n_rows()) __builtin_prefetch(&row_[r]);
}

void SynapseTable::prefetch_cells(std::uint32_t source) const {
  for (const Segment& s : segments_of(source)) {
    __builtin_prefetch(cells_.data() + s.begin);
    if (s.individual) __builtin_prefetch(weights_.data() + s.first_weight);
  }
}

// ---------------------------------------------------------------- looking

std::uint32_t SynapseTable::source_of(const Segment& s) const {
  const auto index = static_cast<std::uint32_t>(&s - segments_.data());
  const auto after = std::upper_bound(row_.begin(), row_.end(), index);
  return first_source_ + static_cast<std::uint32_t>(after - row_.begin() - 1);
}

const SynapseTable::Segment& SynapseTable::segment_at(Position p) const {
  return *std::prev(std::upper_bound(segments_.begin(), segments_.end(), p,
                                     [](Position x, const Segment& s) { return x < s.begin; }));
}

SynapseTable::Synapse SynapseTable::synapse(const Segment& s, std::uint32_t source, Position p) const {
  Step delay = s.delay;
  if (!new_delays_.empty())
    if (auto it = new_delays_.find(p); it != new_delays_.end()) delay = it->second;
  return {source, Receiver(static_cast<Effect>(s.effect), cells_[p]), delay,
          s.individual ? weights_[s.first_weight + (p - s.begin)] : s.weight, labels_.empty() ? -1 : labels_[p]};
}

SynapseTable::Synapse SynapseTable::at(Position p) const {
  const Segment& s = segment_at(p);
  return synapse(s, source_of(s), p);
}

// ---------------------------------------------------------------- editing

void SynapseTable::set_weight(Position p, double weight, Receiver receiver) {
  auto& s = const_cast<Segment&>(segment_at(p));
  cells_[p] = receiver.cell();
  if (!s.individual) {
    if (same_bits(s.weight, weight)) return;
    const double old = s.weight;
    s.individual = true;
    s.first_weight = weights_.size();
    weights_.insert(weights_.end(), end_of(s) - s.begin, old);
  }
  weights_[s.first_weight + (p - s.begin)] = weight;
}

void SynapseTable::set_label(Position p, std::int64_t label) {
  if (labels_.empty()) labels_.assign(cells_.size(), -1);
  labels_[p] = label;
}

void SynapseTable::remove(Position p) {
  if (removed_.insert(p).second) --size_;
}

// ---------------------------------------------------------------- building

// What is in the rows, as a batch, without what was removed and with the delays that were changed.
EdgeBatch SynapseTable::take_out() {
  EdgeBatch b;
  for_each([&](Position p, const Synapse& s) {
    if (removed_.contains(p)) return;
    b.source.push_back(s.source);
    b.receiver.push_back(s.receiver);
    b.weight.push_back(s.weight);
    b.delay.push_back(static_cast<std::uint16_t>(s.delay));
    if (!labels_.empty()) b.label.push_back(s.label);
  });
  return b;
}

void SynapseTable::build() {
  if (pending_.empty() && new_delays_.empty() && removed_.empty()) return;
  if (!cells_.empty()) {
    pending_.insert(pending_.begin(), take_out());
    row_.clear(), segments_.clear(), cells_.clear(), weights_.clear(), labels_.clear();
    new_delays_.clear(), removed_.clear();
  }
  std::uint32_t least = ~0u, greatest = 0;
  bool labelled = false;
  for (auto& b : pending_) {
    for (std::uint32_t s : b.source) least = std::min(least, s), greatest = std::max(greatest, s);
    labelled |= !b.label.empty();
  }
  if (size_ == 0) return pending_.clear();
  first_source_ = least;
  std::vector<std::uint64_t> begin(greatest - least + 2);  // of the rows; while filling, where the next one goes
  for (auto& b : pending_)
    for (std::uint32_t s : b.source) ++begin[s - least + 1];
  for (std::size_t r = 1; r < begin.size(); ++r) begin[r] += begin[r - 1];

  Columns c;
  c.receiver.resize(size_, Receiver(Effect::ignored, 0));
  c.weight.resize(all_equal(pending_, &EdgeBatch::weight) ? 1 : size_);
  c.delay.resize(all_equal(pending_, &EdgeBatch::delay) ? 1 : size_);
  if (labelled) c.label.resize(size_, -1);
  c.weight[0] = pending_.front().weight[0];
  c.delay[0] = pending_.front().delay[0];
  std::vector<std::uint64_t> next(begin.begin(), begin.end() - 1);
  for (auto& b : pending_) {
    for (std::size_t i = 0; i < b.source.size(); ++i) {
      const std::uint64_t p = next[b.source[i] - least]++;
      c.receiver[p] = b.receiver[i];
      if (c.weight.size() > 1) c.weight[p] = nestling::at(b.weight, i);
      if (c.delay.size() > 1) c.delay[p] = nestling::at(b.delay, i);
      if (!b.label.empty()) c.label[p] = nestling::at(b.label, i);
    }
    b = {};
  }
  pending_.clear();
  make_segments(c, begin);
}

// Row by row: put equal delays together, then one segment for each run of equal delay and effect.
void SynapseTable::make_segments(Columns& c, const std::vector<std::uint64_t>& begin) {
  std::vector<std::uint32_t> order, start;
  std::vector<Receiver> receiver;
  std::vector<double> weight;
  std::vector<std::int64_t> label;
  std::vector<std::uint16_t> delay;
  const bool one_delay = c.delay.size() == 1 && size_ > 1, one_weight = c.weight.size() == 1 && size_ > 1;

  const auto group = [&](std::uint64_t from, std::uint64_t to) {  // stable counting sort by delay
    const auto [low, high] = std::minmax_element(c.delay.begin() + from, c.delay.begin() + to);
    const std::uint16_t least = *low;
    start.assign(*high - least + 2, 0);
    for (std::uint64_t p = from; p < to; ++p) ++start[c.delay[p] - least + 1];
    for (std::size_t d = 1; d < start.size(); ++d) start[d] += start[d - 1];
    order.resize(to - from);
    for (std::uint64_t p = from; p < to; ++p) order[start[c.delay[p] - least]++] = static_cast<std::uint32_t>(p - from);
    const auto permute = [&](auto& column, auto& scratch) {
      if (column.size() <= 1) return;
      scratch.assign(column.begin() + from, column.begin() + to);
      for (std::size_t i = 0; i < order.size(); ++i) column[from + i] = scratch[order[i]];
    };
    permute(c.receiver, receiver);
    permute(c.weight, weight);
    permute(c.delay, delay);
    permute(c.label, label);
  };

  std::size_t kept = 0;  // weights of segments with individual ones, moved to the front
  const auto add_segment = [&](std::uint64_t from, std::uint64_t to) {
    Segment s{};
    s.begin = from;
    s.delay = c.delay[one_delay ? 0 : from];
    s.effect = static_cast<std::uint64_t>(c.receiver[from].effect());
    s.weight = c.weight[one_weight ? 0 : from];
    if (!one_weight)
      for (std::uint64_t p = from + 1; p < to && !s.individual; ++p) s.individual = !same_bits(c.weight[p], s.weight);
    if (s.individual) {
      s.first_weight = kept;
      std::copy(c.weight.begin() + from, c.weight.begin() + to, c.weight.begin() + kept);
      kept += to - from;
    }
    segments_.push_back(s);
  };

  row_.push_back(0);
  for (std::size_t r = 0; r + 1 < begin.size(); ++r) {
    if (!one_delay && begin[r + 1] - begin[r] > short_row) group(begin[r], begin[r + 1]);
    for (std::uint64_t from = begin[r]; from < begin[r + 1];) {
      std::uint64_t to = from + 1;
      while (to < begin[r + 1] && (one_delay || c.delay[to] == c.delay[from]) &&
             c.receiver[to].effect() == c.receiver[from].effect())
        ++to;
      add_segment(from, to);
      from = to;
    }
    row_.push_back(static_cast<std::uint32_t>(segments_.size()));
  }
  Segment sentinel{};
  sentinel.begin = size_;
  segments_.push_back(sentinel);
  segments_.shrink_to_fit();

  cells_.resize(size_);
  for (std::size_t p = 0; p < size_; ++p) cells_[p] = c.receiver[p].cell();
  c.weight.resize(kept);
  c.weight.shrink_to_fit();
  weights_ = std::move(c.weight);
  labels_ = std::move(c.label);
}

}  // namespace nestling
