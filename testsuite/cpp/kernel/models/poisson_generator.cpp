#include "kernel/models/poisson_generator.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

// Number of spikes of each of n trains of a generator in the given time.
struct Counts {
  std::vector<double> n;
  double mean() const {
    double sum = 0;
    for (double x : n) sum += x;
    return sum / static_cast<double>(n.size());
  }
  double covariance(const Counts& other) const {
    double sum = 0;
    for (std::size_t i = 0; i < n.size(); ++i) sum += (n[i] - mean()) * (other.n[i] - other.mean());
    return sum / static_cast<double>(n.size() - 1);
  }
};

Counts counts(const Network& net, Gid detector, Gid first, std::size_t n, double from, double to) {
  Counts result{std::vector<double>(n)};
  const auto senders = net.senders(detector);
  const auto times = net.times(detector);
  for (std::size_t i = 0; i < senders.size(); ++i)
    if (times[i] > from && times[i] <= to) ++result.n[static_cast<std::size_t>(senders[i] - first)];
  return result;
}

}  // namespace

// Mean and variance of the counts are rate * T; the tolerances are five standard errors.
TEST_CASE("trains of a poisson_generator are Poisson and independent in targets and time", "[device]") {
  constexpr std::size_t n = 2000;
  const double rate = GENERATE(50.0, 30000.0), T = 100.0, expected = rate * T / 1000.0;
  Network net;
  const Gid generator = net.create("poisson_generator", 1, {{"rate", rate}});
  const Gid parrots = net.create("parrot_neuron", n), detector = net.create("spike_detector");
  net.connect({generator, generator}, {parrots, parrots + Gid{n} - 1});
  net.connect({parrots, parrots + Gid{n} - 1}, {detector, detector});
  net.kernel.simulate(2 * T + 1.1);
  const auto first = counts(net, detector, parrots, n, 1.15, T + 1.15),
             second = counts(net, detector, parrots, n, T + 1.15, 2 * T + 1.15);
  CHECK(std::abs(first.mean() - expected) < 5 * std::sqrt(expected / n));
  CHECK(std::abs(first.covariance(first) / expected - 1) < 5 * std::sqrt((2 + 1 / expected) / n));
  CHECK(std::abs(first.covariance(second) / expected) < 5 / std::sqrt(n));
  Counts neighbours = first;
  std::rotate(neighbours.n.begin(), neighbours.n.begin() + 1, neighbours.n.end());
  CHECK(std::abs(first.covariance(neighbours) / expected) < 5 / std::sqrt(n));
}

TEST_CASE("two connections to one target carry two trains", "[device]") {
  Network net;
  const Gid generator = net.create("poisson_generator", 1, {{"rate", 1000.0}});
  const Gid parrot = net.create("parrot_neuron"), detectors = net.create("spike_detector", 3);
  net.connect(generator, parrot);
  net.connect(generator, parrot);
  net.connect(parrot, detectors);
  net.connect(generator, detectors + 1);
  net.connect(generator, detectors + 2);
  net.kernel.simulate(1000.0);
  CHECK(net.n_events(detectors) == Approx(2000).margin(5 * std::sqrt(2000.0)));
  CHECK(net.n_events(detectors + 1) == Approx(1000).margin(5 * std::sqrt(1000.0)));
  CHECK(net.times(detectors + 1) != net.times(detectors + 2));
}

TEST_CASE("the window of a poisson_generator is one step late", "[device]") {
  Network net;
  const Gid generator = net.create("poisson_generator", 1, {{"rate", 1e6}, {"start", 2.0}, {"stop", 5.0}});
  const Gid detector = net.create("spike_detector", 1, {{"time_in_steps", true}});
  net.connect(generator, detector);
  net.kernel.simulate(10.0);
  const auto steps = *std::get<IntVector>(net.events(detector).at("times"));
  CHECK(steps.front() == 22);
  CHECK(steps.back() == 51);
}

TEST_CASE("Poisson input is the same for any number of threads and any portions of time", "[device]") {
  auto run = [](int n_threads, std::vector<double> portions) {
    Network net(n_threads);
    const Gid generators = net.create("poisson_generator", 2, {{"rate", 8000.0}});
    const Gid neurons = net.create("iaf_psc_alpha", 37), detector = net.create("spike_detector");
    const NodeList all(neurons, neurons + 36);
    net.connect({generators, generators}, all, 30.0, 1.5);
    net.connect({generators + 1, generators + 1}, all, -10.0, 0.7);
    net.connect(all, {detector, detector});
    net.connect({generators, generators}, {detector, detector});
    for (double ms : portions) net.kernel.simulate(ms);
    std::vector<double> V;
    for (Gid g = neurons; g < neurons + 37; ++g) V.push_back(std::get<double>(net.kernel.status(g, "V_m")));
    return std::tuple{V, net.times(detector), net.senders(detector)};
  };
  const auto reference = run(1, {105.0});
  CHECK(std::get<1>(reference).size() > 1000);
  for (int n : {2, 3, 4}) CHECK(run(n, {105.0}) == reference);
  const auto in_portions = run(2, {0.3, 44.0, 30.7, 30.0});
  CHECK(std::get<0>(in_portions) == std::get<0>(reference));
}

TEST_CASE("a poisson_generator refuses a negative rate and other synapse models", "[device]") {
  Network net;
  CHECK(net.refusal([&] { net.create("poisson_generator", 1, {{"rate", -1.0}}); }).substr(0, 11) == "BadProperty");
  CHECK(net.refusal([&] { net.create("poisson_generator", 1, {{"rate", 5}}); }).substr(0, 12) == "TypeMismatch");
  const Gid generator = net.create("poisson_generator"), parrot = net.create("parrot_neuron");
  net.kernel.copy_model("static_synapse", "other", {});
  net.connect(generator, parrot);
  const auto by_other = [&] {
    net.kernel.connect({generator, generator}, {parrot, parrot}, {{"rule", Literal{"all_to_all"}}},
                       {{"model", Literal{"other"}}});
  };
  CHECK(net.refusal(by_other) ==
        "IllegalConnection: All connections of a poisson_generator must use the same synapse model.");
}
