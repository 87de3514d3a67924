// A quantity that changes at listed times and keeps its value in between.
#pragma once
#include <string>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/node/param.h"

namespace nestling {

struct StepFunction {
  std::vector<double> times, values;  // ms, and the value from then on
  bool allow_offgrid_times = false;

  // The value for the step with this stamp: that of the last entry with time <= stamp, 0 before the first.
  double at(Step stamp) const;

  struct Names {
    const char *times, *values;
  };
  // Checks what was read. A new list leaves the present value as it is until its first entry after `now` is reached.
  void settle(const Dict& changes, const StepFunction& before, Names names, Step now, const TimeGrid& grid);
  // 0 until the next entry.
  void forget(Step now);

 private:
  std::vector<Step> stamps_;
  Step passed_ = 0;    // entries up to this step have no effect any more:
  double held_ = 0.0;  // this value holds instead
};

}  // namespace nestling
