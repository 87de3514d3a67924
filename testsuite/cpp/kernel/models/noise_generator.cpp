#include "kernel/models/noise_generator.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

struct Moments {
  double mean = 0.0, variance = 0.0;
  explicit Moments(const std::vector<double>& x) {
    for (double v : x) mean += v / static_cast<double>(x.size());
    for (double v : x) variance += (v - mean) * (v - mean) / static_cast<double>(x.size() - 1);
  }
};

// The current of a generator with n targets, each step.
std::vector<double> current(const Dict& params, std::int64_t n, double ms, int n_threads = 1) {
  Network net(n_threads);
  const Gid noise = net.create("noise_generator", 1, params), neurons = net.create("iaf_psc_alpha", n);
  const Gid mm = net.create("multimeter", 1, {{"interval", 0.1}, {"record_from", Array{"I"}}});
  net.connect({noise, noise}, {neurons, neurons + n - 1});
  net.connect(mm, noise);
  net.kernel.simulate(ms + 1.0);
  return net.column(mm, "I");
}

}  // namespace

TEST_CASE("noise is constant for dt, then drawn anew", "[device]") {
  const auto I = current({{"mean", 5.0}, {"std", 2.0}, {"dt", 0.5}}, 1, 10.0);
  REQUIRE(I.size() == 100);
  for (std::size_t i = 1; i < I.size(); ++i) CHECK((I[i] == I[i - 1]) == (i % 5 != 0));
}

// Five standard errors each.
TEST_CASE("noise has the mean and deviation that were asked for; targets are independent", "[device]") {
  constexpr int draws = 4000, targets = 25;
  const auto one = Moments(current({{"mean", 5.0}, {"std", 2.0}, {"dt", 0.1}}, 1, draws * 0.1));
  CHECK(std::abs(one.mean - 5) < 5 * 2 / std::sqrt(draws));
  CHECK(std::abs(one.variance / 4 - 1) < 5 * std::sqrt(2.0 / draws));
  const auto mean_of_all = Moments(current({{"mean", 5.0}, {"std", 2.0}, {"dt", 0.1}}, targets, draws * 0.1));
  CHECK(std::abs(mean_of_all.variance * targets / 4 - 1) < 5 * std::sqrt(2.0 / draws));
}

TEST_CASE("noise is modulated by its sine", "[device]") {
  // sin = 1 and -1 in the middle of the halves of each period of 0.2 ms.
  const auto I =
      current({{"std", 2.0}, {"std_mod", 2.0}, {"dt", 0.1}, {"frequency", 5000.0}, {"phase", 90.0}}, 1, 400.0);
  std::vector<double> up, down;
  for (std::size_t i = 0; i < I.size(); ++i) (i % 2 ? up : down).push_back(I[i]);
  CHECK(std::abs(Moments(up).variance / 8 - 1) < 5 * std::sqrt(2.0 / static_cast<double>(up.size())));
  CHECK(Moments(down).variance < 1e-6);
}

TEST_CASE("noise does not depend on the number of threads", "[device]") {
  const Dict params{{"mean", 5.0}, {"std", 2.0}, {"start", 1.2}, {"stop", 8.0}};
  const auto reference = current(params, 7, 10.0);
  CHECK(reference.front() == 0.0);
  CHECK(reference[11] != 0.0);
  for (int n : {2, 3, 4}) CHECK(current(params, 7, 10.0, n) == reference);
}

TEST_CASE("a noise_generator refuses deviations and times that make no sense", "[device]") {
  Network net;
  auto refusal = [&](const Dict& entries) { return net.refusal([&] { net.create("noise_generator", 1, entries); }); };
  CHECK(refusal({{"std", -1.0}}).substr(0, 11) == "BadProperty");
  CHECK(refusal({{"std", 1.0}, {"std_mod", 2.0}}) ==
        "BadProperty: noise_generator: std_mod (2 pA) must not be greater than std (1 pA).");
  CHECK(refusal({{"dt", 0.25}}).substr(0, 20) == "StepMultipleRequired");
  CHECK(refusal({{"dt", 0.0}}).substr(0, 20) == "StepMultipleRequired");
}
