// Exact integration: the propagators against numerical quadrature, and regular where time constants meet.
#include "kernel/models/propagators.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace nestling;

namespace {

// Simpson's rule for (1 / C) times the integral of e^{-(h-s)/tau_m} s^power e^{-s/tau} over a step.
double quadrature(double tau, double tau_m, double C, double h, int power) {
  const int n = 2000;
  double sum = 0;
  for (int i = 0; i <= n; ++i) {
    double s = h * i / n, weight = i == 0 || i == n ? 1 : i % 2 ? 4 : 2;
    sum += weight * std::exp(-(h - s) / tau_m) * std::pow(s, power) * std::exp(-s / tau);
  }
  return sum * h / n / 3 / C;
}

}  // namespace

TEST_CASE("propagators agree with quadrature, also for equal time constants") {
  for (double h : {0.1, 1.0})
    for (double tau_m : {0.5, 10.0, 30.0})
      for (double tau : {0.3, 2.0, 10.0, 10.0 + 1e-9, 10.0 - 1e-5, 10.01, 11.0, 100.0}) {
        INFO("h " << h << " tau_m " << tau_m << " tau " << tau);
        CHECK(exponential_to_membrane(tau, tau_m, 250, h) == Approx(quadrature(tau, tau_m, 250, h, 0)).epsilon(1e-11));
        CHECK(alpha_to_membrane(tau, tau_m, 250, h) == Approx(quadrature(tau, tau_m, 250, h, 1)).epsilon(1e-11));
      }
}

TEST_CASE("a constant current charges the membrane towards R I") {
  CHECK(constant_to_membrane(10, 250, 1e6) == Approx(10.0 / 250));
  CHECK(constant_to_membrane(10, 250, 0.1) == Approx(10.0 / 250 * (1 - std::exp(-0.01))).epsilon(1e-11));
}

TEST_CASE("phi and psi are continuous where the formula changes") {
  CHECK(phi(0) == 1);
  CHECK(psi(0) == 0.5);
  for (double x : {-0.5, 0.5}) CHECK(psi(x * (1 - 1e-12)) == Approx(psi(x * (1 + 1e-12))).epsilon(1e-11));
}
