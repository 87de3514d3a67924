// Neurons with several compartments, or with receptors whose number varies, against those with one of each kind.
#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

struct Spikes {
  double weight;
  std::int64_t receptor;
};

// V_m, by the name it has there, of one node; excitatory spikes at 3, 4, 9 ms, inhibitory ones at 5, 10 ms.
std::vector<double> potential(std::string_view model, const Dict& params, Spikes ex, Spikes in,
                              const char* V_m = "V_m") {
  Kernel k;
  k.create(model, 1, params);
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{2.0, 3.0, 8.0}}});
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{4.0, 9.0}}});
  k.create("multimeter", 1, {{"record_from", Array{Literal{V_m}}}, {"interval", 0.1}});
  connect(k, one(2), one(1), {{"weight", ex.weight}, {"receptor_type", ex.receptor}, {"delay", 1.0}});
  connect(k, one(3), one(1), {{"weight", in.weight}, {"receptor_type", in.receptor}, {"delay", 1.0}});
  connect(k, one(4), one(1));
  k.simulate(40.0);
  return events<double>(k, 4, V_m);
}

void check_equal(const std::vector<double>& a, const std::vector<double>& b, double margin) {
  REQUIRE(a.size() == b.size());
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  CHECK(worst < margin);
}

}  // namespace

TEST_CASE("a soma without dendrites is iaf_cond_alpha") {
  Dict soma{{"tau_syn_ex", 0.5}, {"I_e", 250.0}, {"g_L", 12.0}};
  auto with = potential("iaf_cond_alpha_mc", {{"g_sp", 0.0}, {"soma", soma}}, {30.0, 1}, {10.0, 2}, "V_m.s");
  auto without = potential("iaf_cond_alpha",
                           {{"C_m", 150.0}, {"g_L", 12.0}, {"I_e", 250.0}, {"tau_syn_ex", 0.5}, {"tau_syn_in", 2.0}},
                           {30.0, 0}, {-10.0, 0});
  check_equal(with, without, 1e-3);
  CHECK(*std::max_element(with.begin(), with.end()) > -56);  // it fires
}

TEST_CASE("coupled compartments at the same potential are as one") {
  auto at = [](double E) { return Dict{{"E_L", E}, {"V_m", E}}; };
  auto V = potential("iaf_cond_alpha_mc", {{"soma", at(-65)}, {"proximal", at(-65)}, {"distal", at(-65)}}, {0.0, 1},
                     {0.0, 2}, "V_m.s");
  CHECK(V.back() == Approx(-65.0).margin(1e-9));
}

TEST_CASE("two receptors with the constants of aeif_cond_alpha are aeif_cond_alpha") {
  Dict common{{"I_e", 600.0}, {"gsl_error_tol", 1e-9}};
  Dict ports = common;
  ports["E_rev"] = std::vector<double>{0.0, -85.0};
  ports["tau_syn"] = std::vector<double>{0.2, 2.0};
  auto many = potential("aeif_cond_alpha_multisynapse", ports, {20.0, 1}, {10.0, 2});
  check_equal(many, potential("aeif_cond_alpha", common, {20.0, 0}, {-10.0, 0}), 1e-3);
  CHECK(*std::min_element(many.begin(), many.end()) < -60.0);

  ports.erase("tau_syn");
  ports["tau_rise"] = std::vector<double>{0.2, 2.0};
  ports["tau_decay"] = std::vector<double>{0.2, 2.0 * (1 + 1e-10)};
  check_equal(many, potential("aeif_cond_beta_multisynapse", ports, {20.0, 1}, {10.0, 2}), 1e-3);
}

TEST_CASE("the conductance of each receptor has its own shape, whatever its neighbours have") {
  Kernel k;
  k.create("glif_cond", 3, {});
  k.set_status(2, {{"E_rev", std::vector<double>{0.0, -85.0, -90.0}}, {"tau_syn", std::vector<double>{0.5, 3.0, 7.0}}});
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  connect(k, one(4), one(2), {{"weight", 3.0}, {"receptor_type", 3}, {"delay", 1.0}});
  connect(k, one(4), one(1), {{"weight", 2.0}, {"receptor_type", 2}, {"delay", 1.0}});
  k.simulate(6.0);
  auto g = [&](Gid node) { return *std::get<DoubleVector>(k.status(node, "g")); };
  CHECK(g(2)[2] == Approx(3.0 * 4 / 7 * std::exp(1 - 4.0 / 7)));
  CHECK(g(1)[1] == Approx(2.0 * 4 / 2 * std::exp(1 - 4.0 / 2)));
  CHECK(g(3) == std::vector<double>{0.0, 0.0});
}

TEST_CASE("receptors of conductances refuse negative weights when they arrive") {
  Kernel k;
  k.create("aeif_cond_alpha_multisynapse", 2);
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  connect(k, one(3), one(2), {{"weight", -1.0}, {"receptor_type", 1}, {"delay", 1.0}});
  std::string message;
  try {
    k.simulate(10.0);
  } catch (const Error& e) { message = std::string(e.kind.name) + ": " + e.what(); }
  CHECK(message ==
        "BadProperty: A weight below 0 arrived at aeif_cond_alpha_multisynapse (2) at 2 ms; its receptors take weights "
        "of "
        "0 and more.");
}

TEST_CASE("named receptors take what their name says") {
  Kernel k;
  k.create("iaf_cond_alpha_mc", 1);
  k.create("ht_neuron", 1);
  k.create("spike_generator", 1);
  auto error_of = [&](Gid target, std::int64_t receptor) {
    try {
      connect(k, one(3), one(target), {{"receptor_type", receptor}});
    } catch (const Error& e) { return std::string(e.kind.name); }
    return std::string();
  };
  CHECK(error_of(1, 3) == "");
  CHECK(error_of(1, 0) == "IncompatibleReceptorType");
  CHECK(error_of(1, 7) == "IncompatibleReceptorType");
  CHECK(error_of(1, 10) == "UnknownReceptorType");
  CHECK(error_of(2, 4) == "");
  CHECK(error_of(2, 0) == "UnknownReceptorType");
  auto types = *std::get<std::shared_ptr<Dict>>(k.status(2, "receptor_types"));
  CHECK(std::get<std::int64_t>(types.at("GABA_B")) == 4);
}

TEST_CASE("ht_neuron holds its potential in a voltage clamp, and finds its equilibrium") {
  Kernel k;
  k.create("ht_neuron", 1, {{"voltage_clamp", true}, {"V_m", -62.5}, {"equilibrate", true}});
  k.simulate(30.0);
  CHECK(number(k, 1, "V_m") == -62.5);
  k.set_status(1, {{"V_m", -75.0}});
  k.simulate(10.0);
  CHECK(number(k, 1, "V_m") == -75.0);
  CHECK_THROWS_AS(k.set_status(1, {{"tau_m", 0.0}}), Error);
}
