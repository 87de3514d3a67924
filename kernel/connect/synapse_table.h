// The connections of one synapse model onto the nodes of one thread, as compressed rows: source -> segments -> cells.
// A segment holds the connections of one source that share a delay. What a spike touches: 4 bytes of the row index, 16
// a segment, 4 a connection, and 8 more a connection where the weights of a segment differ.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/run/ring.h"

namespace nestling {

// What a spike does to the cell it arrives at.
enum class Effect : std::uint8_t { adds, counts, ignored };  // its weight; its multiplicity; nothing

// A cell with its effect. Where spikes are ignored there is no cell: the number is the GID of the target instead.
struct Receiver {
  std::uint32_t bits;
  Receiver(Effect effect, std::uint32_t cell) : bits(static_cast<std::uint32_t>(effect) << 30 | cell) {}
  Effect effect() const { return static_cast<Effect>(bits >> 30); }
  std::uint32_t cell() const { return bits & 0x3fffffffu; }
};

// New connections in the order of creation. A column of one element holds for all; labels may be absent.
struct EdgeBatch {
  std::vector<std::uint32_t> source;  // GIDs
  std::vector<Receiver> receiver;
  std::vector<double> weight;
  std::vector<std::uint16_t> delay;  // steps
  std::vector<std::int64_t> label;
};

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
  std::size_t size() const { return size_; }
  std::size_t bytes() const;
  bool has(Position p) const { return p < cells_.size() && !is_removed(p); }
  bool is_removed(Position p) const { return !removed_.empty() && removed_.contains(p); }

  // The rest needs a table that has been built.
  void deliver(const Spike& spike, Ring& ring) const;
  void prefetch_row(std::uint32_t source) const;
  void prefetch_cells(std::uint32_t source) const;

  Synapse at(Position p) const;
  // Calls f(position, synapse) for the connections of a source, or of all by ascending source.
  template <class F>
  void for_each(std::uint32_t source, F f) const;
  template <class F>
  void for_each(F f) const;

  // Edits. Positions stay as they are until the next build.
  void set_weight(Position p, double weight, Receiver receiver);
  void set_delay(Position p, std::uint16_t delay) { new_delays_[p] = delay; }
  void set_label(Position p, std::int64_t label);
  void remove(Position p);

 private:
  struct Segment {
    std::uint64_t begin : 44, delay : 16, effect : 2, individual : 1;
    union {
      double weight;               // of all
      std::uint64_t first_weight;  // in weights_
    };
  };
  struct Columns;  // all connections by ascending source

  std::uint32_t n_rows() const { return row_.empty() ? 0 : static_cast<std::uint32_t>(row_.size() - 1); }
  std::span<const Segment> segments_of(std::uint32_t source) const {
    const std::uint32_t r = source - first_source_;  // wraps around for sources before the first
    if (r >= n_rows()) return {};
    return {segments_.data() + row_[r], row_[r + 1] - row_[r]};
  }
  std::uint32_t source_of(const Segment& s) const;
  Position end_of(const Segment& s) const { return (&s)[1].begin; }  // the last segment is followed by a sentinel
  const Segment& segment_at(Position p) const;
  Synapse synapse(const Segment& s, std::uint32_t source, Position p) const;
  EdgeBatch take_out();
  void make_segments(Columns& c, const std::vector<std::uint64_t>& row_begin);

  std::uint32_t first_source_ = 0;
  std::vector<std::uint32_t> row_;  // row r of source first_source_ + r: segments row_[r] … row_[r + 1]
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> cells_;
  std::vector<double> weights_;
  std::vector<std::int64_t> labels_;  // beside the cells, if any connection has one

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
  for (std::uint32_t r = 0; r < n_rows(); ++r) for_each(first_source_ + r, f);
}

}  // namespace nestling
