#include "sli/statistics.h"

#include "sli/op.h"

namespace nestling::sli {

double mean(const std::vector<double>& x) {
  if (x.empty()) fail(err::division_by_zero, "an empty array has no mean");
  double sum = 0;
  for (const double v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

double variance(const std::vector<double>& x) {
  if (x.size() < 2) fail(err::division_by_zero, "a variance needs two numbers at least");
  const double m = mean(x);
  double sum = 0;
  for (const double v : x) sum += (v - m) * (v - m);
  return sum / static_cast<double>(x.size() - 1);
}

}  // namespace nestling::sli
