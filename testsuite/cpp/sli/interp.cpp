// Interpreters as objects: several in one process, many runs, registration.
#include "sli/interp.h"

#include <catch2/catch.hpp>

#include "sli/trie.h"
#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

TEST_CASE("two interpreters know nothing of each other", "[sli]") {
  Interp a, b;
  CHECK(a.run("/x 1 def /add [/stringtype /stringtype] {join} def /sub {add} def 7"));
  CHECK(b.run("/x 2 def x 5 3 sub"));
  CHECK(stack_of(a) == "7");
  CHECK(stack_of(b) == "2 2");
  CHECK_FALSE(b.run("(a) (b) add"));
  CHECK(a.run("x (a) (b) add"));
  CHECK(stack_of(a) == "7 1 (ab)");
}

TEST_CASE("runs follow each other on the same stacks", "[sli]") {
  Interp i;
  CHECK(i.run("1 << >> begin /x 5 def"));
  CHECK_FALSE(i.run("2 (a) add"));
  CHECK(i.run("errordict /newerror false put x"));
  CHECK(stack_of(i) == "1 2 (a) /add 5");
}

TEST_CASE("an operator cannot start a run", "[sli]") {
  Interp i;
  const OpTable table = {op("nested", "", stack<>, [](Interp& i) { i.run("1"); })};
  i.add(table);
  CHECK_FALSE(i.run("nested"));
  CHECK(i.run("errordict /newerror false put clear 2"));
  CHECK(stack_of(i) == "2");
}

TEST_CASE("rows of a table become functions and tries", "[sli]") {
  Interp i;
  const OpTable table = {
      op("one", "", [](Int a) { return a + 1; }),
      op("half", "", [](Num a) { return a / 2; }),
      op("both", "", [](Int) { return std::string("exact"); }).as("both_i"),
      op("both", "", [](Num) { return std::string("converted"); }).as("both_d"),
      op("two_results", "", [](Int a, Int b) { return std::tuple{a / b, a % b}; }),
      op("flat", "", [](Num a) { return a; }).as_function(),
  };
  i.add(table);
  CHECK(i.run("/one load type /half load type /both load type /both_i load type /flat load type"));
  CHECK(stack_of(i) == "/functiontype /trietype /trietype /functiontype /functiontype");
  CHECK(i.run("clear 1 one 3 half 1 both 1. both 1 both_d 7 2 two_results 3 flat"));
  CHECK(stack_of(i) == "2 1.500000e+00 (exact) (converted) (converted) 3 1 3.000000e+00");
}

TEST_CASE("nested data of any depth is compared and freed", "[sli]") {
  CHECK(left_by("/deep { [] 300000 { [ exch ] } repeat } def deep deep eq") == "true");
  CHECK(left_by("<< >> 300000 { /d << >> def d exch /x exch put d } repeat type") == "/dictionarytype");
}
