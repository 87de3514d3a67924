// Gamma deviates of unit scale.
#pragma once
#include "kernel/random/philox.h"

namespace nestling {

double draw_gamma(Stream& stream, double order);  // mean and variance `order`
double draw_exponential(Stream& stream);          // mean 1

}  // namespace nestling
