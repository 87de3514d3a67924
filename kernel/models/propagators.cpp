#include "kernel/models/propagators.h"

#include <cmath>

namespace nestling {

double phi(double x) { return x == 0 ? 1.0 : std::expm1(x) / x; }

// Near 0 the closed form loses all its digits: there the series, sum of x^k / (k! (k + 2)).
double psi(double x) {
  if (std::abs(x) > 0.5) return ((x - 1) * std::exp(x) + 1) / (x * x);
  double term = 1, sum = 0.5;
  for (int k = 1; k < 20; ++k) {
    term *= x / k;
    sum += term / (k + 2);
  }
  return sum;
}

double constant_to_membrane(double tau_m, double C, double h) { return -tau_m / C * std::expm1(-h / tau_m); }

double exponential_to_membrane(double tau, double tau_m, double C, double h) {
  return h / C * std::exp(-h / tau_m) * phi(h * (1 / tau_m - 1 / tau));
}

double alpha_to_membrane(double tau, double tau_m, double C, double h) {
  return h * h / C * std::exp(-h / tau_m) * psi(h * (1 / tau_m - 1 / tau));
}

}  // namespace nestling
