#include "kernel/connect/edges.h"

#include <algorithm>

#include "kernel/base/exact.h"

namespace nestling {

void SourceCounts::cover(std::uint32_t first, std::uint32_t last) {
  if (empty()) first_ = first;
  if (first < first_) {
    count_.insert(count_.begin(), first_ - first, 0);
    first_ = first;
  }
  if (last >= end()) count_.resize(last - first_ + 1);
}

void SourceCounts::add(const SourceCounts& other) {
  if (other.empty()) return;
  cover(other.first(), other.end() - 1);
  for (std::size_t i = 0; i < other.count_.size(); ++i) count_[other.first_ - first_ + i] += other.count_[i];
}

void EdgeTraits::note(const EdgeRow& row) {
  if (row.sources.empty()) return;
  EdgeTraits t{.n = row.sources.size(), .weight = row.weights[0]};
  t.one_weight = std::all_of(row.weights.begin(), row.weights.end(), [&](double w) { return same_bits(w, t.weight); });
  t.float_weights = std::all_of(row.weights.begin(), row.weights.end(), is_float);
  const auto [low, high] = std::minmax_element(row.delays.begin(), row.delays.end());
  t.shortest = *low, t.longest = *high;
  add(t);
}

void EdgeTraits::add(const EdgeTraits& other) {
  if (other.n == 0) return;
  if (n == 0) {
    *this = other;
    return;
  }
  n += other.n;
  one_weight &= other.one_weight && same_bits(weight, other.weight);
  float_weights &= other.float_weights;
  shortest = std::min(shortest, other.shortest);
  longest = std::max(longest, other.longest);
}

void EdgeList::take(const EdgeRow& row) {
  const auto of = [](const auto& column, std::size_t i) { return column[column.size() == 1 ? 0 : i]; };
  for (std::size_t i = 0; i < row.sources.size(); ++i)
    edges_.push_back({row.sources[i], of(row.receivers, i), of(row.weights, i), of(row.delays, i)});
  for (std::size_t i = 0; i < row.sources.size() && !row.labels.empty(); ++i) labels_.push_back(of(row.labels, i));
  traits_.note(row);
}

void EdgeList::count(SourceCounts& counts) const {
  if (edges_.empty()) return;
  const auto [first, last] =
      std::minmax_element(edges_.begin(), edges_.end(), [](auto& a, auto& b) { return a.source < b.source; });
  counts.cover(first->source, last->source);
  for (auto& e : edges_) counts.add({&e.source, 1});
}

void EdgeList::tell(EdgeSink& sink) const {
  constexpr std::size_t most = 256;
  std::uint32_t source[most];
  Receiver receiver[most];
  double weight[most];
  std::uint16_t delay[most];
  for (std::size_t from = 0; from < edges_.size(); from += most) {
    const std::size_t n = std::min(most, edges_.size() - from);
    for (std::size_t i = 0; i < n; ++i) {
      const Edge& e = edges_[from + i];
      source[i] = e.source, receiver[i] = e.receiver, weight[i] = e.weight, delay[i] = e.delay;
    }
    std::span<const std::int64_t> labels;
    if (!labels_.empty()) labels = {labels_.data() + from, n};
    sink.take({{source, n}, {receiver, n}, {weight, n}, {delay, n}, labels});
  }
}

}  // namespace nestling
