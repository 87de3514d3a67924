#include "kernel/models/parts/precise_alpha.h"

#include <algorithm>
#include <array>

namespace nestling {

Table interpolating_rows(Constraint t_ref_rule) {
  using P = InterpolatingParams;
  static constexpr Constraint order{[](double n) { return n >= 0 && n <= 3; }, "0, 1, 2 or 3"};
  return precise_rows(t_ref_rule) +
         Table{{"tau_syn", &P::tau_syn, "ms", positive, "Time constant of the synapses"},
               {"Interpol_Order", &P::Interpol_Order, "", order, "Order of the polynomial that finds the spike times"}};
}

namespace {

double linear(const Ends& e) { return -e.from / (e.to - e.from) * e.duration; }

// Through both ends, with the slope of the first: a t^2 + b t + c.
double quadratic(const Ends& e) {
  double b = e.slope_from, a = ((e.to - e.from) / e.duration - b) / e.duration;
  double root = std::sqrt(b * b - 4 * a * e.from);
  for (double t : {(-b + root) / (2 * a), (-b - root) / (2 * a)})
    if (t >= 0 && std::isfinite(t)) return t;
  return linear(e);
}

// Real roots of t^3 + a t^2 + b t + c, ascending: trigonometric or by Cardano's formula.
std::size_t cubic_roots(double a, double b, double c, std::array<double, 3>& roots) {
  double Q = (a * a - 3 * b) / 9, R = (2 * a * a * a - 9 * a * b + 27 * c) / 54;
  if (R * R < Q * Q * Q) {
    double angle = std::acos(R / std::sqrt(Q * Q * Q)), size = -2 * std::sqrt(Q);
    for (int k = 0; k < 3; ++k)
      roots[static_cast<std::size_t>(k)] = size * std::cos((angle + 2 * std::numbers::pi * k) / 3) - a / 3;
    std::sort(roots.begin(), roots.end());
    return 3;
  }
  double A = -std::copysign(std::cbrt(std::abs(R) + std::sqrt(R * R - Q * Q * Q)), R);
  roots[0] = A + (A == 0 ? 0 : Q / A) - a / 3;
  return 1;
}

// Hermite's polynomial: values and slopes of both ends.
double cubic(const Ends& e, double latest) {
  double T = e.duration, third = (2 * (e.from - e.to) / T + e.slope_from + e.slope_to) / (T * T);
  double second = (3 * (e.to - e.from) / T - 2 * e.slope_from - e.slope_to) / T;
  if (third == 0) return quadratic(e);
  std::array<double, 3> roots;
  auto n = cubic_roots(second / third, e.slope_from / third, e.from / third, roots);
  auto first = std::find_if(roots.begin(), roots.begin() + n, [](double t) { return t >= 0; });
  if (first == roots.begin() + n || (n == 3 && *first > latest)) return quadratic(e);
  return *first;
}

}  // namespace

double crossing(std::int64_t order, const Ends& ends, double latest) {
  switch (order) {
    case 0:
      return ends.duration;
    case 1:
      return linear(ends);
    case 2:
      return quadratic(ends);
    default:
      return cubic(ends, latest);
  }
}

}  // namespace nestling
