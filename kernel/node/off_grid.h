// Spikes between the steps of the grid, as a model sees them: those that arrive in a step, and those that it sends. A
// time is given as its offset, in ms before the end of the step.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/base/lanes.h"

namespace nestling {

struct Arrival {
  double offset, amount;
};

class OffGrid {
 public:
  struct Letter {  // an arrival for the node at a place of the thread's
    std::uint32_t place;
    Arrival arrival;
  };
  struct Departure {
    std::uint32_t place;
    double offset;
    std::uint32_t times;
  };

  bool fresh = false;  // in the first step of a run

  // What arrives off the grid, in the order of time.
  std::span<const Arrival> arrivals(std::size_t lane);
  Mask any();
  // For models to which it is all the same: adds what arrives off the grid to what arrives at the end of the step.
  void put_on_grid(Real& positive, Real& negative);
  void send(std::size_t lane, double offset, double times = 1) {
    departures.push_back({place + static_cast<std::uint32_t>(lane), offset, static_cast<std::uint32_t>(times)});
  }

  // Set up by the population: letters by place, those of a place in the order of time.
  std::vector<Letter> letters;
  std::vector<Departure> departures;
  std::uint32_t place = 0;  // of the first lane

 private:
  std::span<const Letter> to(std::uint32_t place) const;
  std::vector<Arrival> scratch_;
};

}  // namespace nestling
