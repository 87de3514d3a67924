// The connections of one source that share a delay, as they lie in memory: cells, and weights beside them.
#pragma once
#include <cstddef>
#include <cstdint>

namespace nestling {

// How the weights of a segment are kept: as few bytes as give back exactly what was set.
enum class Weights : std::uint8_t { one_float, one_double, floats, doubles };

// Weights: `floats`, else `doubles`, else `weight` for all.
struct SegmentData {
  const std::uint32_t* cells;
  const float* floats = nullptr;
  const double* doubles = nullptr;
  double weight = 0;

  double weight_of(std::size_t i) const {
    return floats ? static_cast<double>(floats[i]) : doubles ? doubles[i] : weight;
  }

  // Of n connections at this place; a weight that is one float is not kept there.
  static SegmentData at(const std::uint32_t* words, Weights kind, std::uint32_t n, float one_float) {
    const auto double_at = [](const std::uint32_t* at) { return reinterpret_cast<const double*>(at); };
    switch (kind) {
      case Weights::one_float:
        return {.cells = words, .weight = static_cast<double>(one_float)};
      case Weights::one_double:
        return {.cells = words + 2, .weight = *double_at(words)};
      case Weights::floats:
        return {.cells = words, .floats = reinterpret_cast<const float*>(words + n)};
      case Weights::doubles:
        break;
    }
    return {.cells = words + std::size_t{2} * n, .doubles = double_at(words)};
  }
};

// Bytes of a segment.
inline std::size_t bytes_of(Weights kind, std::size_t n) {
  constexpr std::size_t cell = sizeof(std::uint32_t);
  switch (kind) {
    case Weights::one_float:
      return n * cell;
    case Weights::one_double:
      return n * cell + sizeof(double);
    case Weights::floats:
      return n * (cell + sizeof(float));
    case Weights::doubles:
      break;
  }
  return n * (cell + sizeof(double));
}

}  // namespace nestling
