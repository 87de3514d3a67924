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
inline Real power_times_exp(Real x, double exponent, Real y) {  // times e^y, which costs nothing more
  const bool simple = exponent == 1 || exponent == 0;
  Real factor = 1.0;
  if (simple) {
    factor = exponent == 1 ? x : factor;
  } else {
    const double at_zero = exponent > 0 ? 0.0 : std::numeric_limits<double>::infinity();
    const Real of_rest = select(x == 0.0, at_zero, std::numeric_limits<double>::quiet_NaN());
    factor = select(x >= std::numeric_limits<double>::min(), factor, of_rest);
    y = y + exponent * log(max(x, std::numeric_limits<double>::min()));
  }
  return factor * exp(y);
}
inline Real power(Real x, double exponent) {
  return exponent == 1 ? x : exponent == 0 ? Real(1.0) : power_times_exp(x, exponent, 0.0);
}

}  // namespace nestling
