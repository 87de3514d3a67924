// Refusing what the machine has no memory for, before the system ends the process.
#pragma once
#include <chrono>
#include <cstddef>

namespace nestling::sli {

bool has_room_for(std::size_t bytes);  // is that much memory to be had
void require_room(std::size_t bytes);  // bad_alloc otherwise: for what programs can make large in a single step

// For those who can ask very often: the system is asked every now and then.
class RoomWatch {
 public:
  bool is_short();

 private:
  std::chrono::steady_clock::time_point looked_{};
};

}  // namespace nestling::sli
