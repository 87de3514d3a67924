#include "kernel/random/binomial.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nestling {

namespace {

constexpr double largest_n = 1e12;  // beyond, steps from the mode would take too long: the normal distribution serves

// log(n!) less Stirling's formula, and x log(x/m) + m - x: the parts of Loader's saddle-point form (2000), which keeps
// its digits where the difference of two large logarithms would lose them.
double stirling_error(double n) {
  static constexpr auto factorials = [] {
    std::array<double, 16> f{1};
    for (std::size_t k = 1; k < f.size(); ++k) f[k] = f[k - 1] * static_cast<double>(k);
    return f;
  }();
  if (n < factorials.size())
    return std::log(factorials[static_cast<std::size_t>(n)]) - (n + 0.5) * std::log(n) + n - 0.5 * std::log(2 * M_PI);
  const double m = n * n;
  return (1. / 12 - (1. / 360 - (1. / 1260 - 1. / 1680 / m) / m) / m) / n;
}

double deviance(double x, double m) {
  if (std::abs(x - m) >= 0.1 * (x + m)) return x * std::log(x / m) + m - x;
  const double v = (x - m) / (x + m);
  double sum = (x - m) * v, term = 2 * x * v;
  for (int j = 3;; j += 2) {
    term *= v * v;
    const double next = sum + term / j;
    if (next == sum) return sum;
    sum = next;
  }
}

double mass(double k, double n, double p) {
  if (k == 0) return std::exp(n * std::log1p(-p));
  if (k == n) return std::exp(n * std::log(p));
  const double log_core =
      stirling_error(n) - stirling_error(k) - stirling_error(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return std::exp(log_core) * std::sqrt(n / (2 * M_PI * k * (n - k)));
}

// Takes masses off u, from the mode outwards in turns, until nothing is left: about one deviation of steps.
std::int64_t invert(double u, std::int64_t n, double p) {
  const double odds = p / (1 - p), size = static_cast<double>(n);
  const auto mode = std::min(n, static_cast<std::int64_t>((size + 1) * p));
  const double at_mode = mass(static_cast<double>(mode), size, p);
  u -= at_mode;
  if (u < 0) return mode;
  double up = at_mode, down = at_mode;
  for (std::int64_t d = 1; up > 0 || down > 0; ++d) {
    const double above = static_cast<double>(mode + d), below = static_cast<double>(mode - d);
    up *= above > size ? 0 : (size - above + 1) / above * odds;
    if ((u -= up) < 0) return mode + d;
    down *= below < 0 ? 0 : (below + 1) / ((size - below) * odds);
    if ((u -= down) < 0) return mode - d;
    if (up + down < 1e-18 * at_mode) break;  // what is left of u is rounding
  }
  return mode;
}

}  // namespace

std::int64_t draw_binomial(Stream& stream, std::int64_t n, double p) {
  if (n <= 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - draw_binomial(stream, n, 1 - p);
  const double size = static_cast<double>(n);
  if (size > largest_n && size * p > largest_n / 4) {
    const double x = std::round(size * p + std::sqrt(size * p * (1 - p)) * stream.normal());
    return static_cast<std::int64_t>(std::clamp(x, 0.0, size));
  }
  return invert(stream.uniform(), n, p);
}

}  // namespace nestling
