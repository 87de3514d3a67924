// Deliveries of one thread by the step of their arrival. They wait here, a few bytes for all connections of a spike that
// share a delay, and touch the input row only when it is about to be read: so a single row is added to
// at a time, and rows for long delays, which no cache would hold, are never needed.
#pragma once
#include <vector>

#include "kernel/base/time.h"
#include "kernel/connect/delivery.h"
#include "kernel/run/ring.h"

namespace nestling {

class Calendar {
 public:
  void resize(Step longest_delay);  // keeps what it has if the delay is the same

  // Where spikes of a step start to count; delays are at most the longest.
  std::size_t origin(Step step) const { return static_cast<std::size_t>(step) % slots_.size(); }
  void add(std::size_t origin, std::size_t delay, const Delivery& delivery) {
    const std::size_t slot = origin + delay;
    slots_[slot < slots_.size() ? slot : slot - slots_.size()].push_back(delivery);
  }

  void add_off_grid(std::size_t origin, std::size_t delay, const Delivery& delivery, double offset) {
    const std::size_t slot = origin + delay;
    off_grid_[slot < slots_.size() ? slot : slot - slots_.size()].push_back({delivery, offset});
  }

  void deliver(Step step, Ring& ring);  // what arrives in this step, in the order in which it was added
  void settle(Step now, Ring& ring);    // everything that arrives after now
  void clear();
  std::size_t bytes() const;

 private:
  void deliver_off_grid(Step step, Ring& ring);

  struct OffGrid {
    Delivery delivery;
    double offset;
  };
  std::vector<std::vector<Delivery>> slots_;
  std::vector<std::vector<OffGrid>> off_grid_;
};

}  // namespace nestling
