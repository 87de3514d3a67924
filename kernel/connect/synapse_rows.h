// Compressed rows: source -> segments -> cells. A segment holds the connections of one source that share a delay. What
// a spike touches: 4 bytes of the row index, 16 a segment, 4 a connection, and 8 more a connection where the weights of
// a segment differ.
#pragma once
#include <cstdint>
#include <vector>

namespace nestling {

// What a spike does to the cell it arrives at.
enum class Effect : std::uint8_t { adds, counts, ignored };  // its weight; its multiplicity; nothing

// A cell with its effect. Where spikes are ignored there is no cell: the number is the GID of the target instead.
struct Receiver {
  std::uint32_t bits = 0;
  Receiver() = default;
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

struct Segment {
  std::uint64_t begin : 44, delay : 16, effect : 2, individual : 1;
  union {
    double weight;               // of all
    std::uint64_t first_weight;  // in SynapseRows::weights
  };
};

struct SynapseRows {
  std::uint32_t first_source = 0;
  std::vector<std::uint32_t> row;  // row r of source first_source + r: segments row[r] … row[r + 1]
  std::vector<Segment> segments;   // the last is followed by a sentinel
  std::vector<std::uint32_t> cells;
  std::vector<double> weights;
  std::vector<std::int64_t> labels;  // beside the cells, if any connection has one
};

// By counting sort; connections of one source keep their order, except that long rows are grouped by delay.
SynapseRows make_rows(std::vector<EdgeBatch> batches);

}  // namespace nestling
