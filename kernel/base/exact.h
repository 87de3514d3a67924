// Which doubles a float can stand for.
#pragma once
#include <bit>
#include <cstdint>

namespace nestling {

// Tells -0.0 from 0.0.
inline bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
inline bool same_bits(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }
inline bool is_float(double x) { return same_bits(static_cast<double>(static_cast<float>(x)), x); }

}  // namespace nestling
