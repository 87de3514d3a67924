// Independent Poisson trains, one for each connection of a generator.
#pragma once
#include <vector>

#include "kernel/node/device.h"
#include "kernel/random/poisson.h"

namespace nestling {

// The targets of a generator on all threads, arranged for drawing in bulk.
class PoissonTrains {
 public:
  enum class Rate : std::uint8_t { constant, varying };  // during a run
  void prepare(const Environment& env, Gid generator, Rate rate);
  std::size_t size(int thread) const;  // number of trains into cells of this thread
  // Counts from the table for the steps from + 1 … to, on one thread: into cells and for recorders.
  void emit(const Emission& e, const PoissonTable& table, Step from, Step to);
  // The same train for all.
  void emit_shared(const Emission& e, const PoissonTable& table, Step from, Step to) const;

 private:
  struct Group {  // the connections of one delay on one thread
    std::uint32_t delay = 0;
    std::vector<std::uint32_t> ordinal, cell;
    std::vector<double> weight;  // one for all, or one each
    std::vector<PoissonTargets::Regular> regular;
    PoissonCarry carry;
    std::vector<double*> rows;  // scratch
  };
  Group& group(int thread, std::uint32_t delay);

  StreamKey key_{};
  std::vector<std::vector<Group>> groups_;  // by thread
};

}  // namespace nestling
