// The loop: control, depth, stopping.
#include <catch2/catch.hpp>

#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

TEST_CASE("100,000 nested calls", "[sli]") {
  CHECK(left_by("/deep { dup 0 gt { 1 sub deep 1 add } if } def 100000 deep") == "100000");
}

TEST_CASE("recursion without end is an error, whichever way it goes", "[sli]") {
  auto error_within = [](std::string_view program) {
    Interp i;
    i.set_deepest(100'000);
    i.run(program);
    return i.last_error().error->text;
  };
  CHECK(error_within("/f { f 1 } def f") == "StackOverflow");
  CHECK(error_within("/f { {f} exec 1 } def f") == "StackOverflow");
  CHECK(error_within("/f { {f 1} stopped 1 } def f") == "StackOverflow");
  CHECK(error_within("/f { [1] {f} forall 1 } def f") == "StackOverflow");
  CHECK(error_within("/f [/anytype] {f 1} def 1 f") == "StackOverflow");
  CHECK(error_within("/f { (f) cvx exec 1 } def f") == "StackOverflow");
}

TEST_CASE("stacks that grow without end are an error, too", "[sli]") {
  CHECK(error_of("{ << >> begin } loop") == "StackOverflow in begin");
  CHECK(error_of("{ 1 } loop") == "StackOverflow in SLIInterpreter::execute");
}

TEST_CASE("after an overflow the interpreter goes on", "[sli]") {
  Interp i;
  i.set_deepest(100'000);
  CHECK(i.run("/f { f 1 } def {f} stopped clear errordict /newerror false put 1 2 add"));
  CHECK(stack_of(i) == "3");
}

TEST_CASE("a name that stands for itself is an error", "[sli]") {
  CHECK(error_of("/x /x cvn def x") == "StackOverflow in x");
  CHECK(error_of("/x /y cvn def /y /x cvn def {x} exec") != "");
}

TEST_CASE("calls in the last place do not pile up", "[sli]") {
  Interp i;
  i.set_deepest(50'000);
  CHECK(i.run("/n 0 def /f { /n n 1 add def n 1000000 lt { f } if } def f n"));
  CHECK(stack_of(i) == "1000000");
}

TEST_CASE("loops", "[sli]") {
  CHECK(left_by("1 2 9 {} for 5 -2 1 {} for 3 1 1 {} for 1 0 5 {} for") == "1 3 5 7 9 5 3 1");
  CHECK(left_by("9223372036854775806 1 9223372036854775807 {} for") == "9223372036854775806 9223372036854775807");
  CHECK(left_by("0 5000000000 10000000000 {} for") == "0 5000000000 10000000000");
  CHECK(left_by("0 0.5 1 {} for") == "0.000000e+00 5.000000e-01 1.000000e+00");
  CHECK(left_by("3 {7} repeat -1 {8} repeat 2 /a repeatany") == "7 7 7 /a /a");
  CHECK(left_by("[1 [2] /x cvn] {} forall (ab) {} forall << /k 1 >> {} forall") == "1 [2] x 97 98 /k 1");
  CHECK(left_by("[4 5] {} forallindexed") == "4 0 5 1");
  CHECK(left_by("0 {1 add dup 5 eq {exit} if} loop") == "5");
}

TEST_CASE("exit leaves the innermost loop, through calls and stopped", "[sli]") {
  CHECK(left_by("/f {exit} def {1 {f} exec 2} loop 3") == "1 3");
  CHECK(left_by("{ {exit} stopped 5 exit } loop") == "");
  CHECK(left_by("1 1 3 { [7 8] {exit} forall } for") == "1 7 2 7 3 7");
  CHECK(left_by("mark true {1 exit} case true {2} case switch 3") == "1 3");
  CHECK(error_of("exit") == "EStackUnderflow in exit");
}

TEST_CASE("the container of a loop may change meanwhile", "[sli]") {
  CHECK(left_by("/a [1 2 3] def a { /a a 4 append def } forall a length") == "1 2 3 6");
  CHECK(left_by("/d << /a 1 /b 2 >> def d { pop d exch undef } forall d length") == "0");
}

TEST_CASE("a procedure may be changed while it runs", "[sli]") {
  CHECK(left_by("/f { /f {2} def 1 } def f f") == "1 2");
  CHECK(left_by("/p {1 2} def p /p p_unused") != "");
  CHECK(left_by("{1 2} dup exec 3 -1 roll 0 9 put exec") == "1 2 9 2");
}

TEST_CASE("stopped", "[sli]") {
  CHECK(left_by("{1 stop 2} stopped {1} stopped") == "1 true 1 false");
  CHECK(left_by("{ {stop} stopped stop } stopped") == "true true");
  CHECK(error_of("1 stop 2") == "stop");
}

TEST_CASE("quit ends everything", "[sli]") {
  Interp i;
  CHECK(i.run("1 { {3 quit_i} stopped 2 } loop"));
  CHECK(i.exit_code() == 3);
  CHECK(stack_of(i) == "1");
  CHECK(i.run("4"));
  CHECK_FALSE(i.exit_code());
}

TEST_CASE("an interrupt raises SystemSignal and the session goes on", "[sli]") {
  Interp i;
  i.interrupt(2);
  CHECK_FALSE(i.run("{} loop"));
  CHECK(i.last_error().error->text == "SystemSignal");
  CHECK(i.run("clear errordict /sys_signo get errordict /newerror false put"));
  CHECK(stack_of(i) == "2");
}

TEST_CASE("a guard stops a loop that does not end", "[sli]") {
  CHECK(error_of("10000 setguard {} loop") == "AllowedCyclesExceeded in setguard");
  CHECK(error_of("10000 setguard 9223372036854775807 1 repeatany") == "AllowedCyclesExceeded in setguard");
  CHECK(error_of("10000 setguard removeguard 100000 {} repeat") == "");
}

TEST_CASE("members see their dictionary", "[sli]") {
  CHECK(left_by("/d << /x 5 /f {x} /e << /y 6 /g {y} >> >> def d /f call d/e/g :: countdictstack") == "5 6 2");
  CHECK(left_by("<< /f {stop} >> /f {call} stopped countdictstack") == "true 2");
  CHECK(error_of("<< >> /f call") == "UnknownMember in call");
}
