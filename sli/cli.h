// The program `sli`: its command line, and what it does with it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sli/interp.h"
#include "sli/sandbox.h"

namespace nestling::sli {

struct CommandLine {
  enum class Action { interactive, files, command, batch, help, version };
  Action action = Action::interactive;
  std::vector<std::string> arguments;  // all of them, the program's name first
  std::vector<std::string> files;      // also what is no option that we know
  std::string command;
  std::vector<std::string> user_arguments;
  std::optional<int> verbosity;
  bool debug = false;
  std::optional<Sandbox> sandbox;
};

CommandLine parse_command_line(int argc, const char* const* argv);  // Error when it makes no sense
std::string usage();

void enter_sandbox(const CommandLine& line);  // if it asks for one; before there is an interpreter

// What is executed at the start: the file that NESTRCFILENAME names, or ~/.nestrc.
std::string resource_file_name();

// Does what the command line says; the result is the exit code of the process.
int run_command_line(Interp& i, const CommandLine& line);

}  // namespace nestling::sli
