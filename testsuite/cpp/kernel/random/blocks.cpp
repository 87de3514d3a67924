// Numbers in blocks: their distribution, and that they are functions of key, substream and place.
#include "kernel/random/blocks.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "kernel/random/deviate.h"

using namespace nestling;

TEST_CASE("Normal blocks follow the normal distribution, also in the tails", "[random]") {
  constexpr std::size_t n = 64 * 8000;
  std::vector<float> z(n);
  WordBlocks words({5, 6}, 7);
  for (std::size_t i = 0; i < n; i += WordBlocks::size) normal_block(words.next(), &z[i]);
  double mean = 0, square = 0, product = 0;
  for (std::size_t i = 0; i < n; ++i) mean += z[i], square += z[i] * z[i];
  for (std::size_t i = 0; i + 32 < n; ++i) product += z[i] * z[i + 32];  // the two of a pair, and others
  CHECK(std::abs(mean) < 4 * std::sqrt(static_cast<double>(n)));
  CHECK(std::abs(square - n) < 4 * std::sqrt(2.0 * n));
  CHECK(std::abs(product) < 4 * std::sqrt(static_cast<double>(n)));
  std::sort(z.begin(), z.end());
  double distance = 0;
  for (std::size_t i = 0; i < n; ++i)
    distance =
        std::max(distance, std::abs(0.5 * std::erfc(-z[i] / std::sqrt(2.0)) - (static_cast<double>(i) + 0.5) / n));
  CHECK(distance * std::sqrt(static_cast<double>(n)) < 1.63);  // Kolmogorov & Smirnov, 1 %
  for (const double limit : {2.0, 3.0, 4.0})
    for (const double sign : {-1.0, 1.0}) {
      const double expected = n * 0.5 * std::erfc(limit / std::sqrt(2.0));
      const auto beyond =
          static_cast<double>(std::count_if(z.begin(), z.end(), [&](float x) { return sign * x > limit; }));
      CHECK(std::abs(beyond - expected) < 4 * std::sqrt(expected) + 1);
    }
}

TEST_CASE("The extreme words give finite numbers", "[random]") {
  std::uint32_t words[WordBlocks::size];
  for (std::size_t i = 0; i < WordBlocks::size; ++i)
    words[i] = i % 4 == 0 ? 0 : i % 4 == 1 ? ~0u : i % 4 == 2 ? 0x80000000u : 0x40000000u;
  float z[WordBlocks::size];
  normal_block(words, z);
  for (const float x : z) CHECK(std::abs(x) < 6.8f);
}

TEST_CASE("The first numbers of a stream of floats do not depend on how many are asked for", "[random]") {
  for (auto* name : {"normal", "uniform", "lognormal", "exponential", "gamma"}) {
    const Deviate d(name);
    const auto draw = [&](std::size_t n) {
      std::vector<double> x(n);
      d.fill_floats({1, 2}, 3, x, *d.float_range());
      return x;
    };
    const auto many = draw(200);
    for (const std::size_t n : {1u, 63u, 64u, 65u}) {
      const auto some = draw(n);
      CHECK(std::equal(some.begin(), some.end(), many.begin()));
    }
  }
}
