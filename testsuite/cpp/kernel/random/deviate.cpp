#include "kernel/random/deviate.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "kernel/base/error.h"

using namespace nestling;

namespace {

double value(Deviate::Number n) {
  return std::visit([](auto x) { return static_cast<double>(x); }, n);
}

struct Moments {
  double mean, variance;
};

Moments moments(const Deviate& deviate, int n) {
  Stream stream({1, 2}, 3);
  double sum = 0, squares = 0;
  for (int k = 0; k < n; ++k) {
    const double x = value(deviate.draw(stream));
    sum += x, squares += x * x;
  }
  return {sum / n, squares / n - sum / n * (sum / n)};
}

}  // namespace

TEST_CASE("deviates have the mean and variance of their distribution", "[random]") {
  struct Case {
    const char* name;
    Dict parameters;
    double mean, variance;
  };
  const Case cases[] = {
      {"uniform", {{"low", 2.0}, {"high", 5.0}}, 3.5, 0.75},
      {"uniform_int", {{"low", -2}, {"high", 3}}, 0.5, 35.0 / 12},
      {"normal", {{"mu", 3.0}, {"sigma", 2.0}}, 3, 4},
      {"exponential", {{"lambda", 4.0}}, 0.25, 0.0625},
      {"gamma", {{"order", 3.0}, {"scale", 2.0}}, 6, 12},
      {"poisson", {{"lambda", 7.5}}, 7.5, 7.5},
      {"binomial", {{"n", 20}, {"p", 0.3}}, 6, 4.2},
      {"lognormal", {{"mu", 0.0}, {"sigma", 0.5}}, std::exp(0.125), (std::exp(0.25) - 1) * std::exp(0.25)},
  };
  const int n = 200000;
  for (const auto& c : cases) {
    INFO(c.name);
    Deviate deviate(c.name);
    deviate.set(c.parameters);
    const Moments m = moments(deviate, n);
    CHECK(std::abs(m.mean - c.mean) < 5 * std::sqrt(c.variance / n));
    CHECK(m.variance == Approx(c.variance).epsilon(0.05));  // the fourth moments of all cases allow for less
  }
}

TEST_CASE("clipped deviates redraw, or set to the limit", "[random]") {
  for (const char* name :
       {"normal_clipped", "normal_clipped_to_boundary", "gamma_clipped", "lognormal_clipped_to_boundary"}) {
    INFO(name);
    Deviate deviate(name);
    deviate.set({{"low", 0.5}, {"high", 1.0}});
    Stream stream({1, 2}, 3);
    const bool limits_count = std::string(name).ends_with("boundary");
    int at_limits = 0;
    for (int k = 0; k < 1000; ++k) {
      const double x = value(deviate.draw(stream));
      REQUIRE((x >= 0.5 && x <= 1.0));
      at_limits += x == 0.5 || x == 1.0;
    }
    CHECK((at_limits > 0) == limits_count);
  }
}

TEST_CASE("parameters of deviates are checked and set as a whole", "[random]") {
  Deviate normal("normal");
  CHECK_THROWS_AS(normal.set({{"mu", 7.0}, {"sigma", -1.0}}), Error);
  CHECK_THROWS_WITH(normal.set({{"mu", 7.0}, {"sgima", 1.0}}), "normal has no parameter sgima. Did you mean sigma?");
  CHECK(std::get<double>(normal.parameters().at("mu")) == 0.0);
  CHECK_THROWS_AS(normal.set({{"sigma", 1}}), Error);
  CHECK_THROWS_AS(Deviate("uniform_clipped"), Error);
  Deviate clipped("poisson_clipped");
  CHECK_THROWS_AS(clipped.set({{"low", 3}, {"high", 3}}), Error);
}

TEST_CASE("clipping limits that are hardly ever met are an error, not an endless loop", "[random]") {
  Deviate deviate("normal_clipped");
  deviate.set({{"low", 100.0}, {"high", 101.0}});
  Stream stream({1, 2}, 3);
  CHECK_THROWS_AS(deviate.draw(stream), Error);
}

TEST_CASE("integers may come from the whole range", "[random]") {
  Deviate deviate("uniform_int");
  deviate.set({{"low", std::numeric_limits<std::int64_t>::min()}, {"high", std::numeric_limits<std::int64_t>::max()}});
  Stream stream({1, 2}, 3);
  CHECK(deviate.draw(stream) != deviate.draw(stream));
}
