#include "kernel/base/memory.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "kernel/base/error.h"

namespace nestling {

void require_memory(double bytes, std::string_view what) {
  double all = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  if (bytes > all)
    throw Error(err::kernel_exception, fmt::format("{} would take {:.3g} GB; this machine has {:.3g} GB of memory.",
                                                   what, bytes * 1e-9, all * 1e-9));
}

std::size_t resident_memory() {
  std::size_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGE_SIZE));
}

}  // namespace nestling
