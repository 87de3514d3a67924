// Dictionaries: look-up, order, removal, growth; and that names notice when their binding changes.
#include "sli/names.h"

#include <catch2/catch.hpp>

#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

TEST_CASE("a dictionary finds what was put into it, at every size", "[sli]") {
  NameTable names;
  DictBody d;
  for (int n = 0; n < 1000; ++n) {
    d[names.intern("k" + std::to_string(n))] = Token::integer(n);
    CHECK(d.size() == static_cast<std::size_t>(n) + 1);
  }
  for (int n = 0; n < 1000; ++n) CHECK(d.find(names.intern("k" + std::to_string(n)))->as_integer() == n);
  CHECK(d.find(names.intern("other")) == nullptr);
}

TEST_CASE("removed keys are gone, and the order is that of insertion", "[sli]") {
  NameTable names;
  DictBody d;
  auto name = [&](int n) { return names.intern(std::to_string(n)); };
  for (int n = 0; n < 100; ++n) d[name(n)] = Token::integer(n);
  for (int n = 0; n < 100; n += 2) CHECK(d.erase(name(n)));
  CHECK_FALSE(d.erase(name(0)));
  for (int n = 100; n < 300; ++n) d[name(n)] = Token::integer(n);
  int last = -1;
  for (auto* e : d.entries()) {
    CHECK(e->value.as_integer() > last);
    last = static_cast<int>(e->value.as_integer());
  }
  CHECK(d.size() == 250);
  CHECK(d.find(name(2)) == nullptr);
  CHECK(d.find(name(3))->as_integer() == 3);
  const DictBody copy(d);
  CHECK(copy.size() == 250);
  CHECK(copy.find(name(299))->as_integer() == 299);
}

TEST_CASE("a name means what the topmost dictionary says, whenever that changes", "[sli]") {
  CHECK(left_by("/x 1 def /f {x} def f << /x 2 >> begin f /x 3 def f currentdict /x undef f end f") == "1 2 3 1 1");
  CHECK(left_by("/f {x} def << >> begin /x 1 def f end {f} stopped pop pop") == "1");
  CHECK(left_by("/d << >> def /f {x} def /x 0 def d begin f d /x 5 put f end f") == "0 5 0");
}

TEST_CASE("a large dictionary may be opened, too", "[sli]") {
  const std::string fill = "/d << >> def 1 1 200 { /n Set d (k) n cvs join cvlit n put } for ";
  CHECK(left_by(fill + "/f {k7} def /k7 0 def f d begin f end f") == "0 7 0");
}

TEST_CASE("built-ins may be redefined at any time", "[sli]") {
  CHECK(left_by("/f {1 2 add} def f /add {sub} def f userdict /add undef f") == "3 -1 3");
  CHECK(left_by("/f {1 2 add} def f systemdict /add /mul load put f") == "3 2");
  CHECK(left_by("/f {1 2 add 5 dup} bind def /add {sub} def /dup {7} def f") == "3 5 5");
  CHECK(left_by("/f {true {1} {2} ifelse} def f /ifelse {pop pop pop 9} def f") == "1 9");
  CHECK(left_by("/f {1 2 add} def f /add [/integertype /integertype] {mul} def f 2. 3. add") == "3 2 5.000000e+00");
  CHECK(left_by("/f {1 2 add} bind def f /add [/integertype /integertype] {mul} def f") == "3 2");
  CHECK(left_by("/f {1 2 add} def f << /add {pop pop 0} >> begin f end f") == "3 0 3");
}
