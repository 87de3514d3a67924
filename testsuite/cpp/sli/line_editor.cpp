#include "sli/line_editor.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "sli/bindings/kernel.h"

using namespace nestling::sli;

namespace {
bool has(const std::vector<std::string>& words, const char* word) {
  return std::ranges::find(words, word) != words.end();
}
}  // namespace

TEST_CASE("Completion knows all names of the dictionary stack", "[prompt]") {
  Interp i;
  REQUIRE(i.run("/my_variable 1 def << /my_member 2 >> begin"));
  const auto words = completions(i, "my_", false);
  CHECK(words == std::vector<std::string>{"my_member", "my_variable"});
  CHECK(has(completions(i, "get", false), "getinterval"));
  CHECK(completions(i, "no_such_beginning", false).empty());
}

TEST_CASE("A literal may become the name of a model", "[prompt]") {
  Interp i;
  add_kernel(i);
  CHECK(has(completions(i, "iaf_psc_a", true), "iaf_psc_alpha"));
  CHECK(has(completions(i, "static_", true), "static_synapse"));
}

TEST_CASE("Inside << >> the keys of the model are meant", "[prompt]") {
  Interp i;
  add_kernel(i);
  CHECK(inside_dictionary("/iaf_psc_alpha << /"));
  CHECK(inside_dictionary("<< /a << >> /"));
  CHECK_FALSE(inside_dictionary("<< /a 1 >> /"));
  CHECK(key_completions(i, "/iaf_psc_alpha << /C_m 1. /", "tau_s") == std::vector<std::string>{"tau_syn_ex", "tau_syn_in"});
  CHECK(key_completions(i, "/static_synapse << /", "weight") == std::vector<std::string>{"weight", "weight_recorder"});
  CHECK(has(key_completions(i, "neuron << /", "tau_s"), "tau_syn_ex"));
  CHECK(has(key_completions(i, "0 << /", "resol"), "resolution"));
}

TEST_CASE("File names are completed inside strings only", "[prompt]") {
  CHECK(inside_string("(abc"));
  CHECK(inside_string("(a) (b"));
  CHECK(inside_string("(a (b)"));
  CHECK(inside_string("(a\\)"));
  CHECK_FALSE(inside_string("(abc)"));
  CHECK_FALSE(inside_string("% (abc"));
  CHECK_FALSE(inside_string("abc) "));
}
