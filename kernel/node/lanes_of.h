// Structs of Real: the quantities of several nodes, moved between registers and memory.
#pragma once
#include <array>
#include <cstddef>
#include <type_traits>

#include "kernel/base/lanes.h"

namespace nestling {

template <class Struct>
inline constexpr std::size_t width = std::is_empty_v<Struct> ? 0 : sizeof(Struct) / sizeof(Real);

template <class Struct>
Struct load_lanes(const double* first, std::size_t pitch) {
  Struct s;
  if constexpr (width < Struct >> 0) {
    auto* member = reinterpret_cast<Real*>(&s);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < width<Struct>; ++k) member[k] = Real::load(first + k * pitch);
  }
  return s;
}

template <class Struct>
void store_lanes(const Struct& s, double* first, std::size_t pitch) {
  if constexpr (width < Struct >> 0) {
    auto* member = reinterpret_cast<const Real*>(&s);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < width<Struct>; ++k) member[k].store(first + k * pitch);
  }
}

// From columns of their own, which are cleared. Inlined by force: it is part of every loop over neurons, and g++ 12
// makes it a call for inputs of many channels.
template <class Struct>
[[gnu::always_inline]] inline Struct take_lanes(double* const* columns, std::size_t i) {
  Struct s;
  if constexpr (width < Struct >> 0) {
    auto* member = reinterpret_cast<Real*>(&s);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < width<Struct>; ++k) {
      member[k] = Real::load(columns[k] + i);
      Real(0.0).store(columns[k] + i);
    }
  }
  return s;
}

// The values of one node.
template <class Struct>
std::array<double, width<Struct>> one_lane(const Struct& s) {
  std::array<double, width<Struct>> values;
  if constexpr (width < Struct >> 0)
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = reinterpret_cast<const Real*>(&s)[k].v[0];
  return values;
}

// The other way round: every lane holds that node.
template <class Struct>
Struct all_lanes(const double* values) {
  Struct s;
  if constexpr (width < Struct >> 0)
    for (std::size_t k = 0; k < width<Struct>; ++k) reinterpret_cast<Real*>(&s)[k] = values[k];
  return s;
}

}  // namespace nestling
