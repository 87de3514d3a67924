#include "sli/report.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace nestling::sli;

namespace {
struct Reported {
  Interp i;
  std::ostringstream out;
  explicit Reported(const char* program) {
    i.set_output(out, out);
    if (!i.run(program, "net.sli")) report_error(i);
  }
};
}  // namespace

TEST_CASE("A report has the error, what was wrong, the place and the calls", "[report]") {
  Reported r("/f { 1 (a) add } def\nf");
  CHECK_THAT(r.out.str(), Catch::Contains(" add [Error]: ArgumentType\n") && Catch::Contains("net.sli:1:12 in f\n") &&
                              Catch::Contains("1 | /f { 1 (a) add } def\n") &&
                              Catch::Contains("called from the program (net.sli:2)"));
}

TEST_CASE("After a report the error is forgotten and its literal is off the stack", "[report]") {
  Reported r("1 2 foo");
  CHECK(r.i.count() == 2);
  CHECK_FALSE(r.i.errordict().find(r.i.intern("newerror"))->as_bool());
  CHECK(r.i.errordict().find(r.i.intern("message")) == nullptr);
}

TEST_CASE("An error on top of one that nobody acknowledged is told first", "[report]") {
  Reported r("{foo} stopped clear 1 (a) add");
  CHECK_THAT(r.out.str(), Catch::Contains("raiserror [Error]: BadErrorHandler\n") &&
                              Catch::Contains("    add raised ArgumentType: it does not take integertype stringtype.") &&
                              Catch::Contains("Undefined name: foo\n") && Catch::Contains("net.sli:1:27\n"));
}

TEST_CASE("A plain stop is told in one line", "[report]") {
  CHECK(Reported("stop").out.str() == "The program was stopped.\n");
}

TEST_CASE("Colours only where they are wanted", "[report]") {
  CHECK(Reported("foo").out.str().find('\033') == std::string::npos);
  Interp i;
  std::ostringstream out;
  i.set_output(out, out);
  i.attachment<Terminal>().colours = true;
  CHECK_FALSE(i.run("foo"));
  report_error(i);
  CHECK_THAT(out.str(), Catch::Contains("\033[1;31m"));
}
