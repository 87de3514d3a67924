// What a run tells of itself: some times a second while it goes on, and once when it ends.
#pragma once
#include <cstdint>

namespace nestling {

struct RunProgress {
  double now_ms;             // biological time
  double done_ms, total_ms;  // of this run
  double seconds;            // of wall-clock time since it began
  std::int64_t spikes;       // of neurons since it began
  bool print_time;           // the user asks for a line that stays
  bool ended;
};

}  // namespace nestling
