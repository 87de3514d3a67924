// What a user reads of an error.
#pragma once
#include <string>

#include "sli/interp.h"

namespace nestling::sli {

// Whether the standard output is a terminal that shows colours; an attachment, switched on by the interactive program.
struct Terminal {
  bool colours = false;
};

// The error that errordict tells of, or else the fact that the program was stopped: the report is shown and newerror
// becomes false. The literal that the error left on the stack is taken.
void report_error(Interp& i);

}  // namespace nestling::sli
