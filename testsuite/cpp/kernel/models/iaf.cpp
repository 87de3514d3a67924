// Integrate-and-fire neurons against closed formulas, and with another step size.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

constexpr double tau_m = 10, tau_s = 2, C = 250;

// V_m at the multiples of 1 ms after a spike of this weight that arrives at 2 ms.
std::vector<double> response(std::string_view model, double weight, double h, std::size_t n = 30) {
  Kernel k;
  k.set_status({{"resolution", h}});
  k.create(model, 1);
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  k.create("multimeter", 1, {{"record_from", Array{Literal{"V_m"}}}});
  connect(k, one(2), one(1), {{"weight", weight}, {"delay", 1.0}});
  connect(k, one(3), one(1));
  k.simulate(static_cast<double>(n) + 2);
  auto V = events<double>(k, 3, "V_m");
  V.resize(n);
  return V;
}

double alpha_response(double t, double weight) {  // of the membrane to w (e/tau_s) t exp(-t/tau_s)
  double a = 1 / tau_s - 1 / tau_m;
  return weight * std::exp(1.0) / tau_s / C * std::exp(-t / tau_m) * (1 - (1 + a * t) * std::exp(-a * t)) / (a * a);
}
double exponential_response(double t, double weight) {
  double a = 1 / tau_s - 1 / tau_m;
  return weight / C * std::exp(-t / tau_m) * (1 - std::exp(-a * t)) / a;
}

}  // namespace

TEST_CASE("the potential after one spike is that of the closed formula, whatever the step") {
  for (double h : {1.0, 0.5, 0.1, 0.05})
    for (double weight : {200.0, -200.0}) {
      auto alpha = response("iaf_psc_alpha", weight, h), exponential = response("iaf_psc_exp", weight, h);
      auto delta = response("iaf_psc_delta", weight / 100, h);
      for (std::size_t i = 0; i < alpha.size(); ++i) {
        double t = static_cast<double>(i + 1) - 2;
        INFO("h " << h << " t " << t);
        CHECK(alpha[i] == Approx(-70 + (t > 0 ? alpha_response(t, weight) : 0)).margin(1e-11));
        CHECK(exponential[i] == Approx(-70 + (t > 0 ? exponential_response(t, weight) : 0)).margin(1e-11));
        CHECK(delta[i] == Approx(-70 + (t >= 0 ? weight / 100 * std::exp(-t / tau_m) : 0)).margin(1e-11));
      }
    }
}

TEST_CASE("a constant current makes it fire with the period of the formula") {
  for (auto model : {"iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta"}) {
    Kernel k;
    const double I = 500, period = tau_m * std::log(I * tau_m / C / (I * tau_m / C - 15));
    k.create(model, 1, {{"I_e", I}});
    k.create("spike_detector", 1);
    connect(k, one(1), one(2));
    k.simulate(200.0);
    auto spikes = times(k, 2);
    REQUIRE(spikes.size() > 5);
    double first = std::ceil(period / 0.1) * 0.1;
    for (std::size_t i = 0; i < spikes.size(); ++i)
      CHECK(spikes[i] == Approx(first + static_cast<double>(i) * (first + 2.0)).epsilon(1e-9));
    CHECK(number(k, 1, "t_spike") == spikes.back());
  }
}

TEST_CASE("iaf_psc_delta keeps input of the refractory period when asked to") {
  for (bool keep : {false, true}) {
    Kernel k;
    k.create("iaf_psc_delta", 1, {{"refractory_input", keep}, {"t_ref", 5.0}});
    k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0, 3.0}}});
    connect(k, one(2), one(1), {{"weight", 20.0}, {"delay", 1.0}});
    k.simulate(4.0);
    CHECK(number(k, 1, "t_spike") == 2.0);
    // The second arrives at 4.0, one step after V would have been 20 mV up; 7.1 is the first step that is free again.
    k.simulate(3.1);
    double kept = 20 * std::exp(-(7.0 - 4.0 + 0.1) / tau_m);
    if (keep) CHECK(kept > 14.0);
    CHECK(number(k, 1, "t_spike") == 2.0);
    CHECK(number(k, 1, "V_m") == Approx(keep ? -70 + kept : -70).margin(0.3));
  }
}

TEST_CASE("escape noise: the rate of iaf_psc_exp is rho at threshold, and a draw belongs to its neuron") {
  auto spikes = [](std::int64_t n_threads) {
    Kernel k;
    k.set_status({{"local_num_threads", Value(n_threads)}});
    // At rest exactly at the threshold, reset just below it, never refractory: fires with rho.
    k.create(
        "iaf_psc_exp", 500,
        {{"delta", 2.0}, {"rho", 20.0}, {"E_L", -55.0}, {"V_m", -55.0}, {"V_reset", -55.0 - 1e-9}, {"t_ref", 0.0}});
    k.create("spike_detector", 1);
    connect(k, NodeList(1, 500), one(501));
    k.simulate(1000.0);
    return std::make_pair(times(k, 501), senders(k, 501));
  };
  auto alone = spikes(1);
  CHECK(alone == spikes(3));
  // Binomial: 500 neurons, 10000 steps, p = 0.002: mean 10000, standard deviation 100.
  CHECK(static_cast<double>(alone.first.size()) == Approx(10000).margin(500));
}

TEST_CASE("a parrot adds multiplicities, whatever the weights; receptor 1 swallows") {
  Kernel k;
  k.create("spike_generator", 1,
           {{"spike_times", std::vector<double>{1.0}}, {"spike_multiplicities", std::vector<std::int64_t>{3}}});
  k.create("parrot_neuron", 2);
  k.create("spike_detector", 1);
  for (double weight : {0.0, -2.0}) connect(k, one(1), one(2), {{"weight", weight}});
  connect(k, one(1), one(3), {{"receptor_type", 1}});
  connect(k, NodeList(2, 3), one(4));
  k.simulate(5.0);
  CHECK(senders(k, 4) == std::vector<std::int64_t>(6, 2));
  CHECK_THROWS_AS(connect(k, one(1), one(3), {{"receptor_type", 2}}), Error);
}
