#include "kernel/node/archive.h"

namespace nestling {

const Table& archive_table() {
  static const Table table = {
      {"tau_minus", &ArchiveParams::tau_minus, "ms", positive,
       "Time constant of the trace of own spikes that STDP reads"},
      {"tau_minus_triplet", &ArchiveParams::tau_minus_triplet, "ms", positive,
       "Time constant of the slower trace for triplet STDP"},
      {"tau_Ca", &ArchiveParams::tau_Ca, "ms", positive, "Time constant of the calcium concentration"},
      {"beta_Ca", &ArchiveParams::beta_Ca, "", positive, "Calcium that each spike adds"},
  };
  return table;
}

void show_archive(const ArchiveParams& params, const Archive& archive, std::size_t local, const TimeGrid& grid,
                  Dict& to) {
  show_params(archive_table(), &params, to);
  auto last = archive.last_spike[local];
  to["t_spike"] = last == Archive::never_spiked ? -1.0 : grid.ms(last);
  to["Ca"] = archive.calcium[local];
  to["post_trace"] = 0.0;
  to["archiver_length"] = 0;
  to["synaptic_elements"] = Dict{};
}

}  // namespace nestling
