// Status dictionaries: all or nothing, exact types, messages that help.
#include <catch2/catch.hpp>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

// "Name: message", or an empty string.
template <class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
  return "";
}

}  // namespace

TEST_CASE("an integer is no double, and the message says what to write") {
  Kernel k;
  k.create("iaf_psc_alpha", 1);
  auto error = error_of([&] { k.set_status(1, {{"I_e", 376}}); });
  CHECK(error.find("TypeMismatch: /I_e: expected doubletype, provided integertype.") == 0);
  CHECK(error.find("376.0") != std::string::npos);
  CHECK(number(k, 1, "I_e") == 0.0);
  CHECK(error_of([&] { k.set_defaults("iaf_psc_alpha", {{"I_e", 376}}); }).find("TypeMismatch") == 0);
  CHECK(error_of([&] { k.create("iaf_psc_alpha", 1, {{"I_e", 376}}); }).find("TypeMismatch") == 0);
  CHECK(k.last_node() == 1);
}

TEST_CASE("a refused dictionary changes nothing") {
  Kernel k;
  k.create("iaf_psc_alpha", 2);
  for (auto bad : {Dict{{"I_e", 1.0}, {"C_m", -1.0}}, Dict{{"I_e", 1.0}, {"V_th", -80.0}},
                   Dict{{"I_e", 1.0}, {"V_tresh", 1.0}}, Dict{{"I_e", 1.0}, {"t_spike", 1.0}},
                   Dict{{"I_e", 1.0}, {"tau_minus", 0.0}}, Dict{{"I_e", 1.0}, {"V_m", true}}}) {
    CHECK_THROWS_AS(k.set_status(2, bad), Error);
    CHECK_THROWS_AS(k.set_defaults("iaf_psc_alpha", bad), Error);
    CHECK_THROWS_AS(k.copy_model("iaf_psc_alpha", "copy", bad), Error);
    CHECK(number(k, 2, "I_e") == 0.0);
  }
  CHECK_THROWS_AS(k.defaults("copy"), Error);
}

TEST_CASE("messages name the node, the rule, the value, and what was meant") {
  Kernel k;
  k.create("iaf_psc_alpha", 3);
  CHECK(error_of([&] {
          k.set_status(3, {{"C_m", -1.0}});
        }) == "BadProperty: iaf_psc_alpha (3): C_m must be > 0 pF, is -1.");
  CHECK(error_of([&] {
          k.set_defaults("iaf_psc_exp", {{"V_reset", -50.0}});
        }) == "BadProperty: iaf_psc_exp: V_reset (-50 mV) must be below V_th (-55 mV).");
  CHECK(error_of([&] { k.set_status(3, {{"V_thr", -50.0}}); }).find("Did you mean V_th?") != std::string::npos);
  CHECK(error_of([&] { k.set_status(3, {{"t_spike", 1.0}}); }).find("/t_spike cannot be set") != std::string::npos);
  CHECK(error_of([&] { k.status(Gid{4}); }) == "UnknownNode: There is no node 4; the last one is 3.");
}

TEST_CASE("potentials are absolute and stay where they are when E_L moves") {
  Kernel k;
  k.create("iaf_psc_alpha", 2, {{"V_m", -62.0}});
  k.set_status(1, {{"E_L", -80.0}});
  CHECK(number(k, 1, "V_m") == -62.0);
  CHECK(number(k, 1, "V_th") == -55.0);
  k.set_status(1, {{"E_L", -75.0}, {"V_m", -60.0}});
  CHECK(number(k, 1, "V_m") == -60.0);
  CHECK(number(k, 2, "E_L") == -70.0);
  k.set_defaults("iaf_psc_alpha", {{"E_L", -60.0}});
  k.create("iaf_psc_alpha", 1);
  CHECK(number(k, 3, "V_m") == -70.0);
}

