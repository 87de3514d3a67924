// What all spiking neurons keep about their past spikes: entries of their status, and what plastic synapses read.
#pragma once
#include <cstdint>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/node/param.h"

namespace nestling {

struct ArchiveParams {
  double tau_minus = 20, tau_minus_triplet = 110, tau_Ca = 10000, beta_Ca = 0.001;
};
const Table& archive_table();

class SpikeHistory;    // kernel/node/history.h
class SpikeHistories;

// Of the nodes on one thread.
struct Archive {
  explicit Archive(std::size_t n = 0) : last_spike(n, never_spiked), calcium(n, 0.0) {}
  static constexpr Step never_spiked = -1;
  static constexpr std::uint32_t none = ~0u;

  std::uint32_t watch(std::size_t local, SpikeHistories& all);  // its slot among them; spikes are kept from now on
  SpikeHistory* history(std::size_t local) const;               // null if it keeps none
  bool watched() const { return !slots.empty(); }
  void note(std::size_t local, double time, std::uint32_t times) const;  // in steps
  void clear(std::size_t local);

  std::vector<Step> last_spike;
  std::vector<double> calcium;               // at the last spike
  std::vector<std::uint32_t> slots;  // of the histories; empty while no node has plastic inputs
  SpikeHistories* histories = nullptr;
};

void show_archive(const ArchiveParams& params, const Archive& archive, std::size_t local, const TimeGrid& grid, Dict& to);

}  // namespace nestling
