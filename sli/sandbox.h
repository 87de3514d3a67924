// Strangers' programs: what the process may still do is told to the system, which then holds it to that for good.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace nestling::sli {

struct Sandbox {
  std::vector<std::string> folders;       // may be read and written, with all below
  std::vector<std::string> only_to_read;  // files and folders
  std::size_t megabytes = 2048;           // of memory, and of each file
  unsigned seconds = 60;                  // of processor time: then the program is interrupted; it ends soon afterwards
};

// No files but those, no processes, no network, no environment, limits. Cannot be undone. Error where the system cannot
// do it.
void enter(const Sandbox& sandbox);

}  // namespace nestling::sli
