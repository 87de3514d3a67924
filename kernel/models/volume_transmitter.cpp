#include "kernel/models/volume_transmitter.h"

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

}  // namespace nestling
