// What errors leave: the state in errordict, and where and how it came to them.
#include "sli/errors.h"

#include <catch2/catch.hpp>

#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

namespace {

std::string place(std::string_view program, std::string_view name = "net.sli") {
  Interp i;
  i.run(program, name);
  return place_of(i.last_error(), i.sources());
}

}  // namespace

TEST_CASE("an error shows its line with a mark under the token", "[sli]") {
  CHECK(place("1 2 add\n  3 (a) add\n4") ==
        "net.sli:2:9\n"
        "  2 |   3 (a) add\n"
        "    |         ^~~\n");
}

TEST_CASE("and the calls that led there, by the names of the procedures", "[sli]") {
  CHECK(place("/inner { 1 { foo } twice } def\n/twice { dup exec exec } def\n/outer {\n  true { inner } if 1 } def\nouter 2") ==
        "net.sli:1:14 in twice\n"
        "  1 | /inner { 1 { foo } twice } def\n"
        "    |              ^~~\n"
        "  called from inner (net.sli:1)\n"
        "  called from outer (net.sli:4)\n"
        "  called from the program (net.sli:5)\n");
}

TEST_CASE("a deep chain is shortened in the middle", "[sli]") {
  Interp i;
  i.run("/f { dup 0 eq { foo } if 1 sub f 1 } def 1000 f");
  CHECK(i.last_error().chain.size() == 24);
  CHECK(i.last_error().left_out == 1000 + 2 - 24);
}

TEST_CASE("an undefined name gets a suggestion", "[sli]") {
  Interp i;
  i.run("/threshold 5 def treshold");
  CHECK(with_advice({}, i.last_error(), i).find("threshold") != std::string::npos);
}

TEST_CASE("errordict tells of the error", "[sli]") {
  CHECK(left_by("10 {1 (a) add} stopped clear errordict begin newerror errorname commandname ostack end") == "true /ArgumentType /add [10 1 (a)]");
  CHECK(left_by("{foo} stopped pop errordict /message get") == "/SLIInterpreter::execute (Undefined name: foo)");
  CHECK(left_by("{/a /b raiseerror} stopped errordict /message known") == "/a true false");
}

TEST_CASE("each error records the stack as it is then", "[sli]") {
  const std::string two = "1 [2] (c) {foo} stopped pop errordict /newerror false put";
  CHECK(left_by(two + " pop pop (d) {foo} stopped clear errordict /ostack get") == "[1 [2] (d)]");
  CHECK(left_by(two + " errordict /ostack get exch pop exch pop (d) {foo} stopped clear errordict /ostack get 2 get") == "[1 [2] (c)]");
  CHECK(left_by(two + " pop pop dup 0 7 put {foo} stopped clear errordict /ostack get") == "[1 [2] [7]]");
}

TEST_CASE("an error before the last one was acknowledged is a BadErrorHandler", "[sli]") {
  CHECK(error_of("{1 (a) add} stopped clear foo") == "BadErrorHandler in raiserror");
  CHECK(error_of("{1 (a) add} stopped clear errordict /newerror false put foo") == "DictError in SLIInterpreter::execute");
}

TEST_CASE("the message of an error does not survive into the next one", "[sli]") {
  CHECK(left_by("{foo} stopped clear errordict /newerror false put {/a /b raiseerror} stopped clear errordict /message known") == "false");
}

TEST_CASE("syntax errors have a place, too", "[sli]") {
  CHECK(error_of("1 (abc") == "SyntaxError in ::parse");
  CHECK(place("1\n  007") == "net.sli:2:3\n  2 |   007\n    |   ^~~\n");
  CHECK(place("/f { (1 007) cvx exec } def\nf").find("called from f (net.sli:1)") != std::string::npos);
}

TEST_CASE("operands survive an error of their operator", "[sli]") {
  CHECK(left_by("{1 (a) add} stopped") == "1 (a) /add true");
  CHECK(left_by("{1 0 div} stopped") == "1 0 /div_ii true");
  CHECK(left_by("{[1] 5 get} stopped") == "[1] 5 /get_a true");
}

TEST_CASE("exceptions of C++ are errors of the script", "[sli]") {
  Interp i;
  const OpTable table = {op("fails", "", stack<>, [](Interp&) { throw std::runtime_error("of its own"); })};
  i.add(table);
  CHECK_FALSE(i.run("fails"));
  CHECK(i.last_error().error->text == "C++Exception");
  CHECK(i.last_error().message == "of its own");
}

TEST_CASE("a report tells how many operands there are, a script finds no message", "[sli]") {
  Interp i;
  i.run("1 add");
  CHECK(with_advice({}, i.last_error(), i).find("There is only 1 operand. It takes ") == 0);
  i.run("errordict /newerror false put clear add");
  CHECK(with_advice({}, i.last_error(), i).find("There is no operand. It takes ") == 0);
  CHECK(left_by("{add} stopped errordict /message known") == "/add true false");
}
