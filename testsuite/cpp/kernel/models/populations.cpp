// Whole populations as one node: their memory, and that they keep no history of spikes.
#include <catch2/catch.hpp>
#include <numeric>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

double spikes_of(Kernel& k, double ms) {
  auto detector = k.create("spike_detector", 1);
  connect(k, one(1), one(detector));
  k.simulate(ms);
  return static_cast<double>(times(k, detector).size());
}

}  // namespace

TEST_CASE("without adaptation a population of point processes fires N times its rate", "[neuron]") {
  Kernel k;
  k.create("pp_pop_psc_delta", 1, {{"N", 1000}, {"rho_0", 20.0}, {"len_kernel", 1.0}});
  CHECK(spikes_of(k, 1000.0) == Approx(20000).margin(5 * std::sqrt(20000.0)));
}

TEST_CASE("refractory neurons of a population wait: N / (t_ref + 1 / rate)", "[neuron]") {
  Kernel k;
  const double rate = 0.1, t_ref = 4;  // per ms; potential at the threshold, so the intensity is lambda_0
  k.create("gif_pop_psc_exp", 1,
           {{"N", 1000},
            {"lambda_0", 1000 * rate},
            {"V_T_star", 0.0},
            {"q_sfa", std::vector<double>{0.0}},
            {"len_kernel", 200},
            {"t_ref", t_ref}});
  CHECK(spikes_of(k, 1000.0) == Approx(1000 * 1000 / (t_ref + 1 / rate)).epsilon(0.02));
}

TEST_CASE("a population goes on after parameters were set, and starts anew with ResetNetwork", "[neuron]") {
  auto run = [](auto between) {
    Kernel k;
    k.create("gif_pop_psc_exp", 1, {{"I_e", 300.0}});
    k.simulate(50.0);
    between(k);
    k.simulate(0.1);
    return number(k, 1, "mean");
  };
  const double next = run([](Kernel&) {});
  CHECK(run([](Kernel& k) { k.set_status(1, {{"C_m", 250.0}}); }) == next);
  CHECK(run([](Kernel& k) { k.reset_network(); }) != next);
}

TEST_CASE("a frozen population stands still", "[neuron]") {
  auto mean = [](bool pause) {
    Kernel k;
    k.create("gif_pop_psc_exp", 3, {{"I_e", 300.0}, {"lambda_0", 0.0}, {"V_m", 10.0}});
    k.simulate(10.0);
    k.set_status(2, {{"frozen", pause}});
    if (pause) k.simulate(10.0);
    k.set_status(2, {{"frozen", false}});
    k.simulate(10.0);
    return number(k, 2, "V_m");
  };
  CHECK(mean(true) == mean(false));
}

TEST_CASE("populations have no history of spikes: no entries of it, no plastic synapses", "[neuron]") {
  for (auto* model : {"pp_pop_psc_delta", "gif_pop_psc_exp"}) {
    INFO(model);
    Kernel k;
    k.create(model, 2);
    CHECK(!k.status(1).peek("tau_minus"));
    CHECK(!k.defaults(model).peek("t_spike"));
    CHECK_THROWS_AS(k.set_status(1, {{"tau_minus", 10.0}}), Error);
    CHECK_THROWS_AS(connect(k, one(1), one(2), {{"model", Literal{"stdp_synapse"}}}), Error);
    connect(k, one(1), one(2));
  }
}

TEST_CASE("a population does not take a kernel beyond all measure", "[neuron]") {
  Kernel k;
  k.create("pp_pop_psc_delta", 1, {{"len_kernel", 1e12}});
  CHECK_THROWS_AS(k.simulate(1.0), Error);
}

TEST_CASE("after-spike currents begin at asc_init when their number changes", "[neuron]") {
  for (auto* model : {"glif_psc", "glif_cond"}) {
    INFO(model);
    Kernel k;
    k.create(model, 1, {{"after_spike_currents", true}});
    const std::vector<double> three{1.0, 2.0, 3.0};
    k.set_status(
        1, {{"asc_init", three}, {"asc_decay", three}, {"asc_amps", three}, {"asc_r", std::vector<double>{1, 1, 1}}});
    auto currents = [&] {
      std::vector<double> values;
      const Value list = k.status(1, "ASCurrents");
      for (auto& value : std::get<Array>(list)) values.push_back(std::get<double>(value));
      return values;
    };
    CHECK(currents() == three);
    k.set_status(1, {{"ASCurrents", std::vector<double>{5, 6, 7}}});
    k.set_status(1, {{"asc_init", std::vector<double>{0, 0, 0}}});
    CHECK(currents() == std::vector<double>{5, 6, 7});
  }
}
