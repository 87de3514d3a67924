// Philox and the streams on top of it: published vectors, bulk versions, moments.
#include "kernel/random/philox.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace nestling;

TEST_CASE("Philox gives the published known answers", "[random]") {
  // Random123, kat_vectors: philox4x32 10
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox({0, 0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({~0u, ~0u}, ~0ull, ~0ull) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0xa4093822, 0x299f31d0}, 0x85a308d3'243f6a88, 0x03707344'13198a2e) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Philox in lanes is Philox", "[random]") {
  for (std::size_t n : {0, 1, 15, 16, 17, 100}) {
    std::vector<std::uint64_t> counters(n);
    for (std::size_t i = 0; i < n; ++i) counters[i] = i * 0x123456789abcdef;
    std::vector<std::uint32_t> w[4];
    for (auto& x : w) x.resize(n);
    std::uint32_t* const words[4] = {w[0].data(), w[1].data(), w[2].data(), w[3].data()};
    philox_lanes({7, 8}, counters.data(), 99, n, words);
    for (std::size_t i = 0; i < n; ++i) {
      const auto one = philox({7, 8}, counters[i], 99);
      for (int k = 0; k < 4; ++k) REQUIRE(w[k][i] == one[k]);
    }
  }
}

TEST_CASE("Filling is drawing one by one", "[random]") {
  Stream a({1, 2}, 3), b({1, 2}, 3);
  for (std::size_t n : {1, 2, 7, 64, 65, 200, 3}) {
    std::vector<std::uint32_t> words(n);
    a.fill(words.data(), n);
    for (auto w : words) REQUIRE(w == b.bits32());
  }
}

TEST_CASE("Numbers below n are uniform, also for n that are no power of two or beyond 32 bits", "[random]") {
  Stream s({1, 2}, 4);
  std::vector<int> count(7);
  const int draws = 70000;
  for (int i = 0; i < draws; ++i) ++count[s.below(7)];
  double chi2 = 0;
  for (int c : count) chi2 += (c - draws / 7.) * (c - draws / 7.) / (draws / 7.);
  CHECK(chi2 < 27.9);  // 6 degrees of freedom, p = 1e-4
  const std::uint64_t huge = 3ull << 62;
  int upper = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto x = s.below(huge);
    REQUIRE(x < huge);
    upper += x >= (2ull << 62);
  }
  CHECK(std::abs(upper - 1000) < 4 * std::sqrt(3000 * 2. / 9));
  CHECK(s.below(1) == 0);
}

TEST_CASE("Normal deviates have the right moments and tail", "[random]") {
  Stream s({5, 6}, 0);
  const int n = 1000000;
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
  int beyond3 = 0, beyond4 = 0, centre = 0;
  for (int i = 0; i < n; ++i) {
    const double x = s.normal();
    m1 += x, m2 += x * x, m3 += x * x * x, m4 += x * x * x * x;
    beyond3 += std::abs(x) > 3, beyond4 += std::abs(x) > 4, centre += std::abs(x) < 0.1;
  }
  const auto within = [&](double value, double mean, double variance) {  // four standard errors
    return std::abs(value - mean) < 4 * std::sqrt(variance / n);
  };
  CHECK(within(m1 / n, 0, 1));
  CHECK(within(m2 / n, 1, 2));
  CHECK(within(m3 / n, 0, 15));
  CHECK(within(m4 / n, 3, 96));
  CHECK(within(double(beyond3) / n, std::erfc(3 / std::sqrt(2.)), 0.0027));
  CHECK(within(double(beyond4) / n, std::erfc(4 / std::sqrt(2.)), 6.4e-5));
  CHECK(within(double(centre) / n, std::erf(0.1 / std::sqrt(2.)), 0.08));
}

TEST_CASE("Seeds that count up mean the same for every number of threads", "[random]") {
  const std::int64_t up[] = {1, 2, 3, 4}, other[] = {1, 3, 2, 4}, later[] = {2, 3, 4};
  CHECK(seeds_key(0, up, 1) == seeds_key(0, up, 4));
  CHECK(seeds_key(0, up, 4) != seeds_key(0, other, 4));
  CHECK(seeds_key(0, up, 3) != seeds_key(0, later, 3));
  CHECK(seeds_key(0, up, 3) != seeds_key(1, up, 3));
}
