#include "kernel/run/ring.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/memory.h"

namespace nestling {

void Ring::resize(std::size_t n_cells, Step n_slots) {
  if (n_cells == n_cells_ && n_slots == n_slots_) return;
  // An odd number of cache lines between rows: rows never compete for the same places in a cache.
  auto pitch = (n_cells + 7) / 8 * 8;
  if (pitch % 16 == 0) pitch += 8;
  auto total = pitch * static_cast<std::size_t>(n_slots);
  require_memory(static_cast<double>(total) * sizeof(double),
                 fmt::format("Input for delays of up to {} steps", n_slots));
  std::unique_ptr<double[], Free> data(
      static_cast<double*>(::operator new[](total * sizeof(double), std::align_val_t(64))));
  std::fill_n(data.get(), total, 0.0);
  if (data_ && n_slots == n_slots_)
    for (std::size_t slot = 0; slot < static_cast<std::size_t>(n_slots); ++slot)
      std::copy_n(data_.get() + slot * pitch_, std::min(n_cells, n_cells_), data.get() + slot * pitch);
  data_ = std::move(data);
  n_cells_ = n_cells;
  pitch_ = pitch;
  n_slots_ = n_slots;
}

void Ring::clear() {
  if (data_) std::fill_n(data_.get(), pitch_ * static_cast<std::size_t>(n_slots_), 0.0);
}

}  // namespace nestling
