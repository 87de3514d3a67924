// statusdict: what a program can ask about the program it runs in.
#pragma once
#include <string>
#include <vector>

#include "sli/interp.h"

namespace nestling::sli {

void define_status(Interp& i);  // everything but what the command line says

// `argv` with the program's name; `files` those that are to be run.
void set_status_arguments(Interp& i, const std::vector<std::string>& argv, const std::vector<std::string>& files,
                          const std::vector<std::string>& user_arguments, bool interactive);

int exit_code(Interp& i, std::string_view name);  // from statusdict /exitcodes: "scripterror"
int final_exit_code(Interp& i);                   // of a program that ends by itself: statusdict /exitcode

std::string_view program_version();        // of Nestling
std::string_view compatible_version();     // of the program whose scripts run: "nest-2.20.2"

}  // namespace nestling::sli
