// Refusing what cannot fit, before the system kills the process for trying.
#pragma once
#include <cstddef>
#include <string_view>

namespace nestling {

// KernelException unless the machine has this much memory at all; `what` begins the message.
void require_memory(double bytes, std::string_view what);

// What this process holds of it, in bytes; 0 where the system does not tell.
std::size_t resident_memory();

}  // namespace nestling
