// What a run tells of itself: some times a second while it goes on, and once when it ends. Before that, Prepare tells
// when it begins and ends to build many connections.
#pragma once
#include <cstddef>
#include <cstdint>

namespace nestling {

struct RunProgress {
  double now_ms = 0;                 // biological time
  double done_ms = 0, total_ms = 0;  // of this run
  double seconds = 0;                // of wall-clock time since it began
  std::int64_t spikes = 0;           // of neurons since it began
  bool print_time = false;           // the user asks for a line that stays
  bool ended = false;
  std::size_t building = 0;  // connections; then the rest says nothing
};

}  // namespace nestling
