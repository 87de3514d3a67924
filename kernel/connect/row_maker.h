// Makes rows of connections that come in any order of sources. They are put down where the row of their source will
// be, in as few bytes as their values allow; then every row, after what it held before, is packed into segments, in the
// same memory or while the memory behind is given back. So this takes little more than the finished rows.
#pragma once
#include <functional>
#include <vector>

#include "kernel/base/pages.h"
#include "kernel/connect/edges.h"
#include "kernel/connect/synapse_rows.h"

namespace nestling {

// What has been changed in rows but waits for them to be made anew.
struct RowEdits {
  std::function<bool(SynapseRows::Position)> removed;
  std::function<std::uint16_t(SynapseRows::Position, std::uint16_t old)> delay;
};

class RowMaker final : public EdgeSink {
 public:
  // Exactly the connections that are counted will come, in groups with these traits, some of them with labels.
  RowMaker(const SourceCounts& counts, const std::vector<EdgeTraits>& groups, bool labelled);
  void take(const EdgeRow& row) override;
  SynapseRows make(SynapseRows&& old, const RowEdits* edits);

 private:
  enum class WeightCode { one, index, floats, doubles };  // index: of few weights; floats: beside the receivers
  enum class DelayCode { one, bytes, words };             // beyond the shortest

  struct Pair {
    Receiver receiver;
    float weight;
  };

  // Columns of one row.
  template <class W>
  struct Columns {
    std::vector<Receiver> receiver;
    std::vector<W> weight;
    std::vector<std::uint16_t> delay;
    std::vector<std::int64_t> label;
    void resize(std::size_t n, bool labelled);
  };
  template <class W>
  struct Work;

  void choose_weights(const std::vector<EdgeTraits>& groups);
  std::size_t receiver_bytes() const { return weight_code_ == WeightCode::floats ? sizeof(Pair) : sizeof(Receiver); }
  std::size_t weight_bytes() const;
  std::size_t delay_bytes() const;
  void put_pairs(std::span<const Receiver> receivers, std::span<const double> weights);
  void put_weights(std::span<const double> weights);
  void put_delays(std::span<const std::uint16_t> delays);
  template <class W>
  SynapseRows pack(SynapseRows&& old, const RowEdits* edits);
  template <class W>
  void load_old(const SynapseRows& old, std::uint32_t source, const RowEdits* edits, Columns<W>& to) const;
  template <class W>
  void load_new(std::uint32_t source, Columns<W>& to) const;
  template <class W>
  void load_weights(std::uint64_t from, std::size_t n, W* to) const;
  void release_before(std::uint32_t source);

  const SourceCounts& counts_;
  std::uint64_t n_ = 0;
  bool labelled_;
  WeightCode weight_code_ = WeightCode::one;
  DelayCode delay_code_ = DelayCode::one;
  std::vector<double> few_weights_;
  std::uint16_t shortest_ = 0;

  std::vector<std::uint64_t> next_;  // by source: where its next connection goes; in the end, where its row ends
  Pages receivers_, weights_, delays_;
  const void* receivers_at_;  // they are still there when the memory belongs to the rows
  std::vector<std::int64_t> labels_;
  std::vector<std::uint64_t> at_;  // of one EdgeRow
};

}  // namespace nestling
