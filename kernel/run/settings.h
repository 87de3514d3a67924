// The entries of the kernel's status that a user sets, with their defaults.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/node/param.h"

namespace nestling {

struct KernelSettings {
  std::int64_t local_num_threads = 1;
  TimeGrid grid;
  std::int64_t grng_seed = 0;
  std::vector<std::int64_t> rng_seeds = {1};
  std::int64_t num_processes = 1;  // as a user pretends

  bool print_time = false, overwrite_files = false, dict_miss_is_error = true, off_grid_spiking = false;
  std::string data_path, data_prefix;
  bool keep_source_table = true, sort_connections_by_source = true;
  std::int64_t structural_plasticity_update_interval = 1000;
  bool use_wfr = true;
  double wfr_comm_interval = 1.0, wfr_tol = 1e-4;
  std::int64_t wfr_max_iterations = 15, wfr_interpolation_order = 3;
  double stdp_eps = 1e-6;  // ms
  // Of no meaning here: kept and shown for scripts that set them.
  bool adaptive_spike_buffers = true, adaptive_target_buffers = true;
  std::int64_t buffer_size_spike_data = 2, buffer_size_target_data = 2;
  std::int64_t max_buffer_size_spike_data = 8388608, max_buffer_size_target_data = 16777216;
  double growth_factor_buffer_spike_data = 1.5, growth_factor_buffer_target_data = 1.5;
  // Of the root of the tree of nodes.
  std::string label;
  bool frozen = true;

  static const Table& table();  // those that are read and checked one by one
};

}  // namespace nestling
