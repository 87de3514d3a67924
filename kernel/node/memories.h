// What a node remembers that is no fixed number of doubles: histories whose length follows from the parameters. One
// object a node; `update` gets those of the nodes in its vector.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/base/lanes.h"

namespace nestling {

template <class Memory>
class Memories {
 public:
  // f(lane, memory) for the nodes that are there and not frozen.
  template <class F>
  void each(F f) {
    for (std::uint32_t lane = 0; lane < lane_count && place + lane < all->size(); ++lane)
      if (!std::binary_search(frozen.begin(), frozen.end(), place + lane)) f(lane, (*all)[place + lane]);
  }

  // Set up by the population: of all nodes of a thread; the first node of the vector.
  std::vector<Memory>* all = nullptr;
  std::span<const std::uint32_t> frozen;
  std::uint32_t place = 0;
};

}  // namespace nestling
