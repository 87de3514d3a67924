#include "kernel/models/spike_detector.h"

#include <fmt/format.h>

namespace nestling {

Port SpikeDetector::port(Signal signal, std::int64_t receptor) const {
  if (signal == Signal::record) return NotingRecorder::port(signal, receptor);
  if (signal != Signal::spike) throw Error(err::illegal_connection, fmt::format("A {} takes spikes only.", model_name));
  if (receptor != 0)
    throw Error(err::unknown_receptor, fmt::format("A {} has receptor 0 only, not {}.", model_name, receptor));
  return {};
}

void SpikeDetector::record(const RecordedSpike& s) {
  if (!notes_.active(s.step)) return;
  const Record record{.sender = s.edge.source,
                      .target = gid,
                      .port = s.edge.port,
                      .stamp = s.step,
                      .offset = s.offset,
                      .weight = s.edge.weight * s.factor};
  for (std::uint32_t i = 0; i < s.multiplicity; ++i) notes_.note(record);
}

}  // namespace nestling
