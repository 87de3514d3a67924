// Sorts keys by their upper 32 bits and keeps the order of those that are equal there.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace nestling {

// A byte at a time, from the lowest; `scratch` is overwritten.
inline void sort_by_upper_half(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& scratch) {
  const auto upper = [](std::uint64_t key) { return key >> 32; };
  const auto less = [&](std::uint64_t a, std::uint64_t b) { return upper(a) < upper(b); };
  constexpr std::size_t few = 64;  // quicker by comparison
  if (keys.size() < few) return std::stable_sort(keys.begin(), keys.end(), less);
  std::uint64_t used = 0;
  for (auto key : keys) used |= upper(key);
  scratch.resize(keys.size());
  for (int shift = 32; shift < 32 + std::bit_width(used); shift += 8) {
    std::array<std::uint32_t, 257> begin{};  // [b]: where keys with byte b go
    const auto byte = [&](std::uint64_t key) { return static_cast<std::uint8_t>(key >> shift); };
    for (auto key : keys) ++begin[byte(key) + 1u];
    for (std::size_t b = 1; b < begin.size(); ++b) begin[b] += begin[b - 1];
    for (auto key : keys) scratch[begin[byte(key)]++] = key;
    keys.swap(scratch);
  }
}

}  // namespace nestling
