// The connections of one synapse model onto the nodes of one thread: rows, what waits to be put into rows, and edits.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/connect/synapse_rows.h"
#include "kernel/run/calendar.h"

namespace nestling {

class SynapseTable {
 public:
  using Position = std::uint64_t;  // of a connection: the `port` that users see

  struct Synapse {
    std::uint32_t source;
    Receiver receiver;
    Step delay;
    double weight;
    std::int64_t label;
  };

  void append(EdgeBatch&& batch);
  void build();  // rows of what was appended or edited since
  bool has_pending() const { return !pending_.empty(); }
  bool needs_build() const { return !pending_.empty() || !new_delays_.empty() || !removed_.empty(); }
  std::size_t size() const { return size_; }
  std::size_t bytes() const;
  bool has(Position p) const { return p < rows_.cells.size() && !is_removed(p); }
  bool is_removed(Position p) const { return !removed_.empty() && removed_.contains(p); }

  // The rest needs a table that has been built.
  void schedule(const Spike& spike, Calendar& calendar) const;
  void prefetch_row(std::uint32_t source) const;
  void prefetch_segments(std::uint32_t source) const;

  Synapse at(Position p) const;
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
  std::uint32_t n_rows() const { return rows_.row.empty() ? 0 : static_cast<std::uint32_t>(rows_.row.size() - 1); }
  std::span<const Segment> segments_of(std::uint32_t source) const {
    const std::uint32_t r = source - rows_.first_source;  // wraps around for sources before the first
    if (r >= n_rows()) return {};
    return {rows_.segments.data() + rows_.row[r], rows_.row[r + 1] - rows_.row[r]};
  }
  Delivery delivery(const Segment& s, std::uint32_t multiplicity) const;
  std::uint32_t source_of(const Segment& s) const;
  Position end_of(const Segment& s) const { return (&s)[1].begin; }  // every segment is followed by one
  const Segment& segment_at(Position p) const;
  Synapse synapse(const Segment& s, std::uint32_t source, Position p) const;
  EdgeBatch take_out() const;

  SynapseRows rows_;
  std::vector<EdgeBatch> pending_;
  std::unordered_map<Position, std::uint16_t> new_delays_;
  std::unordered_set<Position> removed_;
  std::size_t size_ = 0;
};

template <class F>
void SynapseTable::for_each(std::uint32_t source, F f) const {
  for (const Segment& s : segments_of(source))
    for (Position p = s.begin; p < end_of(s); ++p) f(p, synapse(s, source, p));
}

template <class F>
void SynapseTable::for_each(F f) const {
  for (std::uint32_t r = 0; r < n_rows(); ++r) for_each(rows_.first_source + r, f);
}

}  // namespace nestling
