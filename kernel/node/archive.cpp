#include "kernel/node/archive.h"

#include "kernel/node/history.h"

namespace nestling {

std::uint32_t Archive::watch(std::size_t local, SpikeHistories& all) {
  histories = &all;
  if (slots.empty()) slots.assign(last_spike.size(), none);
  if (slots[local] == none) slots[local] = all.add();
  return slots[local];
}

SpikeHistory* Archive::history(std::size_t local) const {
  return slots.empty() || slots[local] == none ? nullptr : &(*histories)[slots[local]];
}

void Archive::note(std::size_t local, double time, std::uint32_t times) const {
  if (slots[local] != none) histories->note(slots[local], time, times);
}

void Archive::clear(std::size_t local) {
  last_spike[local] = never_spiked;
  calcium[local] = 0.0;
  if (history(local)) histories->clear(slots[local]);
}

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
  const SpikeHistory* history = archive.history(local);
  to["post_trace"] = history ? archive.histories->handed_out(archive.slots[local]) : 0.0;
  to["archiver_length"] = history ? history->size() : 0;
  to["synaptic_elements"] = Dict{};
}

}  // namespace nestling
