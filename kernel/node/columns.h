// Numbers of many nodes, some for each: in blocks of as many nodes as a vector register has lanes at most. Within a block
// one quantity of all its nodes lies side by side, then the next: vectors are loaded whole, and what one step of a
// node touches is in one place.
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>

#include "kernel/base/lanes.h"

namespace nestling {

class Columns {
 public:
  static constexpr std::size_t pitch = lane_padding;  // from one quantity of a node to the next

  Columns() = default;
  Columns(std::size_t n_columns, std::size_t n_nodes) : n_columns_(n_columns) {
    auto size = n_columns * padded(n_nodes);
    data_.reset(static_cast<double*>(::operator new[](size * sizeof(double), std::align_val_t(64))));
    std::fill_n(data_.get(), size, 0.0);
  }

  std::size_t size() const { return n_columns_; }
  double& at(std::size_t column, std::size_t node) { return first(node)[column * pitch]; }
  double at(std::size_t column, std::size_t node) const { return data_[place(node) + column * pitch]; }
  // The first quantity of a node; those of its neighbours in the block follow.
  double* first(std::size_t node) { return data_.get() + place(node); }
  const double* first(std::size_t node) const { return data_.get() + place(node); }

 private:
  std::size_t place(std::size_t node) const {
    return node / lane_padding * (n_columns_ * lane_padding) + node % lane_padding;
  }
  struct Free {
    void operator()(double* p) const { ::operator delete[](p, std::align_val_t(64)); }
  };

  std::unique_ptr<double[], Free> data_;
  std::size_t n_columns_ = 0;
};

}  // namespace nestling
