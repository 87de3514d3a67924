// Random numbers of single precision in blocks, for loops that need very many: vector code, 32 random bits each. What
// stands where in a block is a function of (key, substream, number of the block) alone.
#pragma once
#include <cstddef>
#include <cstdint>

#include "kernel/random/philox_lanes.h"

namespace nestling {

class WordBlocks {
 public:
  static constexpr std::size_t size = 4 * PhiloxLanes::lanes;

  WordBlocks(StreamKey key, std::uint64_t substream) : key_(key), substream_(substream) {}
  const std::uint32_t* next();  // `size` words

 private:
  StreamKey key_;
  std::uint64_t substream_, counter_ = 0;
  PhiloxLanes philox_;
};

// Normal deviates of mean 0 and deviation 1 from so many words; none is beyond 6.8.
void normal_block(const std::uint32_t* words, float* to);

// Exponential deviates of mean 1; multiples of 2^-24 where they are small.
void exponential_block(const std::uint32_t* words, float* to);

}  // namespace nestling
