// Correlation detectors against counting all pairs.
#include "kernel/models/recorder/correlator.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

struct Spike {
  std::size_t channel;
  Step step;
};

// Two generators of irregular trains, that of receptor 1 with a longer delay.
struct Correlated : Network {
  std::vector<Spike> spikes;
  Gid detector;

  Correlated(const char* model, const Dict& params) {
    Gid generators[2];
    for (std::size_t i : {0, 1}) {
      std::vector<double> times;
      for (Step s = 3, k = 0; s < 900; s += 1 + (k * k * 7 + 5 * static_cast<Step>(i) + 11) % 23, ++k) {
        times.push_back(TimeGrid().ms(s));
        spikes.push_back({i, s});
      }
      generators[i] = create("spike_generator", 1, {{"spike_times", times}});
    }
    detector = create(model, 1, params);
    for (int i : {0, 1})
      kernel.connect({generators[i], generators[i]}, {detector, detector}, {{"rule", Literal{"all_to_all"}}},
                     {{"receptor_type", i}, {"weight", i == 0 ? 2.0 : -0.5}, {"delay", i == 0 ? 0.3 : 4.1}});
  }
  template <class T>
  T get(const char* key) const {
    return std::get<T>(kernel.status(detector, key));
  }
};

}  // namespace

TEST_CASE("correlation_detector counts all pairs", "[device]") {
  Correlated net("correlation_detector", {{"delta_tau", 0.4}, {"tau_max", 2.0}});
  net.kernel.simulate(40.0);
  net.kernel.simulate(60.0);
  const Step D = 4, K = 5;
  std::vector<std::int64_t> expected(11);
  for (auto& a : net.spikes)
    for (auto& b : net.spikes) {
      const double bin = std::floor(static_cast<double>(b.step - a.step) / D + 0.5) + K;
      if (a.channel == 0 && b.channel == 1 && bin >= 0 && bin < 11) ++expected[static_cast<std::size_t>(bin)];
    }
  CHECK(*net.get<IntVector>("count_histogram") == expected);
  const auto histogram = *net.get<DoubleVector>("histogram");
  for (std::size_t i = 0; i < 11; ++i) CHECK(histogram[i] == -static_cast<double>(expected[i]));
  net.kernel.set_status(net.detector, {{"n_events", std::vector<std::int64_t>{0, 0}}});
  CHECK(*net.get<IntVector>("n_events") == std::vector<std::int64_t>{0, 0});
  CHECK(net.get<IntVector>("count_histogram")->empty());
}

TEST_CASE("correlomatrix_detector counts all pairs", "[device]") {
  Correlated net("correlomatrix_detector", {{"delta_tau", 0.3}, {"tau_max", 1.5}, {"N_channels", 2}});
  net.kernel.simulate(100.0);
  const auto counts = net.get<Array>("count_covariance");
  for (std::size_t i : {0, 1})
    for (std::size_t j : {0, 1}) {
      std::vector<std::int64_t> expected(6);
      for (auto& a : net.spikes)
        for (auto& b : net.spikes) {
          const Step lag = a.step - b.step, k = static_cast<Step>(std::floor(static_cast<double>(lag) / 3 + 0.5));
          if (a.channel == i && b.channel == j && k >= 0 && k < 6) ++expected[static_cast<std::size_t>(k)];
        }
      CHECK(*std::get<IntVector>(std::get<Array>(counts[i])[j]) == expected);
    }
}

