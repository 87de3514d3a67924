// Notes what synapses send. It is not connected: a synapse model names it.
#pragma once
#include "kernel/models/recorder/recorder.h"

namespace nestling {

class WeightRecorder final : public NotingRecorder {
 public:
  static constexpr auto name = "weight_recorder";
  static constexpr auto doc =
      "Records the weights that synapses send: set it as /weight_recorder in the defaults of a synapse model. Entries "
      "/senders and /targets, arrays of GIDs, restrict what it records.";

  WeightRecorder();

  void status(Dict& to, const Environment&) const override;
  Commit stage(const Dict& changes, const Environment& env) override;
  void record_weight(const SentWeight& sent, std::int64_t receptor) override;

 private:
  using Gids = std::vector<std::int64_t>;
  Gids senders_, targets_;  // ascending; empty: all
};

}  // namespace nestling
