// A current that changes at listed times.
#pragma once
#include "kernel/models/stimulator/current.h"
#include "kernel/models/stimulator/step_amplitude.h"

namespace nestling {

struct StepCurrentParams : StepAmplitude {
  static const Table& table() {
    static const Table all = rows("pA");
    return all;
  }
  double current(Step s, const TimeGrid&) const { return at(s); }
};

class StepCurrentGenerator final : public CurrentGenerator<StepCurrentParams> {
 public:
  static constexpr auto name = "step_current_generator";
  static constexpr auto doc = "Sends a piecewise constant current into its targets, from start to stop.";

  void reset_state(const Environment& env) override { params_.forget(env.now); }
};

}  // namespace nestling
