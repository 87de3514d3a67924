// Counter-based random numbers: every draw is a function of (seed, purpose, identity, counter), never of who asks
// first.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace nestling {

// What a draw is for: streams of different purposes are independent. Values are part of the results: append only.
enum class Purpose : std::uint32_t {
  rule_target = 1,
  rule_source,
  parameter_weight,
  parameter_delay,
  parameter_other,
  poisson,
  noise,
  escape,
  split,
  user,  // generators that scripts make
  synapse,  // releases of single synapses
  train,    // of one connection of a generator
  mother    // the process that several trains are copied from
};

// Key of the kernel's seeds (see seeds_key) mixed with a purpose and an identity.
struct StreamKey {
  std::uint32_t k0, k1;
};
StreamKey stream_key(std::uint64_t seed, Purpose purpose, std::uint64_t identity);

// Philox4x32-10 (Salmon et al. 2011, SC'11), from Random123.
std::array<std::uint32_t, 4> philox(StreamKey key, std::uint64_t counter_low, std::uint64_t counter_high);

// The same for many counters at once, in vectors: words[w][i] is word w of philox(key, low[i], high), which serves
// "one target each, one block of four steps"; lanes are independent of each other and of n.
void philox_lanes(StreamKey key, const std::uint64_t* counter_low, std::uint64_t counter_high, std::size_t n,
                  std::uint32_t* const words[4]);

// A sequence on top of it, for code that draws an unknown number of times: distributions, rules.
class Stream {
 public:
  Stream(StreamKey key, std::uint64_t substream) : key_(key), substream_(substream) {}
  std::uint32_t bits32() {
    if (used_ == filled_) refill();
    return words_[used_++];
  }
  std::uint64_t bits64() {
    const std::uint64_t low = bits32();
    return low | std::uint64_t{bits32()} << 32;
  }
  double uniform() { return static_cast<double>(bits64() >> 11) * 0x1p-53; }                 // [0, 1), 53 bits
  double uniform_positive() { return static_cast<double>((bits64() >> 11) + 1) * 0x1p-53; }  // (0, 1]
  std::uint64_t below(std::uint64_t n);            // 0 … n-1, unbiased (Lemire)
  double normal();                                 // mean 0, deviation 1
  void fill(std::uint32_t* words, std::size_t n);  // as n calls of bits32(), several blocks at a time

 private:
  static constexpr unsigned n_words = 64;
  void refill();
  void blocks(std::uint32_t* words);  // n_words words from the next blocks

  StreamKey key_;
  std::uint64_t substream_, counter_ = 0;
  unsigned used_ = 0, filled_ = 0;
  std::array<std::uint32_t, n_words> words_;
};

// The user's seeds as one 64-bit key. Seeds that count up from the first (the default for any number of threads) are
// the same as the first alone, so that results do not depend on the number of threads.
std::uint64_t seeds_key(std::int64_t global_seed, const std::int64_t* seeds, std::size_t n);

}  // namespace nestling
