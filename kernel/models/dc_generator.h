// A constant current.
#pragma once
#include "kernel/models/stimulator/current.h"

namespace nestling {

struct DcParams {
  double amplitude = 0.0;
  static const Table& table() {
    static const Table rows{{"amplitude", &DcParams::amplitude, "pA", any, "Current"}};
    return rows;
  }
  double current(Step, const TimeGrid&) const { return amplitude; }
};

class DcGenerator final : public CurrentGenerator<DcParams> {
 public:
  static constexpr auto name = "dc_generator";
  static constexpr auto doc = "Sends a constant current into its targets, from start to stop.";
};

}  // namespace nestling
