// Receptors whose number is that of the elements of a list: by node, added after creation, until something is
// connected.
#include <catch2/catch.hpp>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

// Potentials of three nodes after one spike on the last receptor of each; the nodes have 3, 1 and 2 receptors.
std::vector<double> responses(std::int64_t n_threads, bool together, std::string_view model) {
  Kernel k;
  k.set_status({{"local_num_threads", Value(n_threads)}});
  const std::vector<std::vector<double>> taus = {{1.0, 2.0, 3.0}, {3.0}, {7.0, 3.0}};
  if (together) k.create(model, 3);
  for (std::int64_t n = 1; n <= 3; ++n) {
    if (!together) k.create(model, 1);
    k.set_status(n, {{"tau_syn", taus[static_cast<std::size_t>(n) - 1]}});
  }
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  for (std::int64_t n = 1; n <= 3; ++n)
    connect(k, one(4), one(n), {{"weight", 100.0}, {"receptor_type", taus[static_cast<std::size_t>(n) - 1].size()}});
  k.simulate(10.0);
  return {number(k, 1, "V_m"), number(k, 2, "V_m"), number(k, 3, "V_m")};
}

std::string refusal(auto f) {
  try {
    f();
  } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
  return "accepted";
}

}  // namespace

TEST_CASE("each node has as many receptors as its list has elements, whoever its neighbours are") {
  for (auto model : {"iaf_psc_alpha_multisynapse", "iaf_psc_exp_multisynapse"}) {
    const auto apart = responses(1, false, model);
    CHECK(apart[0] > -70);
    CHECK(apart[0] == apart[1]);  // all get their spike on a receptor with 3 ms
    CHECK(apart[0] == apart[2]);
    for (std::int64_t n_threads : {1, 2, 3}) CHECK(responses(n_threads, true, model) == apart);
  }
}

TEST_CASE("receptors are numbered from 1; what is wrong with another one is said") {
  Kernel k;
  k.create("iaf_psc_alpha_multisynapse", 2);
  k.set_status(2, {{"tau_syn", std::vector<double>{1.0, 2.0}}});
  k.create("iaf_psc_alpha", 1);
  CHECK(refusal([&] {
          connect(k, one(3), one(1), {{"receptor_type", 2}});
        }) ==
        "IncompatibleReceptorType: Node 1 (iaf_psc_alpha_multisynapse) has receptor 1 only for spikes, one for each "
        "element of "
        "tau_syn; there is no 2.");
  CHECK(refusal([&] { connect(k, one(3), one(2)); }).find("receptors 1 to 2") != std::string::npos);
  CHECK(refusal([&] { connect(k, one(3), one(2), {{"receptor_type", 2}}); }) == "accepted");
  CHECK(refusal([&] {
          k.set_status(2, {{"tau_syn", std::vector<double>{1.0}}});
        }) ==
        "BadProperty: iaf_psc_alpha_multisynapse (2): tau_syn has 2 elements, and its receptors have connections: it "
        "cannot "
        "get 1.");
  k.set_status(2, {{"tau_syn", std::vector<double>{5.0, 6.0}}});
  k.set_status(1, {{"tau_syn", std::vector<double>{1.0, 2.0, 3.0, 4.0}}});  // its neighbour is still free
  CHECK(std::get<std::int64_t>(k.status(2, "n_synapses")) == 2);
}

TEST_CASE("recordables follow the list of the node") {
  Kernel k;
  k.create("iaf_psc_exp_multisynapse", 2);
  k.set_status(2, {{"tau_syn", std::vector<double>{1.0, 2.0}}});
  k.create("multimeter", 1, {{"record_from", Array{Literal{"I_syn_2"}}}});
  CHECK(refusal([&] { connect(k, one(3), one(1)); }).starts_with("IllegalConnection"));
  connect(k, one(3), one(2));
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  connect(k, one(4), one(2), {{"weight", 100.0}, {"receptor_type", 2}});
  k.simulate(4.0);
  auto I = events<double>(k, 3, "I_syn_2");
  REQUIRE(I.size() >= 2);
  CHECK(I[0] == 0.0);
  CHECK(I[1] == 100.0);
}
