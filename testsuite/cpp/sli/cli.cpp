#include "sli/cli.h"

#include <catch2/catch.hpp>

#include "kernel/base/error.h"

using namespace nestling::sli;
using Action = CommandLine::Action;
using Strings = std::vector<std::string>;

namespace {
CommandLine parsed(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "sli");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}
}  // namespace

TEST_CASE("What the command line asks for", "[cli]") {
  CHECK(parsed({}).action == Action::interactive);
  CHECK(parsed({"a.sli", "b"}).action == Action::files);
  CHECK(parsed({"a.sli", "b"}).files == Strings{"a.sli", "b"});
  CHECK(parsed({"-"}).action == Action::batch);
  CHECK(parsed({"--batch"}).action == Action::batch);
  CHECK(parsed({"-h"}).action == Action::help);
  CHECK(parsed({"--version"}).action == Action::version);
}

TEST_CASE("A command goes before files, which are only listed", "[cli]") {
  const auto line = parsed({"a.sli", "-c", "-1 abs ="});
  CHECK(line.action == Action::command);
  CHECK(line.command == "-1 abs =");
  CHECK(line.files == Strings{"a.sli"});
  CHECK(line.arguments == Strings{"sli", "a.sli", "-c", "-1 abs ="});
}

TEST_CASE("Options stand anywhere; what is no option is a file", "[cli]") {
  const auto line = parsed({"a.sli", "--userargs=x:y", "--strange", "-d"});
  CHECK(line.files == Strings{"a.sli", "--strange"});
  CHECK(line.user_arguments == Strings{"x", "y"});
  CHECK(line.verbosity == 0);
}

TEST_CASE("A command line that makes no sense is an error", "[cli]") {
  CHECK_THROWS_AS(parsed({"-c"}), nestling::Error);
  CHECK_THROWS_AS(parsed({"--verbosity=LOUD"}), nestling::Error);
}
