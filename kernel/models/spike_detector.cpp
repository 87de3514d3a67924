#include "kernel/models/spike_detector.h"

namespace nestling {

void SpikeDetector::record_all(std::span<const RecordedSpike> spikes) {
  records_.clear();
  for (auto& s : spikes) {
    if (!notes_.active(s.step)) continue;
    const Record record{.sender = s.edge.source,
                        .target = gid,
                        .port = s.edge.port,
                        .stamp = s.step,
                        .offset = s.offset,
                        .weight = s.edge.weight * s.factor};
    for (std::uint32_t i = 0; i < s.multiplicity; ++i) records_.push_back(record);
  }
  notes_.note(records_);
}

}  // namespace nestling
