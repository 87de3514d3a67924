#include "kernel/base/suggest.h"

#include <catch2/catch.hpp>

using namespace nestling;

namespace {

const std::vector<std::string> names = {"V_m", "V_th", "V_reset", "E_L", "tau_m", "tau_syn_ex", "t_ref", "I_e", "C_m"};

}  // namespace

TEST_CASE("what was perhaps meant by a misspelt name") {
  CHECK(nearest("V_tresh", names) == "V_th");  // the whole word
  CHECK(nearest("Vm", names) == "V_m");        // an underscore forgotten
  CHECK(nearest("v_m", names) == "V_m");       // the wrong case
  CHECK(nearest("taum", names) == "tau_m");
  CHECK(nearest("tau_sny_ex", names) == "tau_syn_ex");  // letters exchanged
  CHECK(nearest("tau_syn", names).empty());
}

TEST_CASE("no suggestion where nothing is near") {
  CHECK(nearest("x", names).empty());
  CHECK(nearest("g_leak", names).empty());
  CHECK(nearest("weight", names).empty());
  CHECK(nearest("", names).empty());
  CHECK(did_you_mean("foo", names).empty());
  CHECK(did_you_mean("Vm", names) == " Did you mean V_m?");
}
