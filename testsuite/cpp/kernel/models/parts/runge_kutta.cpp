// The solver: its order, its control of the error, and that lanes do not feel each other.
#include "kernel/models/parts/runge_kutta.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace nestling;

namespace {

struct Oscillator {
  Real x = 1, v = 0;
};

// Frequency 1 in all lanes; time runs to 6.4 in steps of h. The error at the end.
double error_of_oscillator(double h, double tolerance) {
  Oscillator y;
  Real suggestion = 0;
  StepControl control{h, h, tolerance};
  auto slope = [](const Oscillator& s) { return Oscillator{s.v, -s.x}; };
  for (int i = 0; i < static_cast<int>(std::round(6.4 / h)); ++i)
    integrate<Scale::absolute>(y, suggestion, control, slope, [](Mask) {});
  return std::hypot(y.x.v[0] - std::cos(6.4), y.v.v[0] + std::sin(6.4));
}

struct Decay {
  Real y = 1;
};

// One step of y' = -rate y; how many substeps each lane took.
Real substeps(Decay& y, Real rate, Real& suggestion) {
  Real n = 0;
  integrate<Scale::absolute>(
      y, suggestion, StepControl{1.0, 1.0, 1e-8}, [&](const Decay& s) { return Decay{-rate * s.y}; },
      [&](Mask taken) { n += select(taken, 1.0, 0.0); });
  return n;
}

}  // namespace

TEST_CASE("with a fixed substep the error falls with its fifth power") {
  double coarse = error_of_oscillator(0.4, 1.0), fine = error_of_oscillator(0.2, 1.0);
  CHECK(std::log2(coarse / fine) == Approx(5.0).margin(0.4));
}

TEST_CASE("a smaller tolerance gives a smaller error, whatever the step of the kernel") {
  CHECK(error_of_oscillator(3.2, 1e-3) < 1e-2);
  CHECK(error_of_oscillator(3.2, 1e-6) < 1e-5);
  CHECK(error_of_oscillator(3.2, 1e-9) < 1e-8);
  CHECK(error_of_oscillator(6.4, 1e-9) < 1e-8);
}

TEST_CASE("a lane does the same whatever its neighbours do") {
  Real rate;
  for (std::size_t i = 0; i < lane_count; ++i) rate.v[i] = std::pow(4.0, static_cast<double>(i));
  Decay together;
  Real suggestion = 0, n = substeps(together, rate, suggestion);
  for (std::size_t i = 0; i < lane_count; ++i) {
    Decay alone;
    Real own = 0, n_alone = substeps(alone, rate.v[i], own);
    CHECK(together.y.v[i] == alone.y.v[0]);
    CHECK(suggestion.v[i] == own.v[0]);
    CHECK(n.v[i] == n_alone.v[0]);
    CHECK(alone.y.v[0] == Approx(std::exp(-rate.v[i])).margin(1e-7));
  }
  CHECK(n.v[lane_count - 1] > n.v[0]);
}

TEST_CASE("a solution that runs away is marked, in its lane only") {
  struct Blowup {
    Real y = 1;
  } y;
  Real rate = 0.5;
  rate.v[1] = 4.0;  // y' = rate y^2 is infinite at 1 / rate
  Real suggestion = 0;
  integrate<Scale::absolute>(
      y, suggestion, StepControl{1.0, 1.0, 1e-6}, [&](const Blowup& s) { return Blowup{rate * s.y * s.y}; },
      [](Mask) {});
  CHECK(std::isnan(suggestion.v[1]));
  CHECK(y.y.v[0] == Approx(2.0).margin(1e-5));
  CHECK(suggestion.v[0] > 0);
}
