#include "kernel/random/gamma.h"

#include <cmath>

namespace nestling {

double draw_exponential(Stream& stream) { return -std::log(stream.uniform_positive()); }

// Marsaglia & Tsang (2000), ACM Trans Math Softw 26:363; orders below 1 by one order more and a power of a uniform
// number.
double draw_gamma(Stream& stream, double order) {
  if (order < 1) {
    const double g = draw_gamma(stream, order + 1);
    return g * std::pow(stream.uniform_positive(), 1 / order);
  }
  const double d = order - 1. / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = stream.normal(), v = 1 + c * x;
    if (v <= 0) continue;
    const double cube = v * v * v;
    if (std::log(stream.uniform_positive()) < 0.5 * x * x + d - d * cube + d * std::log(cube)) return d * cube;
  }
}

}  // namespace nestling
