// Binomial numbers: successes in n independent trials of probability p.
#pragma once
#include <cstdint>

#include "kernel/random/philox.h"

namespace nestling {

std::int64_t draw_binomial(Stream& stream, std::int64_t n, double p);

}  // namespace nestling
