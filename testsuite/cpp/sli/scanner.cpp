// The lexical rules: what is a number, a name, a literal, a string, a comment; what is wrong, and where.
#include "sli/scanner.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "testsuite/cpp/sli/run.h"

using namespace nestling::sli;

namespace {

struct Reader {
  NameTable names;
  Sources sources;
  std::string text(std::string_view program) { return show(Scanner(names, sources, "text", std::string(program))); }
  std::string stream(std::string_view program) {
    std::stringbuf buffer{std::string(program)};
    return show(Scanner(names, sources, "stream", buffer));
  }
  static std::string show(Scanner scanner) {
    std::string text;
    try {
      for (Token t; scanner.next(t);) text += (text.empty() ? "" : " ") + std::string(type_name(t.type())).substr(0, 3) + ":" + program_text(t);
    } catch (const SyntaxError& e) {
      text += (text.empty() ? "error" : " error");
    }
    return text;
  }
};

std::string tokens(std::string_view program) {
  Reader r;
  const auto text = r.text(program);
  CHECK(text == r.stream(program));  // a stream is read character by character, with the same result
  return text;
}

}  // namespace

TEST_CASE("numbers", "[sli]") {
  CHECK(tokens("0 42 -7 +5 -0") == "int:0 int:42 int:-7 int:5 int:0");
  CHECK(tokens("1. .5 1e3 -2.5E-1 +.5e+1") == "dou:1.000000e+00 dou:5.000000e-01 dou:1.000000e+03 dou:-2.500000e-01 dou:5.000000e+00");
  CHECK(tokens("9223372036854775807 -9223372036854775808") == "int:9223372036854775807 int:-9223372036854775808");
  CHECK(tokens("1e999") == "dou:inf");
}

TEST_CASE("what may follow a number", "[sli]") {
  CHECK(tokens("5abc") == "int:5 nam:abc");
  CHECK(tokens("1[2]3") == "int:1 nam:[ int:2 nam:] int:3");
  CHECK(tokens("5=") == "int:5 nam:=");
  CHECK(tokens("1/a%b") == "int:1 lit:/a");
  CHECK(tokens("5eq 2exch 3e+x") == "int:5 nam:eq int:2 nam:exch int:3 nam:e+x");
}

TEST_CASE("numbers that are none", "[sli]") {
  auto [text] = GENERATE(table<const char*>({{"007"}, {"01.5"}, {"3-2"}, {"1.2.3"}, {"5)"}, {".e5"}, {"-."}, {"2*3"}, {"9223372036854775808"}}));
  INFO(text);
  CHECK(tokens(text) == "error");
}

TEST_CASE("names and literals", "[sli]") {
  CHECK(tokens("abc a1 - + -- --> .a .* :: === <. .> äöü") ==
        "nam:abc nam:a1 nam:- nam:+ nam:-- nam:--> nam:.a nam:.* nam::: nam:=== nam:<. nam:.> nam:äöü");
  CHECK(tokens("-exp +x -.a") == "nam:-exp nam:+x nam:-.a");
  CHECK(tokens("/a/b d/a /1a /- /<< /123") == "lit:/a lit:/b nam:d lit:/a lit:/1a lit:/- lit:/<< lit:/123");
  CHECK(tokens("/ a") == "error");
  CHECK(tokens("/{") == "error");
  CHECK(tokens("a)") == "error");
  CHECK(tokens("a\x01") == "nam:a error");
}

TEST_CASE("strings", "[sli]") {
  CHECK(tokens("(a(b)c)") == "str:(a(b)c)");
  CHECK(tokens("(% /* no comment */)") == "str:(% /* no comment */)");
  CHECK(tokens("(a\\n\\t\\\\\\(\\))") == "str:(a\n\t\\())");
  CHECK(tokens("(grüße)") == "str:(grüße)");
  CHECK(tokens("(a\\x)") == "error");
  CHECK(tokens("1 (abc") == "int:1 error");
}

TEST_CASE("comments", "[sli]") {
  CHECK(tokens("1 % 2\n3 /* 4\n5 */ 6 a/* x */b") == "int:1 int:3 int:6 nam:a nam:b");
  CHECK(tokens("/**/1/*/ 2 */ 3") == "int:1 int:3");
  CHECK(tokens("1 /* 2") == "int:1 error");
}

TEST_CASE("braces", "[sli]") {
  CHECK(tokens("{1 {2 {}} x}") == "lit:/{1 /{2 /{}} x}");
  CHECK(tokens("1 {2") == "int:1 error");
  CHECK(tokens("1 } 2") == "int:1 error");
  const std::string deep(200'000, '{');
  CHECK(tokens(deep) == "error");
  CHECK(tokens(deep + std::string(200'000, '}')).substr(0, 6) == "lit:/{");
}

TEST_CASE("the end of the input", "[sli]") {
  CHECK(tokens("1 \x04 2") == "int:1");
  CHECK(tokens(std::string_view("1 \0 2", 5)) == "int:1");
  CHECK(tokens("") == "");
}

TEST_CASE("a stream is read no further than the token", "[sli]") {
  Reader r;
  std::istringstream in("1 read this\nand go on");
  Scanner scanner(r.names, r.sources, "stream", *in.rdbuf());
  Token t;
  scanner.next(t);
  std::string line;
  std::getline(in, line);
  CHECK(line == " read this");
  scanner.next(t);
  CHECK(t.as_name()->text == "and");
}

TEST_CASE("positions name file, line and column", "[sli]") {
  Reader r;
  Scanner scanner(r.names, r.sources, "net.sli", "1 2\n  abc (def)\n");
  Token t;
  for (int k = 0; k < 3; ++k) scanner.next(t);
  const auto at = r.sources.locate(t.position);
  CHECK(at.file == "net.sli");
  CHECK(at.line == 2);
  CHECK(at.column == 3);
  CHECK(at.text == "  abc (def)");
}

TEST_CASE("positions of a stream survive that other texts are registered meanwhile", "[sli]") {
  Reader r;
  std::stringbuf buffer("1\n2 3\n4");
  Scanner scanner(r.names, r.sources, "stream", buffer);
  Token t;
  scanner.next(t);
  scanner.next(t);
  r.sources.add("other", "text");
  scanner.next(t);
  const auto at = r.sources.locate(t.position);
  CHECK(at.file == "stream");
  CHECK(at.line == 2);
  CHECK(at.column == 3);
  CHECK(at.text == "2 3");
  scanner.next(t);
  CHECK(r.sources.locate(t.position).line == 3);
}

TEST_CASE("texts without end are read, though not remembered", "[sli]") {
  Reader r;
  for (int n = 0; n < 150'000; ++n) r.sources.add("text", "1");
  CHECK(r.text("1 abc") == "int:1 nam:abc");
  CHECK(r.stream("1 (a\nb)") == "int:1 str:(a\nb)");
  Scanner scanner(r.names, r.sources, "text", "abc");
  Token t;
  scanner.next(t);
  CHECK(t.position == 0);
  CHECK_FALSE(r.sources.locate(t.position));
}

TEST_CASE("a syntax error tells its position", "[sli]") {
  Reader r;
  Scanner scanner(r.names, r.sources, "text", "1\n (abc");
  Token t;
  scanner.next(t);
  try {
    scanner.next(t);
    FAIL("no error");
  } catch (const SyntaxError& e) {
    CHECK(r.sources.locate(e.position).line == 2);
    CHECK(r.sources.locate(e.position).column == 2);
  }
}
