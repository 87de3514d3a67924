// What a recorder writes down, where, and how: the entries that all recorders share.
#pragma once
#include <string>

#include "kernel/node/param.h"

namespace nestling {

struct RecorderSettings {
  bool to_file = false, to_memory = true, to_screen = false;
  bool withgid = true, withtime = true, withweight = false, withtargetgid = false, withport = false, withrport = false;
  bool time_in_steps = false;

  std::string label, file_extension = "gdf";
  bool use_gid_in_filename = true;
  std::int64_t precision = 3, fbuffer_size = -1;
  bool scientific = false, binary = false;
  bool close_after_simulate = false, flush_after_simulate = true, flush_records = false, close_on_reset = true;

  // Entries that only some recorders have.
  bool can_accumulate = false, to_accumulator = false;
  bool can_be_precise = true, precise_times = false;
  bool chose_precise_times = false, chose_precision = false;  // the user did, once

  static const Table& table();
  void show(Dict& to) const;
  void read(const Dict& changes);
};

}  // namespace nestling
