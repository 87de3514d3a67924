// The random numbers of a population of neurons: functions of (seed, node, step), whatever the threads and the neighbours.
#pragma once
#include <cstdint>

#include "kernel/base/time.h"
#include "kernel/random/philox.h"

namespace nestling {

// Further random numbers for the nodes of one vector: of (seed, node, step).
struct Draws {
  std::uint64_t seed, first_gid, threads;
  Step stamp;
  std::uint32_t place;  // of the first lane

  Stream stream(std::size_t lane) const {
    return {stream_key(seed, Purpose::escape, first_gid + (place + lane) * threads), static_cast<std::uint64_t>(stamp)};
  }
};

struct GidsOfThread {
  std::uint64_t first, threads;  // one of so many is the thread's
};

// Random words of one thread for a block of nodes and two steps: four each.
struct alignas(64) DrawnWords {
  static constexpr std::uint32_t block = 256;
  Step pair = -1;  // half of the even stamp
  std::uint32_t begin = 0;
  std::uint32_t words[4][block];

  void draw(GidsOfThread gids, std::uint64_t seed, Step which, std::uint32_t first, std::uint32_t end) {
    pair = which;
    begin = first;
    std::uint64_t gid[block];
    for (auto place = first; place < end; ++place) gid[place - first] = gids.first + place * gids.threads;
    std::uint32_t* const rows[] = {words[0], words[1], words[2], words[3]};
    philox_lanes(stream_key(seed, Purpose::escape, 0), gid, static_cast<std::uint64_t>(pair), end - first, rows);
  }
};

}  // namespace nestling
