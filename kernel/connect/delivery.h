// What a spike does in the step in which it arrives.
#pragma once
#include <cstddef>
#include <cstdint>

#include "kernel/connect/segment_data.h"

namespace nestling {

// The connections of one spike that share a delay: their weights, times the multiplicity of the spike, are added to
// their cells of one row. It points into the columns of the connections, so whatever changes these settles all
// deliveries first (ConnectionStore::settle). Many wait at a time, so they are small.
class Delivery {
 public:
  static constexpr std::uint32_t most_times = 0x7fff;

  // See SegmentData::at; `times` is between -most_times and most_times.
  Delivery(const std::uint32_t* words, Weights kind, CellForm form, std::uint32_t n, float weight, std::int32_t times)
      : place_(reinterpret_cast<std::uintptr_t>(words) / alignof(std::uint32_t)),
        kind_(static_cast<std::uint64_t>(kind)),
        form_(static_cast<std::uint64_t>(form)),
        times_(times),
        n_(n),
        weight_(weight) {}

  std::uint32_t size() const { return n_; }
  double times() const { return static_cast<double>(times_); }
  SegmentData data() const { return SegmentData::at(words(), kind(), form(), n_, weight_); }

  // Into the first-level cache only: nobody reads them again soon, and the second level is for rows and neurons.
  void prefetch() const {
    constexpr std::size_t line = 64, most = 1024;  // bytes; the hardware follows longer streams by itself
    const std::size_t bytes = segment_words(kind(), form(), n_) * sizeof(std::uint32_t),
                      end = bytes < most ? bytes : most;
    const char* const from = reinterpret_cast<const char*>(words());
    for (std::size_t i = 0; i < end; i += line) __builtin_prefetch(from + i, 0, 0);
  }

  void add_to(double* row) const {
    const SegmentData d = data();
    if (form() == CellForm::halves) add_at(row + d.cells.lowest(), d.cells.halves(), d);
    else add_at(row, d.cells.words(), d);
  }

 private:
  const std::uint32_t* words() const {
    return reinterpret_cast<const std::uint32_t*>(static_cast<std::uintptr_t>(place_) * alignof(std::uint32_t));
  }
  Weights kind() const { return static_cast<Weights>(kind_); }

  CellForm form() const { return static_cast<CellForm>(form_); }

  template <class Cell>
  void add_at(double* row, const Cell* cells, const SegmentData& d) const {
    if (d.floats) add_weighted(row, cells, d.floats);
    else if (d.doubles) add_weighted(row, cells, d.doubles);
    else add(row, cells, [x = d.weight * times()](std::uint32_t) { return x; });
  }

  template <class Cell, class W>
  void add_weighted(double* row, const Cell* cells, const W* w) const {
    add(row, cells, [w, x = times()](std::uint32_t i) { return static_cast<double>(w[i]) * x; });
  }

  template <class Cell, class Weight>
  void add(double* row, const Cell* cells, Weight weight) const {
    for (std::uint32_t i = 0, end = n_; i < end; ++i) row[cells[i]] += weight(i);
  }

  std::uint64_t place_ : 45, kind_ : 2, form_ : 1;  // addresses have 47 bits
  std::int64_t times_ : 16;
  std::uint32_t n_;
  float weight_;  // of all, if it is one float
};
static_assert(sizeof(Delivery) == 16);

}  // namespace nestling
