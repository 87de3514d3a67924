// Notes the spikes of all nodes that are connected to it.
#pragma once
#include "kernel/models/recorder/recorder.h"

namespace nestling {

class SpikeDetector final : public NotingRecorder {
 public:
  static constexpr auto name = "spike_detector";
  static constexpr auto doc = "Records spikes: who sent them and when. Connect neurons or spike generators to it.";

  SpikeDetector() : NotingRecorder(Notebook({})) {}

  Port port(Signal signal, std::int64_t receptor) const override {
    return spike_port(signal, receptor, Signal::spike_or_transition);
  }
  void record(const RecordedSpike& spike) override { record_all({&spike, 1}); }
  void record_all(std::span<const RecordedSpike> spikes) override;

 private:
  std::vector<Record> records_;  // scratch
};

}  // namespace nestling
