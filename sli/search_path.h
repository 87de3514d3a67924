// Where programs and data are looked for, and where the parts of the installation are.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sli/interp.h"

namespace nestling::sli {

// The folder share/nestling of the installation or build tree that this code runs from; empty when there is none.
std::filesystem::path data_directory();

void define_search_path(Interp& i);  // (.) $SLIUSER… the library $SLI_PATH…

// Opens the file for reading, trying each of the suffixes in each directory of the search path; a name with a slash is
// opened as it is. FileOpenError when there is none.
Token open_on_path(Interp& i, const std::string& name, std::initializer_list<const char*> suffixes);
Token open_program(Interp& i, const std::string& name);  // as `run` does: .sli is optional

}  // namespace nestling::sli
