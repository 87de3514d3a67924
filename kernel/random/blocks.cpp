#include "kernel/random/blocks.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace nestling {

const std::uint32_t* WordBlocks::next() {
  std::uint64_t counters[PhiloxLanes::lanes];
  for (std::uint64_t& c : counters) c = counter_++;
  philox_.draw(key_, counters, substream_);
  return philox_.words[0];
}

namespace {

// -2 log(u) for u = word / 2^32, by a polynomial in the mantissa, between sqrt(1/2) and sqrt(2) (error 3e-8).
inline float minus_two_log(std::uint32_t word) {
  const auto bits = std::bit_cast<std::uint32_t>(std::max(static_cast<float>(word), 0.5f));
  const auto exponent = static_cast<std::int32_t>(bits >> 23) - (127 + 32);
  const float mantissa = std::bit_cast<float>((bits & 0x007fffffu) | 0x3f800000u);
  const bool large = mantissa > 1.41421356f;
  const float x = (large ? 0.5f * mantissa : mantissa) - 1.0f, e = static_cast<float>(large ? exponent + 1 : exponent);
  float p = 0.089595641f;
  p = p * x - 0.144821119f;
  p = p * x + 0.1491747f;
  p = p * x - 0.165437548f;
  p = p * x + 0.199584099f;
  p = p * x - 0.250029451f;
  p = p * x + 0.333341606f;
  p = p * x - 0.499999778f;
  p = p * x + 0.999999975f;
  return -2.0f * (p * x + 0.693147181f * e);
}

struct Direction {
  float x, y;
};

// A point of the circle: the quadrant from the two highest bits of the word, the place in it from the others.
inline Direction direction(std::uint32_t word) {
  const float f = static_cast<float>(static_cast<std::int32_t>(word << 2)) * 0x1p-32f, y = f * f;  // -1/2 … 1/2
  const float sine = f * (1.57079632f + y * (-0.645963479f + y * (0.0796802281f - y * 0.00460217697f)));
  const float cosine = 1.0f + y * (-1.23370054f + y * (0.253669204f + y * (-0.0208600713f + y * 0.000903631701f)));
  const bool turned = word & 0x40000000u;
  const std::uint32_t sign_x = (word ^ word << 1) & 0x80000000u, sign_y = word & 0x80000000u;
  return {std::bit_cast<float>(std::bit_cast<std::uint32_t>(turned ? sine : cosine) ^ sign_x),
          std::bit_cast<float>(std::bit_cast<std::uint32_t>(turned ? cosine : sine) ^ sign_y)};
}

}  // namespace

// Box & Muller (1958), Ann Math Stat 29:610.
void normal_block(const std::uint32_t* words, float* to) {
  constexpr std::size_t half = WordBlocks::size / 2;
  for (std::size_t i = 0; i < half; ++i) {
    const float r = std::sqrt(minus_two_log(words[i]));
    const Direction d = direction(words[half + i]);
    to[i] = r * d.x;
    to[half + i] = r * d.y;
  }
}

void exponential_block(const std::uint32_t* words, float* to) {
  for (std::size_t i = 0; i < WordBlocks::size; ++i) to[i] = 0.5f * minus_two_log(words[i]);
}

}  // namespace nestling
