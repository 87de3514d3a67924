#include "sli/bindings/program.h"

#include <iostream>

#include "sli/bindings/kernel.h"
#include "sli/bindings/live_line.h"
#include "sli/cli.h"

namespace nestling::sli {

namespace {

int run(int argc, const char* const* argv) {
  const CommandLine line = parse_command_line(argc, argv);
  enter_sandbox(line);
  Interp interp;
  add_kernel(interp);
  show_live_line_on_terminal(interp);
  const int code = run_command_line(interp, line);
  interp.out().flush();
  return code;
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "sli: " << error.what() << '\n';
    return 126;
  }
}

}  // namespace nestling::sli
