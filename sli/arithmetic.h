// The four operations on numbers, as they act on scalars and element by element.
#pragma once
#include "sli/op.h"

namespace nestling::sli {

// Integers wrap at 64 bits.
struct Add {
  static Int of(Int a, Int b) {
    return static_cast<Int>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
  }
  static double of(double a, double b) { return a + b; }
};
struct Sub {
  static Int of(Int a, Int b) {
    return static_cast<Int>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
  }
  static double of(double a, double b) { return a - b; }
};
struct Mul {
  static Int of(Int a, Int b) {
    return static_cast<Int>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
  }
  static double of(double a, double b) { return a * b; }
};
struct Div {
  static Int of(Int a, Int b) {
    if (b == 0) fail(err::division_by_zero, "division of ", a, " by 0");
    return b == -1 ? Sub::of(Int{0}, a) : a / b;
  }
  static double of(double a, double b) {
    if (b == 0) fail(err::division_by_zero, "division of ", a, " by 0");
    return a / b;
  }
};

}  // namespace nestling::sli
