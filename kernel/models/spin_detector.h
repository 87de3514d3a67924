// Notes the states of binary neurons.
#pragma once
#include <optional>

#include "kernel/models/recorder/recorder.h"
#include "kernel/models/recorder/transitions.h"

namespace nestling {

class SpinDetector final : public NotingRecorder {
 public:
  static constexpr auto name = "spin_detector";
  static constexpr auto doc =
      "Records the changes of binary neurons: who changed, when, and as weight the new state, 1 or 0. Two spikes of a "
      "node in a "
      "step say 1, one says 0.";

  SpinDetector();

  Port port(Signal signal, std::int64_t receptor) const override;
  void record(const RecordedSpike& spike) override;
  void collect(const Environment&) override;
  void reset_state(const Environment& env) override;

 private:
  void note(const RecordedSpike& spike);

  Transitions<RecordedSpike> heard_;
};

}  // namespace nestling
