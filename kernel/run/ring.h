// The input rows of one thread: row(step)[cell]. There are only those that something was written to and that have not
// been read yet.
#pragma once
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

#include "kernel/base/time.h"

namespace nestling {

class Ring {
 public:
  // Rows of n_cells for as many steps ahead as the longest delay. What waits in the rows stays if only cells are added.
  void resize(std::size_t n_cells, Step longest_delay);
  void clear();
  double* row(Step step) {
    double*& at = slots_[static_cast<std::size_t>(step) % slots_.size()];
    return at ? at : at = take();
  }
  // The row has been read, and so is all zeros again: it serves the next step that needs one, still warm in the cache.
  void release(Step step);
  std::size_t n_cells() const { return n_cells_; }
  std::size_t bytes() const { return rows_.size() * pitch_ * sizeof(double); }

 private:
  struct Free {
    void operator()(double* p) const { ::operator delete[](p, std::align_val_t(64)); }
  };
  double* take();

  std::vector<std::unique_ptr<double[], Free>> rows_;  // all there are
  std::vector<double*> free_;                          // those that no step uses: zeros
  std::vector<double*> slots_{nullptr};                // by step
  std::size_t n_cells_ = 0, pitch_ = 0;
};

// A spike on its way: emitted by `source` in the step that ends at `step`.
struct Spike {
  std::uint32_t source;  // GID
  std::uint32_t multiplicity;
  Step step;
};

}  // namespace nestling
