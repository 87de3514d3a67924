// Functions of time and weight that rules are made of.
#pragma once
#include <cmath>

#include "kernel/base/real_math.h"

namespace nestling {

// exp(-t / tau) for t in ms; nothing is left where tau is 0.
inline double decayed(double t, double tau) { return tau > 0 ? std::exp(-t / tau) : 0.0; }

// The same for facilitation, of which shorter time constants than this count as none.
inline double facilitation(double t, double tau) { return tau < 1e-10 ? 0.0 : std::exp(-t / tau); }

// x^exponent, as std::pow, for numbers that are 0, normal or negative; of the last only whole and simple powers are numbers.
inline Real power(Real x, double exponent) {
  if (exponent == 1) return x;
  if (exponent == 0) return 1.0;
  const double at_zero = exponent > 0 ? 0.0 : std::numeric_limits<double>::infinity();
  const Real of_rest = select(x == 0.0, at_zero, std::numeric_limits<double>::quiet_NaN());
  return select(x >= std::numeric_limits<double>::min(), exp(exponent * log(x)), of_rest);
}

}  // namespace nestling
