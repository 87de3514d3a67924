// Deviates: moments, ranges, clipping, errors.
#include "kernel/random/deviate.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "kernel/base/error.h"
#include "kernel/random/binomial.h"

using namespace nestling;

namespace {

struct Moments {
  double mean = 0, variance = 0, least = INFINITY, greatest = -INFINITY;
};

Moments moments(const Dict& spec, int n = 100000) {
  const auto deviate = Deviate::from(spec);
  Stream stream({17, 4}, 1);
  std::vector<double> x(static_cast<std::size_t>(n));
  Moments m;
  for (double& v : x)
    v = deviate.draw_double(stream), m.mean += v / n, m.least = std::min(m.least, v),
    m.greatest = std::max(m.greatest, v);
  for (double v : x) m.variance += (v - m.mean) * (v - m.mean) / (n - 1);
  return m;
}

// Within four standard errors; that of the variance from the kurtosis.
void check(const Dict& spec, double mean, double variance, double kurtosis = 3) {
  const int n = 100000;
  const Moments m = moments(spec, n);
  INFO(std::get<std::string>(*spec.peek("distribution")) << ": " << m.mean << ", " << m.variance);
  CHECK(std::abs(m.mean - mean) < 4 * std::sqrt(variance / n) + 1e-9);
  CHECK(std::abs(m.variance - variance) < 4 * variance * std::sqrt((kurtosis - 1) / n) + 1e-9);
}

Err error_of(const Dict& spec) {
  try {
    Deviate::from(spec);
  } catch (const Error& e) { return e.kind; }
  return {"none"};
}

}  // namespace

TEST_CASE("Deviates have the means and variances of their distributions", "[random]") {
  check({{"distribution", "uniform"}, {"low", 2.0}, {"high", 5.0}}, 3.5, 9 / 12., 1.8);
  check({{"distribution", "uniform_int"}, {"low", -1}, {"high", 8}}, 3.5, 99 / 12., 1.8);
  check({{"distribution", "normal"}, {"mu", 1.0}, {"sigma", 3.0}}, 1, 9);
  check({{"distribution", "lognormal"}, {"mu", 0.5}, {"sigma", 0.5}}, std::exp(0.625),
        (std::exp(0.25) - 1) * std::exp(1.25), 9);
  check({{"distribution", "exponential"}, {"lambda", 4.0}}, 0.25, 1 / 16., 9);
  check({{"distribution", "exponential"}, {"lambda", -4.0}}, -0.25, 1 / 16., 9);
  check({{"distribution", "gamma"}, {"order", 0.4}, {"scale", 2.0}}, 0.8, 1.6, 18);
  check({{"distribution", "gamma"}, {"order", 5.0}, {"scale", 2.0}}, 10, 20, 4.2);
  check({{"distribution", "poisson"}, {"lambda", 3.5}}, 3.5, 3.5, 3.3);
  check({{"distribution", "poisson"}}, 0, 0);
  for (double p : {0.0, 0.01, 0.5, 0.93, 1.0})
    check({{"distribution", "binomial"}, {"n", 40}, {"p", p}}, 40 * p, 40 * p * (1 - p), 6);
}

TEST_CASE("Binomial numbers follow their distribution", "[random]") {
  for (auto [n, p] : {std::pair{1, 0.3}, {7, 0.5}, {40, 0.1}, {1000, 0.7}}) {
    Stream stream({1, 9}, 9);
    const int draws = 50000;
    std::vector<int> count(static_cast<std::size_t>(n) + 1);
    for (int i = 0; i < draws; ++i) ++count.at(static_cast<std::size_t>(draw_binomial(stream, n, p)));
    double chi2 = 0;
    int bins = 0;
    for (int k = 0; k <= n; ++k) {
      const double e = draws * std::exp(std::lgamma(n + 1.) - std::lgamma(k + 1.) - std::lgamma(n - k + 1.) +
                                        k * std::log(p) + (n - k) * std::log1p(-p));
      if (e > 10)
        chi2 += (count[static_cast<std::size_t>(k)] - e) * (count[static_cast<std::size_t>(k)] - e) / e, ++bins;
    }
    CHECK(chi2 < bins + 4 * std::sqrt(2. * bins) + 8);
  }
  Stream stream({1, 9}, 10);
  for (double n : {1e6, 1e10, 1e15}) {
    double sum = 0;
    for (int i = 0; i < 400; ++i)
      sum += static_cast<double>(draw_binomial(stream, static_cast<std::int64_t>(n), 0.25)) / 400;
    CHECK(std::abs(sum - n / 4) < 4 * std::sqrt(n * 3 / 16 / 400));
  }
}

