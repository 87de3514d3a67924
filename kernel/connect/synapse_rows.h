// Compressed rows: source -> segments -> cells and weights. A segment holds the connections of one source that share a
// delay. What a spike touches: 4 bytes of the index of the rows, 16 a segment, 2 a connection (or 4, where the cells of
// a segment lie far apart), and another 4 (or 8, for weights that are not exactly floats) a connection where the
// weights of a segment differ.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/base/pages.h"
#include "kernel/base/time.h"
#include "kernel/connect/segment_data.h"

namespace nestling {

// What a spike does to the cell it arrives at.
enum class Effect : std::uint8_t {
  adds,
  counts,
  ignored,
  decodes
};  // its weight; its multiplicity; nothing; see below

// The state of a binary neuron goes from 0 to 1 with two spikes and back with one: what its target gets of the weight.
// Three and more have no meaning.
constexpr int decoded(std::uint32_t multiplicity) { return multiplicity == 1 ? -1 : multiplicity == 2 ? 1 : 0; }

// A cell with its effect. Where spikes are ignored there is no cell: the number is the GID of the target instead.
struct Receiver {
  std::uint32_t bits = 0;
  Receiver() = default;
  Receiver(Effect effect, std::uint32_t cell) : bits(static_cast<std::uint32_t>(effect) << 30 | cell) {}
  Effect effect() const { return static_cast<Effect>(bits >> 30); }
  std::uint32_t cell() const { return bits & 0x3fffffffu; }
};

struct Segment {
  std::uint64_t begin : 43, delay : 16, effect : 2, weights : 2, cells : 1;  // begin: in words of four bytes
  std::uint32_t n;
  float weight;  // of all, if it is one float
};
static_assert(sizeof(Segment) == 16);

class SynapseRows {
 public:
  using Position = std::uint64_t;  // the number of a connection: by row, by segment, in the segment

  std::uint32_t n_rows() const { return row_.empty() ? 0 : static_cast<std::uint32_t>(row_.size() - 1); }
  std::uint32_t first_source() const { return first_source_; }
  std::uint32_t end_source() const { return first_source_ + n_rows(); }
  Position size() const { return position_.empty() ? 0 : position_.back(); }
  std::size_t bytes() const;

  std::span<const Segment> segments_of(std::uint32_t source) const {
    const std::uint32_t r = source - first_source_;  // wraps around for sources before the first
    if (r >= n_rows()) return {};
    return {segments_.data() + row_[r], row_[r + 1] - row_[r]};
  }
  // Of the first connection of a source; sources beyond the rows have none, at the end or beginning.
  Position position_of(std::uint32_t source) const;
  const std::uint32_t* index_of(std::uint32_t source) const {  // to be fetched ahead
    const std::uint32_t r = source - first_source_;
    return r < n_rows() ? &row_[r] : nullptr;
  }
  const std::uint32_t* words_of(const Segment& s) const { return words_.as<std::uint32_t>() + s.begin; }
  SegmentData data(const Segment& s) const {
    return SegmentData::at(words_of(s), static_cast<Weights>(s.weights), static_cast<CellForm>(s.cells), s.n, s.weight);
  }

  // Where a connection is.
  struct Where {
    std::uint32_t source;
    const Segment* segment;
    std::uint32_t i;  // in the segment
  };
  Where find(Position p) const;
  std::int64_t label(Position p) const { return labels_.empty() ? -1 : labels_[p]; }
  bool labelled() const { return !labels_.empty(); }
  bool only_floats() const;  // no weight needs a double

  // Editing in place. Where a weight does not fit, its segment is written anew at the end.
  void set(Position p, double weight, std::uint32_t cell);
  void set_label(Position p, std::int64_t label);
  void set_weights(double weight);  // of all

  // Making: rows of ascending sources, each filled group by group and closed. A group has one delay and effect.
  void open(std::uint32_t first_source, std::uint32_t n_rows, Pages room, bool labelled);
  template <class W>  // float or double
  void add(Step delay, std::span<const Receiver> receivers, std::span<const W> weights,
           std::span<const std::int64_t> labels);
  void copy_row(const SynapseRows& from, std::uint32_t source);  // rows without labels
  void close_row();
  void close();
  void release_before(std::uint32_t source);  // the rows of smaller sources are not needed any more

 private:
  std::uint32_t* place(Segment& s, Weights kind, CellForm form);
  template <class CellAt>
  void write_cells(const Segment& s, std::uint32_t lowest, CellAt cell);
  void spread(Segment& s, Weights kind, CellForm form);
  template <class W>
  void add_segment(Step delay, std::span<const Receiver> receivers, std::span<const W> weights);

  std::uint32_t first_source_ = 0;
  std::vector<std::uint32_t> row_;  // row r of source first_source + r: segments row[r] … row[r + 1]
  std::vector<Position> position_;  // of the first connection of each row
  std::vector<Segment> segments_;
  Pages words_;
  std::uint64_t n_words_ = 0;
  bool moved_ = false;                // some segment is not where it was made
  std::vector<std::int64_t> labels_;  // by position, if any connection has one
  Position filled_ = 0;               // while rows are made
  bool makes_labels_ = false;
};

}  // namespace nestling
