// The input rows of one thread: row(step)[cell]. There are only those that something was written to and that have not
// been read yet.
#pragma once
#include <cstdint>
#include <memory>
#include <new>
#include <span>
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

  // Off the grid: what arrives at cells of nodes that care is kept apart, as a letter; to all others it is as if it came at
  // the end of its step.
  struct Letter {
    std::uint32_t cell;
    double offset, amount;
  };
  struct CellRange {
    std::uint32_t first, end;
  };
  void keep_letters_for(std::vector<CellRange> ascending) { precise_ = std::move(ascending); }
  void add(Step step, std::uint32_t cell, double amount, double offset);
  // Of one step, for cells from `first` on, by cell, then in the order of time.
  std::span<const Letter> letters(Step step, std::uint32_t first, std::uint32_t end);

  std::size_t n_cells() const { return n_cells_; }
  std::size_t bytes() const { return rows_.size() * pitch_ * sizeof(double); }

 private:
  struct Free {
    void operator()(double* p) const { ::operator delete[](p, std::align_val_t(64)); }
  };
  double* take();
  struct Post {
    std::vector<Letter> letters;
    bool sorted = true;
  };
  Post& post(Step step);
  bool is_precise(std::uint32_t cell) const;

  std::vector<std::unique_ptr<double[], Free>> rows_;  // all there are
  std::vector<double*> free_;                          // those that no step uses: zeros
  std::vector<double*> slots_{nullptr};                // by step
  std::vector<Post> posts_{1};        // by step, if there are precise cells
  std::vector<CellRange> precise_;  // where letters go
  std::size_t n_cells_ = 0, pitch_ = 0;
};

// A spike on its way: emitted by `source` in the step that ends at `step`, `offset` ms before that.
struct Spike {
  std::uint32_t source;  // GID
  std::uint32_t multiplicity;
  Step step;
  double offset = 0.0;
};

}  // namespace nestling
