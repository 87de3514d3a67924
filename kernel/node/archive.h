// What all spiking neurons keep about their past spikes: entries of their status, and what plasticity needs later.
#pragma once
#include <cmath>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/node/param.h"

namespace nestling {

struct ArchiveParams {
  double tau_minus = 20, tau_minus_triplet = 110, tau_Ca = 10000, beta_Ca = 0.001;
};
const Table& archive_table();

// Of the nodes on one thread.
struct Archive {
  explicit Archive(std::size_t n = 0) : last_spike(n, never_spiked), calcium(n, 0.0) {}
  static constexpr Step never_spiked = -1;

  void clear(std::size_t local) {
    last_spike[local] = never_spiked;
    calcium[local] = 0.0;
  }

  std::vector<Step> last_spike;
  std::vector<double> calcium;  // at the last spike
};

void show_archive(const ArchiveParams& params, const Archive& archive, std::size_t local, const TimeGrid& grid, Dict& to);

}  // namespace nestling
