// Dispatch by operand types: order of alternatives, backtracking, extension, errors.
#include "sli/trie.h"

#include <catch2/catch.hpp>

#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

TEST_CASE("exact types come before anytype, and a blind path is given up for another one", "[sli]") {
  const std::string f = "/f trie [/anytype /integertype] {(ai)} addtotrie [/arraytype /anytype] {(aa)} addtotrie [/stringtype /integertype] {(si)} addtotrie def ";
  CHECK(left_by(f + "(x) 1 f exch pop exch pop") == "(si)");
  CHECK(left_by(f + "2. 1 f exch pop exch pop") == "(ai)");
  CHECK(left_by(f + "[1] 1 f exch pop exch pop") == "(ai)");
  CHECK(left_by(f + "[1] 2. f exch pop exch pop") == "(aa)");
  CHECK(left_by("[1 2] 0 5.5 put") == "[5.500000e+00 2]");
}

TEST_CASE("alternating types are told apart every time", "[sli]") {
  CHECK(left_by("/f trie [/integertype] {pop (i)} addtotrie [/doubletype] {pop (d)} addtotrie [/stringtype] {pop (s)} addtotrie def"
                " /g {f} def 1 g 2. g (x) g 3 g 4. g") == "(i) (d) (s) (i) (d)");
}

TEST_CASE("a shorter signature hides the longer ones that end the same way", "[sli]") {
  CHECK(left_by("/f [/integertype] {pop (i)} def /f [/stringtype /integertype] {pop pop (si)} def (x) 1 f") == "(x) (i)");
  CHECK(left_by("/f [/stringtype /integertype] {pop pop (si)} def /f [/integertype] {pop (i)} def (x) 1 f") == "(si)");
}

TEST_CASE("a variant added anywhere is there for everybody", "[sli]") {
  CHECK(left_by("/g /add load def /add [/stringtype /stringtype] {join} def (a) (b) g (c) (d) add") == "(ab) (cd)");
}

TEST_CASE("errors of dispatch", "[sli]") {
  CHECK(error_of("1 (a) add") == "ArgumentType in add");
  CHECK(error_of("1 add") == "StackUnderflow in add");
  CHECK(error_of("add") == "StackUnderflow in add");
  CHECK(error_of("(a) add") == "ArgumentType in add");
  CHECK(error_of("5 begin") == "ArgumentType in begin");
  CHECK(error_of("exch") == "StackUnderflow in exch");
  CHECK(error_of("1 0 div") == "DivisionByZero in div_ii");
  CHECK(error_of("/f trie [/unknowntype] {1} addtotrie def 1 f") == "ArgumentType in f");
}

TEST_CASE("tries as objects", "[sli]") {
  CHECK(left_by("/f [/integertype /stringtype] {1} def /f load cva_t") == "/f [/stringtype [/integertype [{1}]]]");
  CHECK(left_by("/f [/integertype] {1} def /f [/stringtype] {2} def /f load cva_t cvt_a /g exch def pop 5 g (x) g") == "5 1 (x) 2");
  CHECK(left_by("/f [/integertype] {1} def /f [/integertype] variant /f [/stringtype] variant") == "{1} true false");
  CHECK(left_by("{1 2 add} << /add [/integertype /integertype] >> typebind") == "{1 2 -add_ii-}");
  CHECK(left_by("/integertype /abs load triematches /stringtype /abs load triematches") == "true false");
}

TEST_CASE("a signature of many types is refused, not crashed upon", "[sli]") {
  CHECK(error_of("/f trie [1000] {pop /anytype} Table {1} addtotrie") == "ArgumentType in addtotrie");
}
