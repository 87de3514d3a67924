#include "kernel/run/ring.h"

#include <algorithm>

#include "kernel/base/memory.h"

namespace nestling {

void Ring::resize(std::size_t n_cells, Step longest_delay) {
  const auto n_slots = static_cast<std::size_t>(longest_delay);
  if (n_cells == n_cells_ && n_slots == slots_.size()) return;
  Ring next;
  next.n_cells_ = n_cells;
  next.pitch_ = (n_cells + 7) / 8 * 8;
  if (next.pitch_ % 16 == 0) next.pitch_ += 8;  // an odd number of cache lines: rows never compete for places in a cache
  next.slots_.assign(n_slots, nullptr);
  if (n_slots == slots_.size())
    for (std::size_t s = 0; s < n_slots; ++s)
      if (slots_[s]) std::copy_n(slots_[s], std::min(n_cells, n_cells_), next.row(static_cast<Step>(s)));
  *this = std::move(next);
}

double* Ring::take() {
  if (free_.empty()) {
    require_memory(static_cast<double>(pitch_) * sizeof(double), "A row of input");
    auto* row = static_cast<double*>(::operator new[](pitch_ * sizeof(double), std::align_val_t(64)));
    rows_.emplace_back(row);
    std::fill_n(row, pitch_, 0.0);
    free_.push_back(row);
  }
  double* row = free_.back();
  free_.pop_back();
  return row;
}

void Ring::release(Step step) {
  double*& at = slots_[static_cast<std::size_t>(step) % slots_.size()];
  if (at) free_.push_back(at);
  at = nullptr;
}

void Ring::clear() {
  for (double*& at : slots_)
    if (at) {
      std::fill_n(at, pitch_, 0.0);
      free_.push_back(at);
      at = nullptr;
    }
}

}  // namespace nestling
