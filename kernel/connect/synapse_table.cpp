#include "kernel/connect/synapse_table.h"

#include <algorithm>

#include "kernel/connect/row_maker.h"

namespace nestling {

void SynapseTable::append(const EdgeList& edges) {
  if (edges.size() == 0) return;
  if (pending_.empty() || pending_.back().source) pending_.push_back({});
  pending_.back().edges.append(edges);
  size_ += edges.size();
}

void SynapseTable::append(std::shared_ptr<const EdgeSource> source, int thread, const SourceCounts& counts,
                          const EdgeTraits& traits) {
  if (traits.n == 0) return;
  if (pending_.empty() || pending_.back().source) pending_.push_back({});
  pending_.back().source = std::move(source);
  pending_.back().thread = thread;
  pending_.back().traits = traits;
  counts_.add(counts);
  size_ += traits.n;
}

std::size_t SynapseTable::bytes() const {
  std::size_t n = rows_.bytes() + counts_.bytes();
  for (auto& p : pending_) n += p.edges.bytes();
  return n;
}

// ---------------------------------------------------------------- running

void SynapseTable::schedule(const Spike& spike, Calendar& calendar) const {
  const std::size_t origin = calendar.origin(spike.step);
  const std::int32_t transition = decoded(spike.multiplicity);
  for (auto left = spike.multiplicity; left > 0;) {
    const auto part = std::min(left, Delivery::most_times);
    const auto times = static_cast<std::int32_t>(part);
    left -= part;
    for (const Segment& s : rows_.segments_of(spike.source))
      if (static_cast<Effect>(s.effect) != Effect::ignored) {
        if (spike.offset == 0) calendar.add(origin, s.delay, delivery(s, times, transition));
        else calendar.add_off_grid(origin, s.delay, delivery(s, times, transition), spike.offset);
      }
  }
}

Delivery SynapseTable::delivery(const Segment& s, std::int32_t times, std::int32_t transition) const {
  const auto effect = static_cast<Effect>(s.effect);
  const auto form = static_cast<CellForm>(s.cells);
  if (effect == Effect::counts) return {rows_.data(s).cells.words(), Weights::one_float, form, s.n, 1, times};
  return {rows_.words_of(s),
          static_cast<Weights>(s.weights),
          form,
          s.n,
          s.weight,
          effect == Effect::decodes ? transition : times};
}

void SynapseTable::prefetch_row(std::uint32_t source) const {
  if (auto* index = rows_.index_of(source)) __builtin_prefetch(index);
}

void SynapseTable::prefetch_segments(std::uint32_t source) const {
  const auto segments = rows_.segments_of(source);
  constexpr std::size_t line = 64 / sizeof(Segment), most = 16;
  for (std::size_t i = 0; i < std::min(segments.size(), most * line); i += line) __builtin_prefetch(&segments[i]);
}

// ---------------------------------------------------------------- looking

SynapseTable::Synapse SynapseTable::synapse(const Segment& s, const SegmentData& d, std::uint32_t source, std::size_t i,
                                            Position p) const {
  Step delay = s.delay;
  if (!new_delays_.empty())
    if (auto it = new_delays_.find(p); it != new_delays_.end()) delay = it->second;
  return {source, Receiver(static_cast<Effect>(s.effect), d.cells[i]), delay, d.weight_of(i), rows_.label(p)};
}

SynapseTable::Synapse SynapseTable::at(Position p, Hint& hint) const {
  if (p < hint.begin || p >= hint.end) {
    hint.where = rows_.find(p);
    hint.begin = p - hint.where.i;
    hint.end = hint.begin + hint.where.segment->n;
  }
  const Segment& s = *hint.where.segment;
  return synapse(s, rows_.data(s), hint.where.source, p - hint.begin, p);
}

// ---------------------------------------------------------------- editing

void SynapseTable::set_weight(Position p, double weight, Receiver receiver) { rows_.set(p, weight, receiver.cell()); }
void SynapseTable::set_weights(double weight) { rows_.set_weights(weight); }
void SynapseTable::set_label(Position p, std::int64_t label) { rows_.set_label(p, label); }

void SynapseTable::remove(Position p) {
  if (removed_.insert(p).second) --size_;
}

// ---------------------------------------------------------------- building

void SynapseTable::build() {
  if (!needs_build()) return;
  std::vector<EdgeTraits> groups;
  SourceCounts counts = counts_;
  bool labelled = rows_.labelled();
  for (auto& p : pending_) {
    p.edges.count(counts);
    labelled |= p.edges.labelled();
    for (auto& traits : {p.edges.traits(), p.traits})
      if (traits.n > 0) groups.push_back(traits);
  }
  RowMaker maker(counts, groups, labelled);
  for (auto& p : pending_) {
    p.edges.tell(maker);
    if (p.source) p.source->tell(p.thread, maker);  // the user may interrupt: nothing has changed yet
  }
  pending_.clear(), counts_ = {};
  const RowEdits edits{[&](Position p) { return removed_.contains(p); },
                       [&](Position p, std::uint16_t old) {
                         const auto it = new_delays_.find(p);
                         return it == new_delays_.end() ? old : it->second;
                       }};
  const bool edited = !new_delays_.empty() || !removed_.empty();
  rows_ = maker.make(std::move(rows_), edited ? &edits : nullptr);
  new_delays_.clear(), removed_.clear();
}

}  // namespace nestling
