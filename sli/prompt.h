// The interactive session.
#pragma once
#include <string>
#include <string_view>

#include "sli/interp.h"

namespace nestling::sli {

// Reads and runs lines until the end of input or `quit`; the exit code of the process.
int run_session(Interp& i);

std::string prompt_text(const Interp& i, std::string_view mode = "SLI");  // "SLI [2] " with two operands

// Does the text end inside a procedure, a string, a comment, an array or a dictionary?
bool is_unfinished(std::string_view text);

}  // namespace nestling::sli
