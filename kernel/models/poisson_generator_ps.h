// Poisson spike trains with dead time, between the steps of the grid.
#pragma once
#include "kernel/models/stimulator/trains.h"

namespace nestling {

struct PoissonPsParams {
  double rate = 0.0, dead_time = 0.0;
  static const Table& table();
  void settle(const Dict& changes, const PoissonPsParams& before, const Window&, const Environment&) const;

  double interval(Stream& stream) const;
  // From any time to the next spike, when the process has been going on for long.
  double recurrence(Stream& stream) const;
};

class PoissonGeneratorPs final : public Generator<PoissonPsParams> {
 public:
  static constexpr auto name = "poisson_generator_ps";
  static constexpr auto doc =
      "Sends each of its targets a Poisson spike train of its own at precise times, with intervals of dead_time and an "
      "exponential time. It starts in equilibrium.";
  static constexpr bool off_grid = true;

  Signal sends() const override { return Signal::spike; }
  Commit stage(const Dict& changes, const Environment& env) override;
  void prepare(const Environment& env) override;
  void emit(const Emission& e) override;
  void reset_state(const Environment&) override { redraw_ = true; }

 private:
  struct Next {  // the next spike of a train: in this step, so much before its end
    Step stamp = 0;
    double offset = 0.0;
    void advance(double ms, const TimeGrid& grid);
  };
  Next first(Stream& stream, Step begin, const TimeGrid& grid) const;

  Trains<Next> trains_;
  bool redraw_ = false;  // the process was set anew
};

}  // namespace nestling
