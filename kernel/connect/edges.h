// New connections on their way into the rows of a table.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/connect/synapse_rows.h"

namespace nestling {

// Some connections, in the order of creation. Columns have one element for all, or one for each.
struct EdgeRow {
  std::span<const std::uint32_t> sources;  // GIDs
  std::span<const Receiver> receivers;
  std::span<const double> weights;  // may be absent for an EdgeSink that does without
  std::span<const std::uint16_t> delays;
  std::span<const std::int64_t> labels;  // may be absent
  std::span<const std::span<const double>> further = {};  // SynSpec::further, one value for each connection
};

class EdgeSink {
 public:
  virtual ~EdgeSink() = default;
  virtual void take(const EdgeRow& row) = 0;
};

// Something that can tell its connections onto the nodes of a thread again and again.
class EdgeSource {
 public:
  virtual ~EdgeSource() = default;
  virtual void tell(int thread, EdgeSink& sink) const = 0;
};

// How many connections each source has, for sources from a first to a last one.
class SourceCounts {
 public:
  void cover(std::uint32_t first, std::uint32_t last);
  void add(std::span<const std::uint32_t> sources) {  // all of them covered
    for (const std::uint32_t s : sources) ++count_[s - first_];
  }
  void add(const SourceCounts& other);
  bool empty() const { return count_.empty(); }
  std::uint32_t first() const { return first_; }
  std::uint32_t end() const { return first_ + static_cast<std::uint32_t>(count_.size()); }
  std::uint32_t operator[](std::uint32_t source) const {
    return source - first_ < count_.size() ? count_[source - first_] : 0;
  }
  std::size_t bytes() const { return count_.capacity() * sizeof count_[0]; }

 private:
  std::uint32_t first_ = 0;
  std::vector<std::uint32_t> count_;
};

// What is known of many connections: it decides in how few bytes they can be held while rows are made.
struct EdgeTraits {
  std::uint64_t n = 0;
  bool one_weight = true, float_weights = true;  // all equal to `weight`; all exactly floats
  double weight = 0;
  Step shortest = 0, longest = 0;  // 0: no connections

  void note(const EdgeRow& row);
  void add(const EdgeTraits& other);
};

// A few connections, kept as they are.
class EdgeList final : public EdgeSink {
 public:
  void take(const EdgeRow& row) override;
  void tell(EdgeSink& sink) const;
  void append(const EdgeList& other) { other.tell(*this); }
  void count(SourceCounts& counts) const;
  bool labelled() const { return !labels_.empty(); }
  std::size_t size() const { return edges_.size(); }
  std::size_t bytes() const { return edges_.capacity() * sizeof(Edge) + labels_.capacity() * sizeof(std::int64_t); }
  const EdgeTraits& traits() const { return traits_; }

 private:
  struct Edge {
    std::uint32_t source;
    Receiver receiver;
    double weight;
    std::uint16_t delay;
  };
  std::vector<Edge> edges_;
  std::vector<std::int64_t> labels_;  // none, or one each
  EdgeTraits traits_;
};

}  // namespace nestling
