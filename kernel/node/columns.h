// State of many nodes as a structure of arrays: one aligned allocation, one padded column per quantity.
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>

#include "kernel/base/lanes.h"

namespace nestling {

class Columns {
 public:
  Columns() = default;
  Columns(std::size_t n_columns, std::size_t n) : pitch_(pitch_for(n)), n_columns_(n_columns) {
    data_.reset(static_cast<double*>(::operator new[](bytes(), std::align_val_t(64))));
    std::fill_n(data_.get(), n_columns_ * pitch_, 0.0);
  }

  double* operator[](std::size_t column) { return data_.get() + column * pitch_; }
  const double* operator[](std::size_t column) const { return data_.get() + column * pitch_; }
  std::size_t pitch() const { return pitch_; }
  std::size_t size() const { return n_columns_; }
  std::size_t bytes() const { return n_columns_ * pitch_ * sizeof(double); }
  bool empty() const { return data_ == nullptr; }

 private:
  // Columns a multiple of 4 KiB apart would compete for the same places in the first-level cache.
  static std::size_t pitch_for(std::size_t n) {
    std::size_t pitch = padded(n);
    return pitch % 512 == 0 ? pitch + lane_padding : pitch;
  }
  struct Free {
    void operator()(double* p) const { ::operator delete[](p, std::align_val_t(64)); }
  };

  std::unique_ptr<double[], Free> data_;
  std::size_t pitch_ = 0, n_columns_ = 0;
};

}  // namespace nestling
