// The example of doc/write_a_neuron_model.md, taken from there when the tests are built.
#include <catch2/catch.hpp>
#include <cmath>

#include "kernel/node/model.h"
#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace nestling {
ModelPtr make_moving_threshold();
}

TEST_CASE("the model of the manual does what its equations say", "[doc]") {
  Kernel k;
  k.add_model(make_moving_threshold());
  k.create("moving_threshold", 1, {{"V_m", -60.0}, {"theta", 3.0}});
  k.simulate(10.0);
  CHECK(number(k, 1, "V_m") == Approx(-70 + 10 * std::exp(-1)).epsilon(1e-12));
  CHECK(number(k, 1, "theta") == Approx(3 * std::exp(-10.0 / 50)).epsilon(1e-12));
}

TEST_CASE("the model of the manual fires later and later while its threshold grows", "[doc]") {
  Kernel k;
  k.add_model(make_moving_threshold());
  k.create("moving_threshold", 1, {{"I_e", 800.0}});
  k.create("spike_detector", 1);
  connect(k, one(1), one(2));
  k.simulate(100.0);
  auto t = times(k, 2);
  REQUIRE(t.size() > 3);
  CHECK(t[0] == Approx(10 * std::log(32.0 / (32 - 15))).margin(0.1));
  CHECK(t[2] - t[1] > t[1] - t[0]);
}

TEST_CASE("models of a program have names of their own and end with ResetKernel", "[doc]") {
  Kernel k;
  k.add_model(make_moving_threshold());
  CHECK_THROWS_AS(k.add_model(make_moving_threshold()), Error);
  CHECK_THROWS_AS(k.create("moving_threshold", 1, {{"V_reset", -50.0}}), Error);
  k.reset();
  CHECK_THROWS_AS(k.create("moving_threshold", 1), Error);
}
