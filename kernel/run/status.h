// One entry of the kernel's status, without the others.
#pragma once
#include <string_view>

#include "kernel/base/value.h"

namespace nestling {

struct KernelImpl;

Value kernel_entry(const KernelImpl& k, std::string_view key);  // DictError if there is none

}  // namespace nestling
