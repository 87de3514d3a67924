// A number that stands for all spikes so far: equal networks have equal numbers, whatever the number of threads and the
// pieces in which time advanced. Order does not count, so everybody may add a spike as soon as he has it.
#pragma once
#include <cstdint>

#include "kernel/base/time.h"

namespace nestling {

class SpikeHash {
 public:
  // m spikes of one step are worth m times one, however they are bundled.
  void add(std::uint32_t source, Step step, std::uint32_t multiplicity) {
    sum_ += multiplicity * mix(static_cast<std::uint64_t>(step) * 0x9e3779b97f4a7c15u + source);
  }
  std::int64_t value() const { return static_cast<std::int64_t>(sum_); }

 private:
  // The finalizer of SplitMix64 (Steele, Lea, Flood 2014, OOPSLA).
  static constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  }

  std::uint64_t sum_ = 0;
};

}  // namespace nestling
