// Constants derived from parameters that differ between nodes: those that really differ as columns, the others once.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/node/columns.h"
#include "kernel/node/lanes_of.h"

namespace nestling {

class FactorColumns {
 public:
  FactorColumns() = default;
  // `values_of(node)` gives the constants of a node; it is called twice for each.
  template <class F>
  FactorColumns(std::size_t n_factors, std::uint32_t n_nodes, F values_of) {
    if (n_nodes == 0) return;
    const auto first = values_of(0);
    std::vector<bool> varies(n_factors);
    for (std::uint32_t node = 1; node < n_nodes; ++node) {
      const auto values = values_of(node);
      for (std::size_t k = 0; k < n_factors; ++k) varies[k] = varies[k] || values[k] != first[k];
    }
    lay_out(first, varies, n_nodes);
    for (std::uint32_t node = 0; node < padded(n_nodes); ++node) {
      const auto values = node < n_nodes ? values_of(node) : first;  // what fills up must be solvable, too
      for (std::size_t k = 0, column = 0; k < n_factors; ++k)
        if (varies[k]) varying_.at(column++, node) = values[k];
    }
  }

  // Constant k of as many nodes as the register has lanes, from `node` on.
  Real lanes(std::size_t k, std::size_t node) const {
    return Real::load(places_[k].first + node / lane_padding * places_[k].step + node % lane_padding);
  }
  // Several constants, from number `first` on.
  template <class Struct>
  Struct lanes_of(std::size_t first, std::size_t node) const {
    Struct s;
    if constexpr (width < Struct >> 0) {
      auto* member = reinterpret_cast<Real*>(&s);
#pragma GCC unroll 32
      for (std::size_t k = 0; k < width<Struct>; ++k) member[k] = lanes(first + k, node);
    }
    return s;
  }

 private:
  struct Place {
    const double* first;
    std::size_t step;  // from one block of nodes to the next; 0 for constants that are the same for all
  };

  void lay_out(std::span<const double> first, const std::vector<bool>& varies, std::uint32_t n_nodes);

  Columns common_, varying_;
  std::vector<Place> places_;
};

}  // namespace nestling
