// All models that are solved numerically: the step of the kernel must not show in the solution, nodes must not feel
// each other, and the tolerance of a model that has one rules its error.
#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

struct Case {
  std::string_view model;
  double I_e, margin;  // a current below the threshold for spikes; error that the model's own tolerance leaves
};

const std::vector<Case> cases{
    {"iaf_cond_exp", 200, 1e-4},           {"iaf_cond_alpha", 200, 1e-4},        {"iaf_cond_beta", 200, 1e-4},
    {"iaf_cond_exp_sfa_rr", 300, 1e-4},    {"aeif_cond_exp", 400, 1e-5},         {"aeif_cond_alpha", 400, 1e-5},
    {"aeif_psc_exp", 400, 1e-5},           {"aeif_psc_alpha", 400, 1e-5},        {"aeif_psc_delta", 400, 1e-5},
    {"aeif_psc_delta_clopath", 400, 1e-5}, {"hh_psc_alpha", 200, 2e-2},          {"hh_psc_alpha_clopath", 200, 2e-2},
    {"hh_cond_exp_traub", -100, 2e-2},     {"hh_cond_beta_gap_traub", 50, 2e-2}, {"hh_psc_alpha_gap", 20, 1e-4}};

// V_m at 5, 6, … ms; excitatory and inhibitory spikes arrive at 4 and 6 ms, but not for neurons whose V jumps at once.
std::vector<double> potentials(const Case& c, double h, double scale = 1) {
  Kernel k;
  k.set_status({{"resolution", h}});
  k.create(c.model, 1, {{"I_e", c.I_e * scale}});
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{3.0}}});
  k.create("multimeter", 1, {{"record_from", Array{Literal{"V_m"}}}});
  double weight = c.model.find("delta") == c.model.npos ? 1.0 : 0.1;
  connect(k, one(2), one(1), {{"weight", weight}, {"delay", 1.0}});
  connect(k, one(2), one(1), {{"weight", -weight}, {"delay", 3.0}});
  connect(k, one(3), one(1));
  k.simulate(22.0);
  auto V = events<double>(k, 3, "V_m");
  return {V.begin() + 4, V.begin() + 20};
}

}  // namespace

TEST_CASE("the step of the kernel does not show in the solution") {
  for (auto& c : cases) {
    INFO(c.model);
    auto coarse = potentials(c, 0.25), fine = potentials(c, 0.05);
    for (std::size_t i = 0; i < coarse.size(); ++i) CHECK(coarse[i] == Approx(fine[i]).margin(c.margin).epsilon(0));
    CHECK(std::abs(potentials(c, 0.05, 1.1).back() - fine.back()) > 10 * c.margin);  // the margin says something
  }
}

TEST_CASE("many nodes beside each other, on any number of threads, are solved as each one alone") {
  for (auto& c : cases) {
    INFO(c.model);
    auto run = [&](std::int64_t n, int threads, Gid which, double I) {
      Kernel k;
      k.set_status({{"local_num_threads", threads}});
      k.create(c.model, n);
      for (Gid g = 1; g <= n; ++g) k.set_status(g, {{"I_e", c.I_e * static_cast<double>(g)}});
      if (n == 1) k.set_status(1, {{"I_e", I}});
      k.simulate(20.0);
      return number(k, n == 1 ? 1 : which, "V_m");
    };
    for (Gid which : {1, 4, 10}) {
      double alone = run(1, 1, 1, c.I_e * static_cast<double>(which));
      for (int threads : {1, 2, 3}) CHECK(run(10, threads, which, 0) == alone);
    }
  }
}

TEST_CASE("gsl_error_tol rules the error of the solution through spikes") {
  auto adaptation = [](double tolerance) {  // at 200 ms, many spikes later
    Kernel k;
    k.create("aeif_cond_exp", 1, {{"I_e", 800.0}, {"gsl_error_tol", tolerance}});
    k.simulate(200.0);
    return number(k, 1, "w");
  };
  double best = adaptation(1e-11);
  CHECK(std::abs(adaptation(1e-5) - best) < 1.0);
  CHECK(std::abs(adaptation(1e-8) - best) < 1e-3);
  CHECK(std::abs(adaptation(1e-8) - best) < std::abs(adaptation(1e-4) - best));
}

TEST_CASE("parameters that run away are an error with the name of the node") {
  Kernel k;
  k.create("aeif_cond_exp", 20);
  k.set_status(13, {{"Delta_T", 0.5}, {"I_e", -1e6}});
  std::string message;
  try {
    k.simulate(50.0);
  } catch (const Error& e) { message = std::string(e.kind.name) + ": " + e.what(); }
  CHECK(message.find("NumericalInstability: The equations of aeif_cond_exp (13) could not be solved") == 0);
}
