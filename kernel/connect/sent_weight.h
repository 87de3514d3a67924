// A weight on its way to a weight recorder.
#pragma once
#include "kernel/base/time.h"
#include "kernel/connect/synapse_rows.h"

namespace nestling {

struct SentWeight {
  std::uint32_t recorder, source, target;  // GIDs
  Receiver receiver;
  std::uint64_t port;
  Step step;
  double weight;
};

}  // namespace nestling
