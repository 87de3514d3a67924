// The connections of one synapse model onto the nodes of one thread: rows, what waits to be put into rows, and edits.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/connect/edges.h"
#include "kernel/connect/synapse_rows.h"
#include "kernel/run/calendar.h"

namespace nestling {

class SynapseTable {
 public:
  using Position = SynapseRows::Position;  // of a connection: the `port` that users see

  struct Synapse {
    std::uint32_t source;
    Receiver receiver;
    Step delay;
    double weight;
    std::int64_t label;
  };

  void append(const EdgeList& edges);
  // Those that `source` will tell again for this thread when rows are made.
  void append(std::shared_ptr<const EdgeSource> source, int thread, const SourceCounts& counts,
              const EdgeTraits& traits);
  void build();  // rows of what was appended or edited since
  bool has_pending() const { return !pending_.empty(); }
  bool needs_build() const { return !pending_.empty() || !new_delays_.empty() || !removed_.empty(); }
  std::size_t size() const { return size_; }
  std::size_t bytes() const;
  bool has(Position p) const { return p < rows_.size() && !is_removed(p); }
  bool is_removed(Position p) const { return !removed_.empty() && removed_.contains(p); }

  // The rest needs a table that has been built.
  void schedule(const Spike& spike, Calendar& calendar) const;
  void prefetch_row(std::uint32_t source) const;
  void prefetch_segments(std::uint32_t source) const;

  // Where a connection was found last: its neighbours are found faster from there.
  struct Hint {
    Position begin = 0, end = 0;  // of a segment
    SynapseRows::Where where = {};
  };
  Synapse at(Position p, Hint& hint) const;
  Synapse at(Position p) const {
    Hint none;
    return at(p, none);
  }
  // Calls f(position, synapse) for the connections of a source, or of all by ascending source.
  template <class F>
  void for_each(std::uint32_t source, F f) const;
  template <class F>
  void for_each(F f) const;

  // Edits. Positions stay as they are until the next build.
  void set_weight(Position p, double weight, Receiver receiver);
  void set_weights(double weight);  // of all, without turning any sign
  void set_delay(Position p, std::uint16_t delay) { new_delays_[p] = delay; }
  void set_label(Position p, std::int64_t label);
  void remove(Position p);

 private:
  // What it adds: its weights so many times, or, onto binary neurons, as the transition says (see decoded).
  Delivery delivery(const Segment& s, std::int32_t times, std::int32_t transition) const;
  // New connections in the order of creation: a few, then those of a source.
  struct Pending {
    EdgeList edges;
    std::shared_ptr<const EdgeSource> source = nullptr;
    int thread = 0;
    EdgeTraits traits = {};
  };
  Synapse synapse(const Segment& s, const SegmentData& d, std::uint32_t source, std::size_t i, Position p) const;

  SynapseRows rows_;
  std::vector<Pending> pending_;
  SourceCounts counts_;  // of those that sources will tell
  std::unordered_map<Position, std::uint16_t> new_delays_;
  std::unordered_set<Position> removed_;
  std::size_t size_ = 0;
};

template <class F>
void SynapseTable::for_each(std::uint32_t source, F f) const {
  Position p = rows_.position_of(source);
  for (const Segment& s : rows_.segments_of(source)) {
    const SegmentData d = rows_.data(s);
    for (std::size_t i = 0; i < s.n; ++i, ++p) f(p, synapse(s, d, source, i, p));
  }
}

template <class F>
void SynapseTable::for_each(F f) const {
  for (std::uint32_t s = rows_.first_source(); s < rows_.end_source(); ++s) for_each(s, f);
}

}  // namespace nestling
