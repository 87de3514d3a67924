#include "kernel/connect/synapse_rows.h"

#include <algorithm>
#include <cstring>

namespace nestling {

namespace {

// Rows up to this length are kept in the order of creation, whatever the delays; longer ones are grouped by delay.
constexpr std::size_t short_row = 16;

template <class T>
bool same_bits(const T& a, const T& b) {  // tells -0.0 from 0.0, and NaN is itself
  return std::memcmp(&a, &b, sizeof a) == 0;
}

template <class T>
const T& at(const std::vector<T>& column, std::size_t i) {
  return column[column.size() == 1 ? 0 : i];
}

template <class T>
bool all_equal(const std::vector<EdgeBatch>& batches, std::vector<T> EdgeBatch::*column) {
  const T& first = (batches.front().*column).front();
  return std::all_of(batches.begin(), batches.end(), [&](auto& b) {
    return std::all_of((b.*column).begin(), (b.*column).end(), [&](auto& x) { return same_bits(x, first); });
  });
}

class RowMaker {
 public:
  explicit RowMaker(std::vector<EdgeBatch> batches) : batches_(std::move(batches)) {
    count();
    fill();
    rows_.row.push_back(0);
    for (std::size_t r = 0; r + 1 < begin_.size(); ++r) make_row(begin_[r], begin_[r + 1]);
    finish();
  }

  SynapseRows rows_;

 private:
  // Where the row of each source begins.
  void count() {
    std::uint32_t least = ~0u, greatest = 0;
    for (auto& b : batches_)
      for (std::uint32_t s : b.source) least = std::min(least, s), greatest = std::max(greatest, s);
    rows_.first_source = least;
    begin_.resize(greatest - least + 2);
    for (auto& b : batches_)
      for (std::uint32_t s : b.source) ++begin_[s - least + 1];
    for (std::size_t r = 1; r < begin_.size(); ++r) begin_[r] += begin_[r - 1];
  }

  // All connections by source, in columns; a column of equal elements is one element.
  void fill() {
    const std::uint64_t n = begin_.back();
    receiver_.resize(n);
    weight_.assign(all_equal(batches_, &EdgeBatch::weight) ? 1 : n, batches_.front().weight.front());
    delay_.assign(all_equal(batches_, &EdgeBatch::delay) ? 1 : n, batches_.front().delay.front());
    if (std::any_of(batches_.begin(), batches_.end(), [](auto& b) { return !b.label.empty(); }))
      rows_.labels.resize(n, -1);
    std::vector<std::uint64_t> next(begin_.begin(), begin_.end() - 1);
    for (auto& b : batches_) {
      for (std::size_t i = 0; i < b.source.size(); ++i) {
        const std::uint64_t p = next[b.source[i] - rows_.first_source]++;
        receiver_[p] = b.receiver[i];
        if (weight_.size() > 1) weight_[p] = at(b.weight, i);
        if (delay_.size() > 1) delay_[p] = at(b.delay, i);
        if (!b.label.empty()) rows_.labels[p] = at(b.label, i);
      }
      b = {};
    }
  }

  // One segment for each run of equal delay and effect.
  void make_row(std::uint64_t from, std::uint64_t end) {
    if (delay_.size() > 1 && end - from > short_row) group_by_delay(from, end);
    while (from < end) {
      std::uint64_t to = from + 1;
      while (to < end && at(delay_, to) == at(delay_, from) && receiver_[to].effect() == receiver_[from].effect()) ++to;
      add_segment(from, to);
      from = to;
    }
    rows_.row.push_back(static_cast<std::uint32_t>(rows_.segments.size()));
  }

  void group_by_delay(std::uint64_t from, std::uint64_t end) {  // stable counting sort
    const auto [low, high] = std::minmax_element(delay_.begin() + from, delay_.begin() + end);
    const std::uint16_t least = *low;
    start_.assign(*high - least + 2, 0);
    for (std::uint64_t p = from; p < end; ++p) ++start_[delay_[p] - least + 1];
    for (std::size_t d = 1; d < start_.size(); ++d) start_[d] += start_[d - 1];
    order_.resize(end - from);
    for (std::uint64_t p = from; p < end; ++p)
      order_[start_[delay_[p] - least]++] = static_cast<std::uint32_t>(p - from);
    permute(receiver_, from, scratch_receiver_);
    permute(weight_, from, scratch_weight_);
    permute(delay_, from, scratch_delay_);
    permute(rows_.labels, from, scratch_label_);
  }

  template <class T>
  void permute(std::vector<T>& column, std::uint64_t from, std::vector<T>& scratch) const {
    if (column.size() <= 1) return;
    scratch.assign(column.begin() + from, column.begin() + from + order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) column[from + i] = scratch[order_[i]];
  }

  // Individual weights are moved to the front of their column, where they stay.
  void add_segment(std::uint64_t from, std::uint64_t to) {
    Segment s{};
    s.begin = from;
    s.delay = at(delay_, from);
    s.effect = static_cast<std::uint64_t>(receiver_[from].effect());
    s.weight = at(weight_, from);
    if (weight_.size() > 1)
      s.individual = !std::all_of(weight_.begin() + from, weight_.begin() + to,
                                  [&](auto& w) { return same_bits(w, weight_[from]); });
    if (s.individual) {
      s.first_weight = kept_;
      std::copy(weight_.begin() + from, weight_.begin() + to, weight_.begin() + kept_);
      kept_ += to - from;
    }
    rows_.segments.push_back(s);
  }

  void finish() {
    Segment sentinel{};
    sentinel.begin = receiver_.size();
    rows_.segments.push_back(sentinel);
    rows_.segments.shrink_to_fit();
    weight_.resize(kept_);
    weight_.shrink_to_fit();
    rows_.weights = std::move(weight_);
    rows_.cells.resize(receiver_.size());
    std::transform(receiver_.begin(), receiver_.end(), rows_.cells.begin(), [](Receiver r) { return r.cell(); });
  }

  std::vector<EdgeBatch> batches_;
  std::vector<std::uint64_t> begin_;
  std::vector<Receiver> receiver_;
  std::vector<double> weight_;
  std::vector<std::uint16_t> delay_;
  std::size_t kept_ = 0;  // individual weights so far

  std::vector<std::uint32_t> start_, order_;  // of one row
  std::vector<Receiver> scratch_receiver_;
  std::vector<double> scratch_weight_;
  std::vector<std::uint16_t> scratch_delay_;
  std::vector<std::int64_t> scratch_label_;
};

}  // namespace

SynapseRows make_rows(std::vector<EdgeBatch> batches) {
  if (batches.empty()) return {};
  return RowMaker(std::move(batches)).rows_;
}

}  // namespace nestling
