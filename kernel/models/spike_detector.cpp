#include "kernel/models/spike_detector.h"

namespace nestling {

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
