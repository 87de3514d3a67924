// No input crashes the interpreter: programs at random end in errors, and so do files that are none.
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <sstream>

#include "sli/builtins.h"
#include "testsuite/cpp/sli/run.h"
#include "testsuite/fuzz/harmless.h"

using namespace nestling::sli;

namespace {

std::string random_program(std::mt19937& random, const std::vector<std::string>& names) {
  static const std::vector<std::string> data = {
      "0", "1", "-1", "2", "3", "7", "-3", "0.", "1.5", "-2.5", "1e300", "9223372036854775807", "true", "false", "(abc)", "()", "(1 2 add)", "/a", "/x",
      "[]", "[1 2 3]", "[1. 2.]", "[(a) (b)]", "[[1 2] [3 4]]", "{}", "{1}", "{dup}", "{add}", "{pop}", "{exch}", "<< >>", "<< /a 1 >>", "mark", "[",
      "/integertype", "[/integertype]", "/add load", "currentdict", "/f", "{exit}", "{stop}", "[1 3] RangeIterator", "[1 2 3] cv_iv", "[1. 2.] cv_dv"};
  auto pick = [&](auto& from) { return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)]; };
  std::string program;
  const int length = std::uniform_int_distribution<int>(2, 14)(random);
  for (int k = 0; k < length; ++k) program += pick(random() % 2 ? names : data) + " ";
  return program;
}

}  // namespace

TEST_CASE("10,000 random programs", "[sli]") {
  std::ostringstream sink;
  std::vector<std::string> names;
  for (auto& name : Interp().bound_names())
    if (is_harmless(name)) names.push_back(name);
  std::mt19937 random(20240229);
  std::unique_ptr<Interp> i;
  int ended_well = 0;
  for (int n = 0; n < 10'000; ++n) {
    if (n % 50 == 0) {  // what one program defines, the following ones meet
      i = std::make_unique<Interp>();
      i->set_output(sink, sink);
      i->set_deepest(10'000);
    }
    const auto program = random_program(random, names);
    INFO(program);
    i->run("errordict /newerror false put clear cleardictstack 100000 setguard");
    ended_well += i->run(program);
    sink.str("");
  }
  CHECK(ended_well > 0);
  CHECK(ended_well < 10'000);
}

TEST_CASE("programs cut off anywhere, and no programs at all", "[sli]") {
  std::ostringstream sink;
  const std::string program = "/f { dup 2 lt { } { dup 1 sub f exch 2 sub f add } ifelse } def (abc\\n) [1 2.5e3] { /x Set } forall 10 f";
  for (std::size_t length = 0; length <= program.size(); ++length) {
    Interp i;
    i.set_output(sink, sink);
    i.run(program.substr(0, length));
    if (length == program.size()) CHECK(stack_of(i) == "(abc\n) 55");
  }
  std::mt19937 random(7);
  for (int n = 0; n < 200; ++n) {
    std::string bytes(1000, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    Interp i;
    i.set_output(sink, sink);
    i.run(bytes);
  }
}
