// Options of commands, as scripts set them with SetOptions.
#pragma once
#include "sli/interp.h"

namespace nestling::sli {

void declare_options(Interp& i, Name* command, const DictBody& defaults);

// The live options of a command: NoOptionsAvailable when it has none.
DictBody& options_of(Interp& i, Name* command);

}  // namespace nestling::sli
