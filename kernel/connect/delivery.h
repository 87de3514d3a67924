// What a spike does in the step in which it arrives.
#pragma once
#include <cstddef>
#include <cstdint>

namespace nestling {

// The connections of one spike that share a delay: `n` cells of one row, and what is added to each of them. It points into
// the columns of the connections, so whatever changes these settles all deliveries first (ConnectionStore::settle).
struct Delivery {
  const std::uint32_t* cells;
  const void* weights = nullptr;  // one a cell, to be multiplied by `amount`; null: `amount` itself is added
  double amount;
  std::uint32_t n;
  bool are_floats = false;  // the weights; else they are doubles

  void prefetch() const {
    constexpr std::uint32_t line = 64, most = 128;  // bytes; connections: the hardware follows longer streams by itself
    const std::uint32_t count = n < most ? n : most;
    const auto fetch = [](const void* from, std::size_t bytes) {
      for (std::size_t i = 0; i < bytes; i += line) __builtin_prefetch(static_cast<const char*>(from) + i);
    };
    fetch(cells, count * sizeof *cells);
    if (weights) fetch(weights, count * (are_floats ? sizeof(float) : sizeof(double)));
  }

  double of(std::uint32_t i) const {  // what cell i gets
    if (!weights) return amount;
    return amount * (are_floats ? static_cast<const float*>(weights)[i] : static_cast<const double*>(weights)[i]);
  }

  void add_to(double* row) const {
    if (!weights) add(row, [x = amount](std::uint32_t) { return x; });
    else if (are_floats) add_weighted(row, static_cast<const float*>(weights));
    else add_weighted(row, static_cast<const double*>(weights));
  }

 private:
  template <class W>
  void add_weighted(double* row, const W* w) const {
    add(row, [w, x = amount](std::uint32_t i) { return static_cast<double>(w[i]) * x; });
  }

  template <class Weight>
  void add(double* row, Weight weight) const {
    const std::uint32_t* const cell = cells;  // kept in a register, as the amount is: the row might overlap *this
    for (std::uint32_t i = 0, end = n; i < end; ++i) row[cell[i]] += weight(i);
  }
};

}  // namespace nestling
