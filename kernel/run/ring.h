// The input rows of one thread: row[slot][cell].
#pragma once
#include <cstdint>
#include <new>
#include <memory>

#include "kernel/base/time.h"

namespace nestling {

class Ring {
 public:
  // Room for n_slots rows of n_cells; keeps nothing of what was in it unless only cells are added. As many slots as the
  // longest delay are enough: rows are read before what arrives later is written.
  void resize(std::size_t n_cells, Step n_slots);
  void clear();
  double* row(Step step) { return data_.get() + static_cast<std::size_t>(step % n_slots_) * pitch_; }
  std::size_t n_cells() const { return n_cells_; }
  Step n_slots() const { return n_slots_; }

 private:
  struct Free { void operator()(double* p) const { ::operator delete[](p, std::align_val_t(64)); } };
  std::unique_ptr<double[], Free> data_;
  std::size_t n_cells_ = 0, pitch_ = 0;
  Step n_slots_ = 1;
};

// A spike on its way: emitted by `source` in the step that ends at `step`.
struct Spike {
  std::uint32_t source;        // GID
  std::uint32_t multiplicity;
  Step step;
};

}  // namespace nestling
