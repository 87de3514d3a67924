// Thinning: of spikes that are common to all targets, each connection gets each with the same probability, on its own.
#pragma once
#include "kernel/models/stimulator/generator.h"
#include "kernel/random/philox.h"

namespace nestling {

class Copies {
 public:
  void prepare(const Environment& env, Gid generator) {
    key_ = stream_key(env.seed, Purpose::train, static_cast<std::uint64_t>(generator));
  }
  void send(const Emission& e, Step stamp, std::int64_t n, double probability) const;

 private:
  StreamKey key_{};
};

}  // namespace nestling
