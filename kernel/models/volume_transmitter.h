// Gathers the spikes of a population; synapses that name it feel them as one signal, wherever they are.
#pragma once
#include "kernel/node/device.h"

namespace nestling {

class VolumeTransmitter final : public Recorder {
 public:
  static constexpr auto name = "volume_transmitter";
  static constexpr auto element_type = "other";
  static constexpr auto doc =
      "Hands the spikes of the neurons that are connected to it to all synapses of the models that name it as /vt "
      "(stdp_dopamine_synapse).";

  void status(Dict& to, const Environment&) const override;
  Commit stage(const Dict& changes, const Environment&) override;
  std::string help() const override;
  Port port(Signal signal, std::int64_t receptor) const override { return spike_port(signal, receptor); }
  std::int64_t transmits_every() const override { return settings_.deliver_interval; }

 private:
  struct Settings {
    std::int64_t deliver_interval = 1;
    static const Table& table();
  };
  Settings settings_;
};

}  // namespace nestling
