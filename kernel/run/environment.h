// What nodes may know of the kernel they live in.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "kernel/base/time.h"

namespace nestling {

class ConnectionStore;
class NodeTable;

enum class Level : int {
  all = 0,
  debug = 5,
  status = 7,
  info = 10,
  deprecated = 18,
  warning = 20,
  error = 30,
  fatal = 40,
  quiet = 100
};

struct Environment {
  TimeGrid grid;
  Step now = 0;            // steps done so far
  Step min_delay = 1;      // length of a slice in steps
  int n_threads = 1;
  std::uint64_t seed = 0;  // key made of the user's seeds
  double stdp_eps = 1e-6;  // ms; spikes that are closer than this are simultaneous for plasticity
  std::string data_path, data_prefix;
  bool overwrite_files = false;
  bool off_grid_spiking = false;
  bool dict_miss_is_error = true;  // entries that nobody reads are errors, not remarks

  const NodeTable* nodes = nullptr;
  const ConnectionStore* connections = nullptr;
  std::function<void(Level, std::string_view from, std::string_view text)> log;
  std::function<void(std::string_view)> screen;

  // Somebody's dictionary has entries that nobody knows: an error or a remark, as the user wants it.
  void complain(std::string_view from, const std::string& text) const;
};

}  // namespace nestling
