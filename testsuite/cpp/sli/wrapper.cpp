// Functions with named parameters.
#include <catch2/catch.hpp>

#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

TEST_CASE("SLIFunctionWrapper binds operands to names in a dictionary of its own", "[sli]") {
  CHECK(left_by("/f [/integertype /a /integertype /b] {/x a b sub def x} SLIFunctionWrapper 5 3 f /x lookup countdictstack") == "2 false 2");
  CHECK(left_by("/f [/integertype] [/a] {funcname a} SLIFunctionWrapper 5 f") == "/f 5");
  CHECK(left_by("/f [] {7} SLIFunctionWrapper f") == "7");
  CHECK(error_of("/f [/integertype] [/a /b] {1} SLIFunctionWrapper") == "DimensionMismatch in SLIFunctionWrapper");
}

TEST_CASE("an error in the name of the function restores its operands", "[sli]") {
  CHECK(left_by("1 2 /f [/integertype /a] {8 9 /f /Negative raiseerror} SLIFunctionWrapper {f} stopped countdictstack") == "1 2 /f true 2");
  CHECK(left_by("1 2 /f [/integertype /a] {8 (x) add} SLIFunctionWrapper {f} stopped countdictstack") == "1 8 (x) /add true 2");
  CHECK(left_by("/f [/integertype /a] {8 stop} SLIFunctionWrapper 1 {f} stopped countdictstack") == "8 true 2");
}

TEST_CASE("Function makes a procedure", "[sli]") {
  CHECK(left_by("3 4 [/x /y] {x y sub} Function exec countdictstack") == "-1 2");
  CHECK(left_by("/f [/integertype] [/x] {x 1 add} Function def 5 f") == "6");
  CHECK(left_by("5. [/x] (x*2) ExecFunction") == "1.000000e+01");
  CHECK(left_by("{1 [/x] {x stop} ExecFunction} stopped countdictstack") == "1 true 2");
}
