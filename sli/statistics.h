// Statistics of numbers.
#pragma once
#include <vector>

namespace nestling::sli {

double mean(const std::vector<double>& x);      // DivisionByZero of none
double variance(const std::vector<double>& x);  // unbiased; DivisionByZero of less than two

}  // namespace nestling::sli