TEST_CASE("correlospinmatrix_detector counts the steps in which states overlap", "[device]") {
  Network net;
  const Step changes[2][6] = {{100, 120, 200, 210, 400, 410}, {105, 130, 205, 310, 450, 460}};
  const Gid detector =
      net.create("correlospinmatrix_detector", 1, {{"N_channels", 2}, {"delta_tau", 0.3}, {"tau_max", 3.0}});
  std::vector<int> state[2];
  for (int i : {0, 1}) {
    std::vector<double> times;
    std::vector<std::int64_t> n;
    state[i].resize(1000);
    for (int k = 0; k < 6; ++k) {
      times.push_back(TimeGrid().ms(changes[i][k]));
      n.push_back(2 - k % 2);
      // The last pulse of all counts only when something follows.
      if (k % 2 == 1 && !(i == 1 && k == 5))
        for (Step s = changes[i][k - 1]; s < changes[i][k]; ++s) state[i][static_cast<std::size_t>(s)] = 1;
    }
    const Gid g = net.create("spike_generator", 1, {{"spike_times", times}, {"spike_multiplicities", n}});
    net.kernel.connect({g, g}, {detector, detector}, {{"rule", Literal{"all_to_all"}}}, {{"receptor_type", i}});
  }
  net.kernel.simulate(60.0);
  const auto counts = std::get<Array>(net.kernel.status(detector, "count_covariance"));
  for (int i : {0, 1})
    for (int j : {0, 1})
      for (int k = -10; k <= 10; ++k) {
        std::int64_t expected = 0;
        for (int n = 100; n < 900; ++n)
          expected += state[i][static_cast<std::size_t>(n)] * state[j][static_cast<std::size_t>(n - 3 * k)];
        CHECK((*std::get<IntVector>(std::get<Array>(counts[i])[j]))[static_cast<std::size_t>(10 + k)] == expected);
      }
}

TEST_CASE("a channel that was taken away counts no more", "[device]") {
  Correlated net("correlomatrix_detector", {{"N_channels", 2}});
  net.kernel.set_status(net.detector, {{"N_channels", 1}});
  net.kernel.simulate(50.0);
  CHECK(net.get<IntVector>("n_events")->size() == 1);
}

TEST_CASE("correlators refuse bins off the grid and wrong receptors", "[device]") {
  Network net;
  const auto create = [&](const char* model, const Dict& params) {
    return net.refusal([&] { net.create(model, 1, params); });
  };
  CHECK(create("correlation_detector", {{"delta_tau", 0.25}}) ==
        "StepMultipleRequired: delta_tau must be a positive multiple of the resolution, 0.1 ms, is 0.25 ms.");
  CHECK(create("correlation_detector", {{"delta_tau", 0.5}, {"tau_max", 2.3}}).substr(0, 20) == "StepMultipleRequired");
  CHECK(create("correlomatrix_detector", {{"delta_tau", 0.2}}).substr(0, 11) == "BadProperty");
  CHECK(create("correlospinmatrix_detector", {{"Tstart", -1.0}}).substr(0, 11) == "BadProperty");
  CHECK(create("correlomatrix_detector", {{"N_channels", 0}}).substr(0, 11) == "BadProperty");
  const Gid parrot = net.create("parrot_neuron"), detector = net.create("correlation_detector");
  CHECK(net.refusal([&] {
    net.kernel.connect({parrot, parrot}, {detector, detector}, {{"rule", Literal{"all_to_all"}}},
                       {{"receptor_type", 2}});
  }) == "UnknownReceptorType: A correlation_detector has receptors 0 to 1, not 2.");
}

TEST_CASE("counts can be erased between two calls of Run", "[device]") {
  for (const char* model : {"correlation_detector", "correlomatrix_detector"}) {
    const bool two = model == std::string("correlation_detector");
    Correlated net(model, two ? Dict{} : Dict{{"N_channels", 2}});
    net.kernel.prepare();
    net.kernel.run(50.0);
    net.kernel.set_status(net.detector, {{"Tstop", 80.0}});
    net.kernel.run(50.0);
    net.kernel.cleanup();
    std::vector<std::int64_t> expected(2);
    for (auto& s : net.spikes) expected[s.channel] += s.step + (s.channel == 0 ? 3 : 41) > 500 && s.step <= 800;
    CHECK(*net.get<IntVector>("n_events") == expected);
  }
}
