#include "kernel/connect/synapse_table.h"

#include <algorithm>
#include <cstring>

namespace nestling {

namespace {

// Tells -0.0 from 0.0, and NaN is itself.
bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

void SynapseTable::append(EdgeBatch&& batch) {
  if (batch.source.empty()) return;
  size_ += batch.source.size();
  pending_.push_back(std::move(batch));
}

std::size_t SynapseTable::bytes() const {
  const auto of = [](const auto& v) { return v.capacity() * sizeof v[0]; };
  std::size_t n = of(rows_.row) + of(rows_.segments) + of(rows_.cells) + of(rows_.weights) + of(rows_.labels);
  for (auto& b : pending_) n += of(b.source) + of(b.receiver) + of(b.weight) + of(b.delay) + of(b.label);
  return n;
}

// ---------------------------------------------------------------- running

void SynapseTable::schedule(const Spike& spike, Calendar& calendar) const {
  const std::size_t origin = calendar.origin(spike.step);
  for (const Segment& s : segments_of(spike.source))
    if (static_cast<Effect>(s.effect) != Effect::ignored) calendar.add(origin, s.delay, delivery(s, spike.multiplicity));
}

Delivery SynapseTable::delivery(const Segment& s, std::uint32_t multiplicity) const {
  const bool counts = static_cast<Effect>(s.effect) == Effect::counts;
  const double times = multiplicity;
  return {.cells = rows_.cells.data() + s.begin,
          .weights = s.individual && !counts ? rows_.weights.data() + s.first_weight : nullptr,
          .amount = s.individual || counts ? times : s.weight * times,
          .n = static_cast<std::uint32_t>(end_of(s) - s.begin)};
}

void SynapseTable::prefetch_row(std::uint32_t source) const {
  const std::uint32_t r = source - rows_.first_source;
  if (r < n_rows()) __builtin_prefetch(&rows_.row[r]);
}

void SynapseTable::prefetch_segments(std::uint32_t source) const {
  const auto segments = segments_of(source);
  constexpr std::size_t line = 64 / sizeof(Segment), most = 16;
  for (std::size_t i = 0; i < std::min(segments.size(), most * line); i += line) __builtin_prefetch(&segments[i]);
}

// ---------------------------------------------------------------- looking

std::uint32_t SynapseTable::source_of(const Segment& s) const {
  const auto index = static_cast<std::uint32_t>(&s - rows_.segments.data());
  const auto after = std::upper_bound(rows_.row.begin(), rows_.row.end(), index);
  return rows_.first_source + static_cast<std::uint32_t>(after - rows_.row.begin() - 1);
}

const Segment& SynapseTable::segment_at(Position p) const {
  return *std::prev(std::upper_bound(rows_.segments.begin(), rows_.segments.end(), p,
                                     [](Position x, const Segment& s) { return x < s.begin; }));
}

SynapseTable::Synapse SynapseTable::synapse(const Segment& s, std::uint32_t source, Position p) const {
  Step delay = s.delay;
  if (!new_delays_.empty())
    if (auto it = new_delays_.find(p); it != new_delays_.end()) delay = it->second;
  return {source, Receiver(static_cast<Effect>(s.effect), rows_.cells[p]), delay,
          s.individual ? rows_.weights[s.first_weight + (p - s.begin)] : s.weight,
          rows_.labels.empty() ? -1 : rows_.labels[p]};
}

SynapseTable::Synapse SynapseTable::at(Position p) const {
  const Segment& s = segment_at(p);
  return synapse(s, source_of(s), p);
}

// ---------------------------------------------------------------- editing

void SynapseTable::set_weight(Position p, double weight, Receiver receiver) {
  auto& s = const_cast<Segment&>(segment_at(p));
  rows_.cells[p] = receiver.cell();
  if (!s.individual) {
    if (same_bits(s.weight, weight)) return;
    const double old = s.weight;
    s.individual = true;
    s.first_weight = rows_.weights.size();
    rows_.weights.insert(rows_.weights.end(), end_of(s) - s.begin, old);
  }
  rows_.weights[s.first_weight + (p - s.begin)] = weight;
}

void SynapseTable::set_weights(double weight) {
  for (Segment& s : rows_.segments) s.individual = false, s.weight = weight;
  rows_.weights = {};
}

void SynapseTable::set_label(Position p, std::int64_t label) {
  if (rows_.labels.empty()) rows_.labels.assign(rows_.cells.size(), -1);
  rows_.labels[p] = label;
}

void SynapseTable::remove(Position p) {
  if (removed_.insert(p).second) --size_;
}

// ---------------------------------------------------------------- building

// What is in the rows, as a batch, without what was removed and with the delays that were changed.
EdgeBatch SynapseTable::take_out() const {
  EdgeBatch b;
  for_each([&](Position p, const Synapse& s) {
    if (removed_.contains(p)) return;
    b.source.push_back(s.source);
    b.receiver.push_back(s.receiver);
    b.weight.push_back(s.weight);
    b.delay.push_back(static_cast<std::uint16_t>(s.delay));
    if (!rows_.labels.empty()) b.label.push_back(s.label);
  });
  return b;
}

void SynapseTable::build() {
  if (!needs_build()) return;
  if (EdgeBatch old = take_out(); !old.source.empty()) pending_.insert(pending_.begin(), std::move(old));
  rows_ = {};
  new_delays_.clear(), removed_.clear();
  rows_ = make_rows(std::move(pending_));
  pending_.clear();
}

}  // namespace nestling
