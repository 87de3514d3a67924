// The generators of rngdict, and those of the kernel.
#pragma once
#include "kernel/base/value.h"
#include "sli/bindings/random.h"

namespace nestling::sli {

bool is_gsl(std::uint64_t kind);
Token generator_dictionary(Interp& i);

// The kernel's generators start again from its seeds: after ResetKernel.
void forget_kernel_generators(Interp& i);
// The same after new seeds; or they are what the user handed over. For a SetStatus of the kernel that succeeded.
void take_kernel_generators(Interp& i, const Dict& changes);

}  // namespace nestling::sli
