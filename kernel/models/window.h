// When a device is active: the window that start, stop and origin describe, the same for all devices.
#pragma once
#include <limits>

#include "kernel/base/time.h"
#include "kernel/node/param.h"

namespace nestling {

// Times in ms as users see them; infinity is shown as the largest double.
struct Window {
  double origin = 0.0, start = 0.0, stop = std::numeric_limits<double>::max();

  static const Table& table();
  // Reads the three entries of `changes`: multiples of the resolution, not negative, stop >= start.
  void read(const Dict& changes, const TimeGrid& grid);

  Step begin(const TimeGrid& grid) const;  // origin + start
  Step end(const TimeGrid& grid) const;    // origin + stop; `never` when stop is infinite
};

// The stamps s with after < s <= last, in steps.
struct ActiveSteps {
  Step after = 0, last = never;
  bool contains(Step s) const { return s > after && s <= last; }
};

// How the kinds of devices read their window (a = begin, b = end).
ActiveSteps inside(const Window& window, const TimeGrid& grid);    // a < s <= b: recorders, spike_generator
ActiveSteps earlier(const Window& window, const TimeGrid& grid);   // a <= s < b: currents
ActiveSteps one_late(const Window& window, const TimeGrid& grid);  // a + 1 < s <= b + 1: Poisson processes

}  // namespace nestling
