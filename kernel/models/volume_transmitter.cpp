#include "kernel/models/volume_transmitter.h"

#include <fmt/format.h>

namespace nestling {

const Table& VolumeTransmitter::Settings::table() {
  static const Table table = {{"deliver_interval", &Settings::deliver_interval, "", positive,
                               "Synapses are brought up to date every so many slices"}};
  return table;
}

void VolumeTransmitter::status(Dict& to, const Environment&) const { show_params(Settings::table(), &settings_, to); }

Commit VolumeTransmitter::stage(const Dict& changes, const Environment&) {
  Settings next = settings_;
  read_params(Settings::table(), changes, &next);
  return [this, next] { settings_ = next; };
}

std::string VolumeTransmitter::help() const {
  const Settings defaults;
  return help_rows(Settings::table(), &defaults);
}

Port VolumeTransmitter::port(Signal signal, std::int64_t receptor) const {
  if (signal == Signal::record) return Recorder::port(signal, receptor);
  if (signal != Signal::spike) throw Error(err::illegal_connection, fmt::format("A {} takes spikes only.", model_name));
  if (receptor != 0)
    throw Error(err::unknown_receptor, fmt::format("A {} has receptor 0 only, not {}.", model_name, receptor));
  return {};
}

}  // namespace nestling
