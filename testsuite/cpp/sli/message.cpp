#include "sli/message.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace nestling::sli;

TEST_CASE("Levels have names, and a level up to the next one belongs to it", "[message]") {
  CHECK(level_name(0) == "All");
  CHECK(level_name(10) == "Info");
  CHECK(level_name(17) == "Info");
  CHECK(level_name(25) == "Warning");
  CHECK(level_name(1000) == "Fatal");
  int level = -1;
  CHECK((level_by_name("M_ERROR", level) && level == 30));
  CHECK((level_by_name("QUIET", level) && level == 100));
  CHECK_FALSE(level_by_name("quiet", level));
}

TEST_CASE("Text is broken between words, long words are not", "[message]") {
  CHECK(indented("a b", 4) == "    a b");
  CHECK(indented("a\nb\n", 4) == "    a\n    b\n");
  CHECK(indented("", 4).empty());
  const std::string word(60, 'x');
  CHECK(indented(word + " " + word, 2) == "  " + word + " \n  " + word);
  CHECK(indented(std::string(200, 'x'), 4) == "    " + std::string(200, 'x'));
}

TEST_CASE("Each interpreter has its own verbosity and output", "[message]") {
  Interp loud, quiet;
  std::ostringstream heard, unheard;
  loud.set_output(heard, heard);
  quiet.set_output(unheard, unheard);
  REQUIRE(quiet.run("M_ERROR setverbosity"));
  for (auto* i : {&loud, &quiet}) send_message(*i, level::warning, "here", "text");
  CHECK(heard.str().ends_with(" here [Warning]: \n    text\n"));
  CHECK(unheard.str().empty());
}
