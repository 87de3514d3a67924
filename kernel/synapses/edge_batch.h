// New connections of a model with state, in the order of creation.
#pragma once
#include <memory>
#include <vector>

#include "kernel/connect/edges.h"

namespace nestling {

class Param;
struct Section;  // of a table of parameters: kernel/synapses/kind.h

// A parameter that differs between the connections of a call of Connect.
struct FurtherColumn {
  const Param* row;
  const Section* section;
  std::vector<double> column;
};

// A column of one element holds for all; labels may be absent.
struct EdgeBatch final : EdgeSink {
  std::vector<std::uint32_t> source;  // GIDs
  std::vector<Receiver> receiver;
  std::vector<double> weight;
  std::vector<std::uint16_t> delay;  // steps
  std::vector<std::int64_t> label;
  std::vector<FurtherColumn> further;
  std::shared_ptr<const void> values;  // what all connections get in the other parameters

  void take(const EdgeRow& row) override;
  std::size_t bytes() const;

  template <class T>
  static const T& at(const std::vector<T>& column, std::size_t i) {
    return column[column.size() == 1 ? 0 : i];
  }
};

}  // namespace nestling
