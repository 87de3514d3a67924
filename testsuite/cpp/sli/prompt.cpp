#include "sli/prompt.h"

#include <catch2/catch.hpp>

using namespace nestling::sli;

TEST_CASE("An entry goes on while a bracket is open", "[prompt]") {
  for (auto* text : {"{ 1", "(a", "(a (b)", "/f { { } ", "/* comment", "[ 1 2", "<< /a 1", "(\\)"})
    CHECK(is_unfinished(text));
  for (auto* text : {"", "{ 1 }", "(a)", "(\\()", "({)", "% {", "1 % (\n2", "[ 1 ]", "<< /a 1 >>", "/* { */", "} }"})
    CHECK_FALSE(is_unfinished(text));
}

TEST_CASE("An empty line ends an open array, but no open procedure", "[prompt]") {
  CHECK_FALSE(is_unfinished("[ 1 2\n"));
  CHECK(is_unfinished("{ 1 2\n"));
}

TEST_CASE("The prompt shows the number of operands", "[prompt]") {
  Interp i;
  CHECK(prompt_text(i) == "SLI ] ");
  i.push(1);
  i.push(2);
  CHECK(prompt_text(i) == "SLI [2] ");
}
