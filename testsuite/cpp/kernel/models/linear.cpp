// Linear models are integrated exactly: what they show at the points of a coarse grid is the same on a finer one, and
// for any number of threads to the last bit.
#include <catch2/catch.hpp>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

struct Case {
  const char* model;
  Dict params;
  std::vector<const char*> recorded;
  std::int64_t receptor = 0;
};

const std::vector<double> three{2.0, 5.0, 3.0};

std::vector<Case> cases() {
  return {{"iaf_psc_alpha", {}, {"V_m", "I_syn_ex"}},
          {"iaf_psc_exp", {}, {"V_m", "I_syn_ex"}},
          {"iaf_psc_alpha_multisynapse", {{"tau_syn", three}}, {"V_m", "I_syn_3"}, 3},
          {"iaf_psc_exp_multisynapse", {{"tau_syn", three}}, {"V_m", "I_syn_3"}, 3},
          {"iaf_tum_2000", {}, {"V_m", "I_syn_ex"}},
          {"mat2_psc_exp", {}, {"V_m", "V_th"}},
          {"amat2_psc_exp", {{"beta", 0.3}, {"alpha_1", 0.0}, {"omega", 0.0}}, {"V_m", "V_th_v"}},
          {"gif_psc_exp_multisynapse", {{"tau_syn", three}, {"lambda_0", 0.0}}, {"V_m"}, 3},
          {"glif_psc", {{"tau_syn", three}}, {"V_m"}, 3}};
}

// What is recorded at whole milliseconds of nodes with different parameters that get spikes.
std::vector<double> trace(const Case& c, double h, std::int64_t n_threads = 1) {
  Kernel k;
  k.set_status({{"local_num_threads", Value(n_threads)}});
  k.set_status({{"resolution", h}});
  k.create(c.model, 6, c.params);
  for (std::int64_t n = 1; n <= 3; ++n) k.set_status(n, {{"C_m", 200.0 + 10.0 * static_cast<double>(n)}});
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0, 4.0}}});
  Array names;
  for (auto* name : c.recorded) names.push_back(Literal{name});
  k.create("multimeter", 1, {{"record_from", names}, {"interval", 1.0}});
  connect(k, one(7), NodeList(1, 6), {{"weight", 30.0}, {"delay", 1.0}, {"receptor_type", c.receptor}});
  connect(k, one(8), NodeList(1, 6));
  k.simulate(20.0);
  std::vector<double> all;
  for (auto* name : c.recorded)
    for (double x : events<double>(k, 8, name)) all.push_back(x);
  return all;
}

}  // namespace

TEST_CASE("linear models show the same on a finer grid", "[neuron]") {
  for (auto& c : cases()) {
    INFO(c.model);
    const auto coarse = trace(c, 1.0);
    REQUIRE(coarse.size() >= 100);
    for (double h : {0.5, 0.125}) {
      const auto fine = trace(c, h);
      REQUIRE(fine.size() == coarse.size());
      for (std::size_t i = 0; i < fine.size(); ++i) REQUIRE(fine[i] == Approx(coarse[i]).margin(1e-10));
    }
  }
}

TEST_CASE("neurons do not depend on the threads and their neighbours", "[neuron]") {
  for (auto& c : cases()) {
    INFO(c.model);
    const auto alone = trace(c, 0.25);
    for (std::int64_t n_threads : {2, 3, 5}) CHECK(alone == trace(c, 0.25, n_threads));
  }
}
