// Spikes between the steps of the grid: where the formula has them, whatever the step.
#include <catch2/catch.hpp>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

constexpr double tau_m = 10, C = 250, theta = 15;

const char* const integrated[] = {"iaf_psc_exp_ps", "iaf_psc_exp_ps_lossless", "iaf_psc_alpha_ps", "iaf_psc_delta_ps"};

std::vector<double> spikes_under_current(std::string_view model, double I, double h) {
  Kernel k;
  k.set_status({{"resolution", h}});
  k.create(model, 1, {{"I_e", I}});
  k.create("spike_detector", 1);
  connect(k, one(1), one(2));
  k.simulate(50.0);
  return times(k, 2);
}

}  // namespace

TEST_CASE("a constant current makes precise neurons fire at the times of the formula", "[precise]") {
  const double I = 500, period = tau_m * std::log(I * tau_m / C / (I * tau_m / C - theta));
  for (auto model : integrated)
    for (double h : {1.0, 0.5, 0.125}) {
      INFO(model << " h " << h);
      auto spikes = spikes_under_current(model, I, h);
      REQUIRE(spikes.size() >= 2);
      for (std::size_t i = 0; i < spikes.size(); ++i) {
        // t_ref is 2 ms, a whole number of steps.
        CHECK(spikes[i] == Approx(period + static_cast<double>(i) * (period + 2.0)).epsilon(1e-11));
      }
    }
}

TEST_CASE("an offset travels with its spike; neurons of the grid take it at the end of its step", "[precise]") {
  Kernel k;
  k.create("spike_generator", 1, {{"precise_times", true}, {"spike_times", std::vector<double>{1.0321}}});
  k.create("parrot_neuron_ps", 2);
  k.create("parrot_neuron", 1);
  k.create("iaf_psc_delta", 1);
  k.create("spike_detector", 1);
  connect(k, one(1), one(2), {{"delay", 1.0}});
  connect(k, one(2), one(3), {{"delay", 1.5}});
  connect(k, one(2), NodeList(4, 5), {{"delay", 1.0}, {"weight", 3.0}});
  connect(k, NodeList(2, 4), one(6));
  k.simulate(3.1);
  CHECK(number(k, 5, "V_m") == -67.0);
  k.simulate(5.0);
  auto t = times(k, 6);
  std::sort(t.begin(), t.end());
  REQUIRE(t.size() == 3);
  CHECK(t[0] == Approx(2.0321).epsilon(1e-14));
  CHECK(t[1] == Approx(3.1).epsilon(1e-14));
  CHECK(t[2] == Approx(3.5321).epsilon(1e-14));
  CHECK(number(k, 2, "t_spike") == Approx(2.0321).epsilon(1e-14));
}

TEST_CASE("an excursion above the threshold between two events is not lost by the lossless neuron", "[precise]") {
  for (auto [model, n] : {std::pair{"iaf_psc_exp_ps", 0u}, {"iaf_psc_exp_ps_lossless", 1u}}) {
    Kernel k;
    k.set_status({{"resolution", 10.0}});
    k.create(model, 1, {{"t_ref", 10.0}});
    k.create("spike_generator", 1, {{"spike_times", std::vector<double>{10.0}}});
    k.create("spike_detector", 1);
    connect(k, one(2), one(1), {{"weight", 3500.0}, {"delay", 10.0}});
    connect(k, one(1), one(3), {{"delay", 10.0}});
    k.simulate(100.0);
    INFO(model);
    CHECK(times(k, 3).size() == n);
  }
}

TEST_CASE("precise spikes do not depend on the threads", "[precise]") {
  auto run = [](std::int64_t n_threads) {
    Kernel k;
    k.set_status({{"local_num_threads", Value(n_threads)}});
    for (auto model : integrated) k.create(model, 5, {{"I_e", 420.0}});
    k.create("spike_detector", 1);
    for (Gid n = 1; n <= 20; ++n) k.set_status(n, {{"V_m", -70.0 + 0.7 * static_cast<double>(n)}});
    connect(k, NodeList(1, 20), NodeList(1, 20), {{"weight", 1.5}, {"delay", 1.3}});
    connect(k, NodeList(1, 20), one(21));
    k.simulate(60.0);
    return std::make_pair(times(k, 21), senders(k, 21));
  };
  const auto alone = run(1);
  REQUIRE(alone.first.size() > 40);
  CHECK(alone == run(2));
  CHECK(alone == run(3));
}
