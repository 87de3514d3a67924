// Numbers for each pair of channels and each bin.
#pragma once
#include <vector>

#include "kernel/base/memory.h"
#include "kernel/base/value.h"

namespace nestling {

template <class T>
class ChannelMatrix {
 public:
  // Zeros; keeps what it has if the size is the same.
  void resize(std::size_t n_channels, std::size_t n_bins) {
    const std::size_t n = n_channels * n_channels * n_bins;
    n_channels_ = n_channels;
    if (n_bins_ == n_bins && numbers_.size() == n) return;
    require_memory(static_cast<double>(n) * sizeof(T), "A matrix of correlations");
    n_bins_ = n_bins;
    numbers_.assign(n, T());
  }
  void clear() { n_bins_ = 0, numbers_.clear(); }
  T& operator()(std::size_t i, std::size_t j, std::size_t bin) {
    return numbers_[(i * n_channels_ + j) * n_bins_ + bin];
  }

  // As users see it: an array of arrays of vectors, which are empty before the first run.
  Value shown(std::size_t n_channels) const {
    Array rows;
    for (std::size_t i = 0; i < n_channels; ++i) {
      Array row;
      for (std::size_t j = 0; j < n_channels; ++j) {
        const auto* bins = numbers_.data() + (i * n_channels + j) * n_bins_;
        row.push_back(std::vector<T>(bins, bins + n_bins_));
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  std::size_t n_channels_ = 0, n_bins_ = 0;
  std::vector<T> numbers_;
};

}  // namespace nestling
