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
  next.precise_ = std::move(precise_);
  if (n_slots == slots_.size()) next.posts_ = std::move(posts_);
  next.posts_.resize(n_slots);
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
  if (!precise_.empty()) post(step).letters.clear();
}

Ring::Post& Ring::post(Step step) { return posts_[static_cast<std::size_t>(step) % posts_.size()]; }

bool Ring::is_precise(std::uint32_t cell) const {
  auto range = std::partition_point(precise_.begin(), precise_.end(), [&](auto& r) { return r.end <= cell; });
  return range != precise_.end() && cell >= range->first;
}

void Ring::add(Step step, std::uint32_t cell, double amount, double offset) {
  if (offset == 0 || !is_precise(cell)) {
    row(step)[cell] += amount;
    return;
  }
  auto& to = post(step);
  to.letters.push_back({cell, offset, amount});
  to.sorted = false;
}

std::span<const Ring::Letter> Ring::letters(Step step, std::uint32_t first, std::uint32_t end) {
  auto& all = post(step);
  auto earlier = [](const Letter& a, const Letter& b) { return a.cell != b.cell ? a.cell < b.cell : a.offset > b.offset; };
  if (!all.sorted) std::stable_sort(all.letters.begin(), all.letters.end(), earlier);
  all.sorted = true;
  auto from = [&](std::uint32_t cell) {
    return std::partition_point(all.letters.begin(), all.letters.end(), [&](auto& l) { return l.cell < cell; });
  };
  return {from(first), from(end)};
}

void Ring::clear() {
  for (double*& at : slots_)
    if (at) {
      std::fill_n(at, pitch_, 0.0);
      free_.push_back(at);
      at = nullptr;
    }
  for (auto& p : posts_) p.letters.clear();
}

}  // namespace nestling
