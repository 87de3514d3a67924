// The whole of the program `sli`.
#pragma once

namespace nestling::sli {

// Never throws; the result is the exit code.
int run_program(int argc, const char* const* argv);

}  // namespace nestling::sli
