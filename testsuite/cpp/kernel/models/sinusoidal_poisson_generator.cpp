#include "kernel/models/sinusoidal_poisson_generator.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

// A generator with n detectors.
struct Fixture : Network {
  Gid generator, detectors;
  Fixture(const char* model, const Dict& params, std::int64_t n) {
    generator = create(model, 1, params);
    detectors = create("spike_detector", n);
    connect({generator, generator}, {detectors, detectors + n - 1}, 1.0, 0.1);
  }
};

}  // namespace

TEST_CASE("the rate follows the sine and stops at 0", "[device]") {
  Network net;
  const Gid generator = net.create("sinusoidal_poisson_generator", 1,
                                   {{"rate", 100.0}, {"amplitude", 200.0}, {"frequency", 10.0}, {"phase", 30.0}});
  const Gid mm = net.create("multimeter", 1, {{"interval", 0.1}, {"record_from", Array{"rate"}}});
  net.connect(mm, generator, 1.0, 0.1);
  net.kernel.simulate(100.0);
  const auto rate = net.column(mm, "rate"), t = net.times(mm);
  for (std::size_t i = 0; i < t.size(); ++i) {
    const double expected = 100 + 200 * std::sin(2 * std::numbers::pi * (10 * t[i] / 1000 + 30.0 / 360));
    CHECK(rate[i] == Approx(std::max(0.0, expected)).margin(1e-9));
  }
}

// The integral of the rate over each half of the period; five standard errors.
TEST_CASE("counts follow the rate", "[device]") {
  const double rate = 20000, amplitude = 15000, T = 100;
  Fixture net("sinusoidal_poisson_generator", {{"rate", rate}, {"amplitude", amplitude}, {"frequency", 10.0}}, 1);
  net.kernel.simulate(T);
  double up = 0, down = 0;
  for (double t : net.times(net.detectors)) ++(t <= T / 2 ? up : down);
  const double mean = rate * T / 2 / 1000, swing = amplitude * T / std::numbers::pi / 1000;
  CHECK(std::abs(up - (mean + swing)) < 5 * std::sqrt(mean + swing) + 2);
  CHECK(std::abs(down - (mean - swing)) < 5 * std::sqrt(mean - swing) + 2);
}

TEST_CASE("a model decides whether trains are individual", "[device]") {
  for (bool individual : {true, false}) {
    Network net;
    net.kernel.copy_model("sinusoidal_poisson_generator", "mine", {{"individual_spike_trains", individual}});
    const Gid generator = net.create("mine", 1, {{"rate", 1000.0}}), parrots = net.create("parrot_neuron", 2);
    const Gid detectors = net.create("spike_detector", 2);
    net.connect({generator, generator}, {parrots, parrots + 1}, 1.0, 0.1);
    net.connect(parrots, detectors);
    net.connect(parrots + 1, detectors + 1);
    net.kernel.simulate(100.0);
    CHECK((net.times(detectors) == net.times(detectors + 1)) != individual);
    CHECK(net.n_events(detectors) > 50);
    CHECK(net.refusal([&] {
               net.kernel.set_status(generator, {{"individual_spike_trains", true}});
             })
              .substr(0, 11) == "BadProperty");
  }
}

TEST_CASE("an inhomogeneous_poisson_generator changes its rate at the listed times", "[device]") {
  Fixture net(
      "inhomogeneous_poisson_generator",
      {{"rate_times", std::vector<double>{2.0, 3.0, 4.0}}, {"rate_values", std::vector<double>{1e6, 0.0, -5.0}}}, 1);
  net.kernel.simulate(10.0);
  CHECK(net.times(net.detectors).front() == 2.0);
  CHECK(net.times(net.detectors).back() == TimeGrid().ms(29));
  CHECK(static_cast<double>(net.n_events(net.detectors)) == Approx(1000).margin(5 * std::sqrt(1000.0)));
  auto refusal = [&](double t) {
    return net.refusal([&] {
      net.kernel.set_status(net.generator,
                            {{"rate_times", std::vector<double>{t}}, {"rate_values", std::vector<double>{1.0}}});
    });
  };
  CHECK(refusal(10.0) ==
        "BadProperty: inhomogeneous_poisson_generator (1): rate_times must lie after the present time, 10 ms, but "
        "there is 10.");
  CHECK(refusal(10.1) == "accepted");
}
