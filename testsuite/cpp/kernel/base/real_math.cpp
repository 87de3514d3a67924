// exp and log on vectors: their stated error bounds, and their ends.
#include "kernel/base/real_math.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace nestling;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Distance in units of the last place of the right value, which long double knows.
double ulps(double got, long double right) {
  auto rounded = static_cast<double>(right);
  return static_cast<double>(std::abs(got - right) / (std::nextafter(std::abs(rounded), infinity) - std::abs(rounded)));
}

double exp1(double x) { return exp(Real(x)).v[0]; }
double log1(double x) { return log(Real(x)).v[0]; }

}  // namespace

TEST_CASE("exp is within 2 units in the last place") {
  double worst = 0;
  for (int i = 0; i < 400000; ++i) {
    double x = -706.9 + 1416.6 * (i / 400000.0);
    worst = std::max(worst, ulps(exp1(x), std::exp(static_cast<long double>(x))));
    double small = x / 1000;
    worst = std::max(worst, ulps(exp1(small), std::exp(static_cast<long double>(small))));
  }
  CHECK(worst < 2.0);
}

TEST_CASE("the ends of exp") {
  CHECK(exp1(0.0) == 1.0);
  CHECK(exp1(-708.0) == 0.0);
  CHECK(exp1(-infinity) == 0.0);
  CHECK(exp1(710.0) == infinity);
  CHECK(exp1(infinity) == infinity);
  CHECK(std::isnan(exp1(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("log is within 4 units in the last place") {
  double worst = 0;
  for (int i = 1; i < 400000; ++i) {
    double x = std::pow(10.0, -300 + 600 * (i / 400000.0)), near = 0.5 + i / 200000.0;
    worst = std::max(worst, ulps(log1(x), std::log(static_cast<long double>(x))));
    if (near != 1.0) worst = std::max(worst, ulps(log1(near), std::log(static_cast<long double>(near))));
  }
  CHECK(worst < 4.0);
  CHECK(log1(1.0) == 0.0);
}

TEST_CASE("x / (1 - e^-x) is smooth at 0") {
  CHECK(linear_over_one_minus_exp(Real(0.0)).v[0] == 1.0);
  for (double x : {-20.0, -1.0, -1e-4, -1e-6, 1e-12, 1e-5, 1e-3, 2.0, 30.0})
    CHECK(linear_over_one_minus_exp(Real(x)).v[0] == Approx(x / -std::expm1(-x)).epsilon(2e-11));
}
