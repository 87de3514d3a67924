// The targets of many connections: those of one population are found by counting.
#pragma once
#include "kernel/connect/store.h"

namespace nestling {

class ConnectionStore::TargetFinder {
 public:
  explicit TargetFinder(const ConnectionStore& store) : store_(store), step_(store.nodes_.n_threads()) {}

  Gid operator()(int thread, Receiver receiver) {
    const std::uint32_t cell = receiver.cell();
    if (receiver.effect() == Effect::ignored) return cell;
    if (thread != thread_ || cell - begin_ >= n_) go_to(thread, cell);
    return first_ + static_cast<Gid>(cell - begin_) * step_;
  }

 private:
  void go_to(int thread, std::uint32_t cell) {
    const CellRange& range = store_.range_of(thread, cell);
    thread_ = thread;
    begin_ = range.first;
    n_ = store_.nodes_.count_on(*range.population, thread);
    first_ = store_.nodes_.gid_of(*range.population, thread, 0);
  }

  const ConnectionStore& store_;
  const Gid step_;
  int thread_ = -1;
  std::uint32_t begin_ = 0, n_ = 0;  // cells
  Gid first_ = 0;
};

}  // namespace nestling
