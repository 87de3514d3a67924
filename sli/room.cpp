#include "sli/room.h"

#include <sys/sysinfo.h>

#include <cstdio>
#include <new>

namespace nestling::sli {
namespace {

constexpr std::size_t small = std::size_t{16} << 20;  // not worth the question
constexpr std::size_t reserved_part = 64;             // of all memory, which is left to the others

// Free pages, and those that hold files and can be given up.
std::size_t available() {
  std::size_t kilobytes = ~std::size_t{0} >> 10;
  if (FILE* file = std::fopen("/proc/meminfo", "r")) {
    char line[128];
    while (std::fgets(line, sizeof line, file) && std::sscanf(line, "MemAvailable: %zu kB", &kilobytes) != 1) {}
    std::fclose(file);
  }
  return kilobytes << 10;
}

}  // namespace

bool has_room_for(std::size_t bytes) {
  struct sysinfo info;
  if (::sysinfo(&info) != 0) return true;
  const std::size_t needed = bytes + std::size_t{info.totalram} * info.mem_unit / reserved_part;
  return needed < std::size_t{info.freeram} * info.mem_unit || needed < available();
}

bool RoomWatch::is_short() {
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < std::chrono::milliseconds(20)) return false;
  looked_ = now;
  return !has_room_for(0);
}

void require_room(std::size_t bytes) {
  if (bytes >= small && !has_room_for(bytes)) throw std::bad_alloc();
}

}  // namespace nestling::sli
