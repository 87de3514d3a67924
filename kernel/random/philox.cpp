#include "kernel/random/philox.h"

#include <Random123/philox.h>

#include <algorithm>

#include "kernel/random/philox_lanes.h"

namespace nestling {

namespace {

using Philox = r123::Philox4x32;  // ten rounds

constexpr std::size_t lanes = PhiloxLanes::lanes;

std::uint32_t low_word(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  const auto r = philox({low_word(state), high_word(state)}, value, 0);
  return r[0] | std::uint64_t{r[1]} << 32;
}

}  // namespace

std::array<std::uint32_t, 4> philox(StreamKey key, std::uint64_t counter_low, std::uint64_t counter_high) {
  const Philox::ctr_type counter{
      {low_word(counter_low), high_word(counter_low), low_word(counter_high), high_word(counter_high)}};
  const Philox::ctr_type r = Philox()(counter, Philox::key_type{{key.k0, key.k1}});
  return {r[0], r[1], r[2], r[3]};
}

void philox_lanes(StreamKey key, const std::uint64_t* counter_low, std::uint64_t counter_high, std::size_t n,
                  std::uint32_t* const words[4]) {
  PhiloxLanes philox;
  for (std::size_t start = 0; start < n; start += lanes) {
    const std::size_t m = std::min(lanes, n - start);
    std::uint64_t low[lanes] = {};
    std::copy_n(counter_low + start, m, low);
    philox.draw(key, low, counter_high);
    for (int w = 0; w < 4; ++w) std::copy_n(philox.words[w], m, words[w] + start);
  }
}

StreamKey stream_key(std::uint64_t seed, Purpose purpose, std::uint64_t identity) {
  const auto r = philox({low_word(seed), high_word(seed)}, identity, static_cast<std::uint64_t>(purpose));
  return {r[0], r[1]};
}

std::uint64_t Stream::below(std::uint64_t n) {
  if (n <= 0xffffffffu) {  // Lemire 2019, ACM Trans Model Comput Simul 29:3
    std::uint64_t product = bits32() * n;
    if (low_word(product) < n) {
      const std::uint32_t limit = static_cast<std::uint32_t>((std::uint64_t{1} << 32) % n);
      while (low_word(product) < limit) product = bits32() * n;
    }
    return product >> 32;
  }
  const std::uint64_t limit = (0 - n) % n;
  for (;;) {
    const unsigned __int128 product = static_cast<unsigned __int128>(bits64()) * n;
    if (static_cast<std::uint64_t>(product) >= limit) return static_cast<std::uint64_t>(product >> 64);
  }
}

// Whoever draws little pays for little: first one block, then several at a time.
void Stream::refill() {
  used_ = 0;
  if (counter_ >= 4) {
    blocks(words_.data());
    filled_ = n_words;
  } else {
    const auto block = philox(key_, counter_++, substream_);
    std::copy(block.begin(), block.end(), words_.begin());
    filled_ = 4;
  }
}

void Stream::blocks(std::uint32_t* words) {
  static_assert(n_words == 4 * lanes);
  PhiloxLanes philox;
  std::uint64_t counters[lanes];
  for (std::size_t i = 0; i < lanes; ++i) counters[i] = counter_ + i;
  philox.draw(key_, counters, substream_);
  for (std::size_t i = 0; i < lanes; ++i)
    for (std::size_t w = 0; w < 4; ++w) words[4 * i + w] = philox.words[w][i];
  counter_ += lanes;
}

void Stream::fill(std::uint32_t* words, std::size_t n) {
  while (n > 0 && used_ < filled_) *words++ = words_[used_++], --n;
  for (; n >= n_words; n -= n_words, words += n_words) blocks(words);
  while (n-- > 0) *words++ = bits32();
}

std::uint64_t seeds_key(std::int64_t global_seed, const std::int64_t* seeds, std::size_t n) {
  const auto word = [](std::int64_t x) { return static_cast<std::uint64_t>(x); };
  bool counts_up = true;
  for (std::size_t i = 1; i < n; ++i) counts_up &= word(seeds[i]) == word(seeds[0]) + i;
  std::uint64_t key = mix(0, word(global_seed));
  for (std::size_t i = 0; i < (counts_up ? std::min<std::size_t>(n, 1) : n); ++i) key = mix(key, word(seeds[i]));
  return key;
}

}  // namespace nestling
