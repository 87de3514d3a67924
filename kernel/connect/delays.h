// Which delays connections may have, and which they have.
#pragma once
#include <cstdint>
#include <span>

#include "kernel/base/time.h"

namespace nestling {

class DelayLimits {
 public:
  static constexpr Step largest = 65535;  // what the rows can hold

  // A delay of the user in whole steps; BadDelay if it is shorter than one or outside of the limits.
  Step steps(double ms, const TimeGrid& grid) const;
  void steps(std::span<const double> ms, const TimeGrid& grid, std::span<std::uint16_t> to) const;  // of many
  // One that need not be whole steps: the steps it takes, and by how many ms it is shorter.
  struct Exact {
    Step steps;
    double offset;
  };
  Exact exact(double ms, const TimeGrid& grid) const;
  void note(Step delay);  // some connection has it

  // The limits the user sets: BadDelay, BadProperty. Without them any delay is allowed until the first simulation.
  void set_by_user(double min_ms, double max_ms, const TimeGrid& grid, bool there_are_connections);
  bool set_by_user() const { return user_set_; }
  // From the first simulation on, delays must stay within the extrema that were in force.
  void fix(Step min, Step max);
  void regrid(const TimeGrid& grid);  // the user's limits keep their values in ms

  // Extrema of all delays so far, widened by the user's limits; 0 when there is none.
  Step shortest() const { return user_set_ || fixed_ ? min_ : shortest_; }
  Step longest() const { return user_set_ || fixed_ ? max_ : longest_; }

 private:
  bool user_set_ = false, fixed_ = false;
  Step min_ = 0, max_ = 0;
  double min_ms_ = 0, max_ms_ = 0;  // as the user gave them
  Step shortest_ = 0, longest_ = 0;
};

}  // namespace nestling
