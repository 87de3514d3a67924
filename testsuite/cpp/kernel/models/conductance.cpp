// Conductance-based neurons against closed formulas; what happens to parameters that cannot be solved.
#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

// Excitatory conductance at 1, 2, … ms after a spike of weight 10.
std::vector<double> conductance(std::string_view model, double h, const Dict& params) {
  Kernel k;
  k.set_status({{"resolution", h}});
  k.create(model, 1, params);
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  k.create("multimeter", 1, {{"record_from", Array{Literal{"g_ex"}}}});
  connect(k, one(2), one(1), {{"weight", 10.0}, {"delay", 1.0}});
  connect(k, one(3), one(1));
  k.simulate(14.0);
  auto g = events<double>(k, 3, "g_ex");
  return {g.begin() + 2, g.begin() + 12};
}

}  // namespace

TEST_CASE("synaptic conductances have the shape of their name") {
  const double rise = 1.5, decay = 4;
  const double peak = decay * rise * std::log(decay / rise) / (decay - rise);
  const double norm = std::exp(-peak / decay) - std::exp(-peak / rise);
  for (double h : {0.5, 0.1}) {
    auto exponential = conductance("iaf_cond_exp", h, {{"tau_syn_ex", decay}});
    auto alpha = conductance("iaf_cond_alpha", h, {{"tau_syn_ex", decay}});
    auto beta = conductance("iaf_cond_beta", h, {{"tau_rise_ex", rise}, {"tau_decay_ex", decay}});
    auto nearly_alpha = conductance("iaf_cond_beta", h, {{"tau_rise_ex", decay * (1 + 1e-9)}, {"tau_decay_ex", decay}});
    for (std::size_t i = 0; i < alpha.size(); ++i) {
      double t = static_cast<double>(i + 1);
      CHECK(exponential[i] == Approx(10 * std::exp(-t / decay)).margin(1e-4));
      CHECK(alpha[i] == Approx(10 * t / decay * std::exp(1 - t / decay)).margin(1e-4));
      CHECK(beta[i] == Approx(10 * (std::exp(-t / decay) - std::exp(-t / rise)) / norm).margin(1e-4));
      CHECK(nearly_alpha[i] == Approx(alpha[i]).margin(1e-6));
    }
  }
}

TEST_CASE("a node does the same wherever it lies, and whoever is beside it") {
  auto run = [](std::int64_t before, int threads) {
    Kernel k;
    k.set_status({{"local_num_threads", threads}});
    k.create("iaf_cond_exp", before + 9);
    for (Gid g = 1; g <= before + 9; ++g)
      k.set_status(g, {{"I_e", g == before + 1 ? 600.0 : 900.0 + 10 * static_cast<double>(g)},
                       {"tau_syn_ex", g == before + 1 ? 0.2 : 0.01}});
    k.create("spike_generator", 1, {{"spike_times", std::vector<double>{2.0, 3.0, 3.5}}});
    connect(k, one(before + 10), NodeList(1, before + 9), {{"weight", 20.0}, {"delay", 1.0}});
    k.simulate(30.0);
    return number(k, before + 1, "V_m");
  };
  double V = run(0, 1);
  for (auto before : {1, 5, 12})
    for (int threads : {1, 2, 3}) CHECK(run(before, threads) == V);
}

TEST_CASE("parameters that cannot be solved end the simulation and name the node") {
  Kernel k;
  k.create("iaf_cond_exp", 11);
  k.set_status(10, {{"g_L", -1e300}, {"E_L", 1e10}});
  std::string message;
  try {
    k.simulate(10.0);
  } catch (const Error& e) { message = std::string(e.kind.name) + ": " + e.what(); }
  CHECK(
      message.find("NumericalInstability: The equations of iaf_cond_exp (10) could not be solved in the step that ends "
                   "at 0.1 ms, where ") == 0);
  CHECK(message.find("V_m = ") != std::string::npos);
  CHECK_THROWS_AS(k.simulate(10.0), Error);
  k.reset();
  k.create("iaf_cond_exp", 1);
  k.simulate(10.0);
}
