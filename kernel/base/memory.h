// Refusing what cannot fit, before the system kills the process for trying.
#pragma once
#include <cstddef>
#include <string_view>

namespace nestling {

// KernelException unless the machine has this much memory at all; `what` begins the message.
void require_memory(double bytes, std::string_view what);

}  // namespace nestling