TEST_CASE("parameters set apart, and the same again, for any number of threads") {
  for (int n : {1, 3}) {
    Kernel k;
    k.set_status({{"local_num_threads", n}});
    k.create("iaf_psc_alpha", 10);
    for (Gid i = 1; i <= 10; ++i) k.set_status(i, {{"I_e", 100.0 * static_cast<double>(i)}});
    for (Gid i = 1; i <= 10; ++i) CHECK(number(k, i, "I_e") == 100.0 * static_cast<double>(i));
    k.simulate(0.1);
    for (Gid i = 2; i <= 10; ++i) CHECK(number(k, i, "V_m") > number(k, i - 1, "V_m"));
    for (Gid i = 1; i <= 10; ++i) k.set_status(i, {{"I_e", 7.0}, {"V_m", -70.0}});
    k.simulate(1.0);
    for (Gid i = 2; i <= 10; ++i) CHECK(number(k, i, "V_m") == number(k, 1, "V_m"));
  }
}

TEST_CASE("columns of one entry over many nodes") {
  Kernel k;
  k.set_status({{"local_num_threads", 2}});
  k.create("iaf_psc_alpha", 5);
  k.create("iaf_psc_exp", 5);
  std::vector<Gid> nodes{2, 3, 7, 1, 10};
  std::vector<double> values{-61, -62, -63, -64, -65}, read(5);
  REQUIRE(k.set_status_column(nodes, "V_m", values));
  REQUIRE(k.status_column(nodes, "V_m", read));
  CHECK(read == values);
  CHECK(number(k, 7, "V_m") == -63);
  CHECK(number(k, 4, "V_m") == -70);
  CHECK(k.status_column(nodes, "C_m", read));
  CHECK_FALSE(k.status_column(nodes, "nonsense", read));
  CHECK_FALSE(k.set_status_column(nodes, "C_m", values));  // must be checked: goes node by node
}

TEST_CASE("a copied model has its own defaults and the name of its ancestor") {
  Kernel k;
  k.copy_model("iaf_psc_alpha", "mine", {{"I_e", 5.0}});
  CHECK(std::get<Literal>(k.defaults("mine").at("type_id")).name == "iaf_psc_alpha");
  k.create("mine", 1);
  CHECK(number(k, 1, "I_e") == 5.0);
  CHECK(std::get<Literal>(k.status(Gid{1}).at("model")).name == "mine");
  CHECK(error_of([&] { k.copy_model("iaf_psc_alpha", "mine", {}); }).find("NewModelNameExists") == 0);
  CHECK(error_of([&] { k.copy_model("nobody", "other", {}); }).find("UnknownModelName") == 0);
  k.reset();
  CHECK_THROWS_AS(k.create("mine", 1), Error);
}

TEST_CASE("the number of threads cannot change any more once something depends on it") {
  auto refused = [](auto before) {
    Kernel k;
    before(k);
    return error_of([&] { k.set_status({{"local_num_threads", 2}}); }).find("KernelException") == 0;
  };
  CHECK_FALSE(refused([](Kernel&) {}));
  CHECK(refused([](Kernel& k) { k.create("iaf_psc_alpha", 1); }));
  CHECK(refused([](Kernel& k) { k.simulate(1.0); }));
  CHECK(refused([](Kernel& k) { k.set_status({{"resolution", 0.2}}); }));
  CHECK(refused([](Kernel& k) { k.set_defaults("iaf_psc_alpha", {}); }));
  CHECK(refused([](Kernel& k) { k.copy_model("static_synapse", "other", {}); }));
  CHECK(refused([](Kernel& k) { k.set_status({{"min_delay", 0.5}, {"max_delay", 2.0}}); }));
}

TEST_CASE("an unknown entry of the kernel's dictionary leaves the others alone") {
  Kernel k;
  CHECK_THROWS_AS(k.set_status({{"local_num_threads", 2}, {"resolution", 0.5}, {"nope", 1}}), Error);
  CHECK(std::get<double>(k.status().at("resolution")) == 0.1);
  CHECK(std::get<std::int64_t>(k.status().at("local_num_threads")) == 1);
  k.set_status({{"local_num_threads", 2}, {"resolution", 0.5}});
  CHECK(std::get<double>(k.status().at("resolution")) == 0.5);
  k.reset();
  CHECK(std::get<double>(k.status().at("resolution")) == 0.1);
  CHECK(std::get<std::int64_t>(k.status().at("local_num_threads")) == 1);
}
