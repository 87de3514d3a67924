#include "kernel/run/settings.h"

namespace nestling {

const Table& KernelSettings::table() {
  using S = KernelSettings;
  static const Table table = {
      {"print_time", &S::print_time, "", any, "Show progress while simulating"},
      {"overwrite_files", &S::overwrite_files, "", any, "Recorders may replace files that exist"},
      {"dict_miss_is_error", &S::dict_miss_is_error, "", any, "An entry that nobody reads is an error, not a warning"},
      {"off_grid_spiking", &S::off_grid_spiking, "", any, "Spikes may lie between the steps"},
      {"keep_source_table", &S::keep_source_table, "", any, "Connections can be looked at after simulating"},
      {"sort_connections_by_source", &S::sort_connections_by_source, "", any, "Order of connections"},
      {"structural_plasticity_update_interval", &S::structural_plasticity_update_interval, "steps", any,
       "Time between changes of the structure"},
      {"use_wfr", &S::use_wfr, "", any, "Iterate instantaneous coupling over a slice"},
      {"adaptive_spike_buffers", &S::adaptive_spike_buffers, "", any, "Kept only"},
      {"adaptive_target_buffers", &S::adaptive_target_buffers, "", any, "Kept only"},
      {"buffer_size_spike_data", &S::buffer_size_spike_data, "", any, "Kept only"},
      {"buffer_size_target_data", &S::buffer_size_target_data, "", any, "Kept only"},
      {"max_buffer_size_spike_data", &S::max_buffer_size_spike_data, "", any, "Kept only"},
      {"max_buffer_size_target_data", &S::max_buffer_size_target_data, "", any, "Kept only"},
      {"growth_factor_buffer_spike_data", &S::growth_factor_buffer_spike_data, "", any, "Kept only"},
      {"growth_factor_buffer_target_data", &S::growth_factor_buffer_target_data, "", any, "Kept only"},
      {"label", &S::label, "", any, "Of the root of the tree of nodes"},
      {"frozen", &S::frozen, "", any, "Of the root, without effect"},
  };
  return table;
}

}  // namespace nestling
