#include "kernel/base/sort_keys.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "kernel/random/philox.h"

using namespace nestling;

TEST_CASE("keys are sorted by their upper halves, equal ones stay in order", "[base]") {
  Stream stream({1, 2}, 3);
  for (std::uint32_t largest : {0u, 3u, 5000u, 1u << 17, 1u << 31})
    for (std::size_t n : {0, 1, 63, 64, 1000}) {
      std::vector<std::uint64_t> keys, scratch;
      for (std::size_t i = 0; i < n; ++i)
        keys.push_back(std::uint64_t{stream.bits32() % (largest + 1)} << 32 | (n - i));
      auto expected = keys;
      std::stable_sort(expected.begin(), expected.end(), [](auto a, auto b) { return a >> 32 < b >> 32; });
      sort_by_upper_half(keys, scratch);
      CHECK(keys == expected);
    }
}
