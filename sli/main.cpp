#include <iostream>

#include "sli/bindings/kernel.h"
#include "sli/bindings/live_line.h"
#include "sli/cli.h"

namespace {

int run(int argc, char** argv) {
  using namespace nestling::sli;
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

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    return run(argc, argv);
  } catch (const nestling::Error& error) {
    std::cerr << "sli: " << error.what() << '\n';
    return 126;
  }
}