TEST_CASE("Clipped deviates stay within open limits, integers within closed ones", "[random]") {
  const auto m = moments({{"distribution", "normal_clipped"}, {"low", -0.5}, {"high", 1.0}});
  CHECK(m.least > -0.5);
  CHECK(m.greatest < 1.0);
  const auto i = moments({{"distribution", "poisson_clipped"}, {"lambda", 3.0}, {"low", 2}, {"high", 4}});
  CHECK(i.least == 2);
  CHECK(i.greatest == 4);
  const auto b = moments({{"distribution", "binomial_clipped_to_boundary"}, {"n", 10}, {"low", 4}, {"high", 6}});
  CHECK(b.least == 4);
  CHECK(b.greatest == 6);
  const auto e = moments({{"distribution", "exponential_clipped_to_boundary"}, {"low", 0.5}});
  CHECK(e.least == 0.5);
  const auto u = moments({{"distribution", "uniform_int"}, {"low", 1}, {"high", 3}});
  CHECK(u.least == 1);
  CHECK(u.greatest == 3);
  Stream stream({1, 1}, 1);
  const auto hopeless = Deviate::from({{"distribution", "normal_clipped"}, {"low", 100.0}});
  CHECK_THROWS_AS(hopeless.draw(stream), Error);
}

TEST_CASE("Parameters of deviates are checked, all or nothing", "[random]") {
  const auto bad = err::bad_parameter_value;
  CHECK(error_of({{"distribution", "uniform"}, {"low", 3.0}, {"high", 2.0}}) == bad);
  CHECK(error_of({{"distribution", "uniform_int"}, {"low", 3}, {"high", 2}}) == bad);
  CHECK(error_of({{"distribution", "normal"}, {"sigma", -1.0}}) == bad);
  CHECK(error_of({{"distribution", "exponential"}, {"lambda", 0.0}}) == bad);
  CHECK(error_of({{"distribution", "gamma"}, {"order", 0.0}}) == bad);
  CHECK(error_of({{"distribution", "poisson"}, {"lambda", -1.0}}) == bad);
  CHECK(error_of({{"distribution", "binomial"}, {"n", 0}}) == bad);
  CHECK(error_of({{"distribution", "binomial"}, {"p", 1.5}}) == bad);
  CHECK(error_of({{"distribution", "normal_clipped"}, {"low", 2.0}, {"high", 2.0}}) == bad);
  CHECK(error_of({{"distribution", "normal"}, {"sigma", 1}}) == err::type_mismatch);
  CHECK(error_of({{"distribution", "poisson_clipped"}, {"low", 1.0}}) == err::type_mismatch);
  CHECK(error_of({{"distribution", 5}}) == err::type_mismatch);
  CHECK(error_of({}) == err::bad_property);
  Deviate d("normal");
  CHECK_THROWS_AS(d.set({{"mu", 7.0}, {"sigma", -1.0}}), Error);
  CHECK_THROWS_WITH(d.set({{"sigmy", 1.0}}), Catch::Contains("Did you mean sigma?"));
  CHECK(std::get<double>(d.parameters().at("mu")) == 0.0);
  CHECK(!d.discrete());
  CHECK(Deviate::names().size() == 21);
  CHECK_THROWS_WITH(Deviate("norml"), Catch::Contains("Did you mean normal?"));
}

TEST_CASE("Integers may come from the whole range", "[random]") {
  Deviate deviate("uniform_int");
  deviate.set({{"low", std::numeric_limits<std::int64_t>::min()}, {"high", std::numeric_limits<std::int64_t>::max()}});
  Stream stream({1, 2}, 3);
  CHECK(deviate.draw(stream) != deviate.draw(stream));
}

TEST_CASE("Continuous draws are rounded to floats only where that leaves the distribution what it is", "[random]") {
  const auto draws = [](const Dict& spec) {
    const Deviate d = Deviate::from(spec);
    const auto range = d.float_range();
    std::vector<double> x(range ? 20000 : 0);
    if (range) d.fill_floats({3, 4}, 5, x, *range);
    return x;
  };
  const auto within = [&](const Dict& spec, auto good) {
    const auto x = draws(spec);
    CHECK(!x.empty());
    CHECK(std::all_of(x.begin(), x.end(), [](double v) { return static_cast<double>(static_cast<float>(v)) == v; }));
    CHECK(std::all_of(x.begin(), x.end(), good));
  };
  within({{"distribution", "normal"}, {"mu", 5.0}}, [](double) { return true; });
  within({{"distribution", "uniform"}, {"low", 0.1}, {"high", 0.1003}},
         [](double x) { return x >= 0.1 && x < 0.1003; });
  within({{"distribution", "normal_clipped"}, {"low", 0.0}, {"high", 0.001}},
         [](double x) { return x > 0 && x < 0.001; });
  within({{"distribution", "normal_clipped_to_boundary"}, {"low", -0.5}, {"high", 0.75}},
         [](double x) { return x >= -0.5 && x <= 0.75; });
  within({{"distribution", "lognormal"}, {"sigma", 0.5}}, [](double x) { return x > 0; });
  CHECK(draws({{"distribution", "normal"}, {"mu", 0.1}, {"sigma", 0.0}}).empty());
  CHECK(draws({{"distribution", "normal"}, {"mu", 1e6}, {"sigma", 1.0}}).empty());
  CHECK(draws({{"distribution", "uniform"}, {"low", 1.0}, {"high", 1.0 + 1e-9}}).empty());
  CHECK(draws({{"distribution", "normal_clipped_to_boundary"}, {"low", 0.1}}).empty());
  CHECK(draws({{"distribution", "lognormal"}, {"mu", 200.0}}).empty());
  CHECK(draws({{"distribution", "poisson"}, {"lambda", 3.0}}).empty());
}
