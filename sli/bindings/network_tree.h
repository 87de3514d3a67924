// The tree of nodes as text.
#pragma once
#include <iosfwd>

#include "kernel/kernel.h"

namespace nestling::sli {

// "+-[1] label dim=[2]" and, down to the depth, its nodes; numbers are places in the subnet. SubnetExpected.
void print_network(std::ostream& out, Kernel& kernel, Gid subnet, std::int64_t depth);

}  // namespace nestling::sli
