#include "kernel/models/spin_detector.h"

namespace nestling {

namespace {

RecorderSettings with_states() {
  RecorderSettings settings;
  settings.withweight = true;
  return settings;
}

}  // namespace

SpinDetector::SpinDetector() : NotingRecorder(Notebook(with_states())) {}

// Parrots, generators and binary neurons can be decoded, spiking neurons cannot.
Port SpinDetector::port(Signal signal, std::int64_t receptor) const {
  return spike_port(signal, receptor, Signal::transition);
}

void SpinDetector::record(const RecordedSpike& spike) {
  const auto same = [](const RecordedSpike& a, const RecordedSpike& b) {
    return a.edge.source == b.edge.source && a.step == b.step;
  };
  heard_.hear(spike, same, [this](const RecordedSpike& s) { note(s); });
}

void SpinDetector::collect(const Environment&) {
  heard_.close([this](const RecordedSpike& s) { note(s); });
}

void SpinDetector::reset_state(const Environment& env) {
  heard_.forget();
  NotingRecorder::reset_state(env);
}

void SpinDetector::note(const RecordedSpike& s) {
  if (!notes_.active(s.step)) return;
  notes_.note({.sender = s.edge.source,
               .target = gid,
               .port = s.edge.port,
               .stamp = s.step,
               .offset = s.offset,
               .weight = s.multiplicity == 2 ? 1.0 : 0.0});
}

}  // namespace nestling
