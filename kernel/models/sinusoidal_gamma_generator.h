// Gamma spike trains with a sinusoidal rate: in the time that runs with order * rate, intervals are gamma-distributed
// with unit scale (Barbieri, Quirk, Frank, Wilson & Brown 2001, J Neurosci Methods 105:25).
#pragma once
#include "kernel/models/stimulator/sinusoidal.h"
#include "kernel/models/stimulator/trains.h"

namespace nestling {

struct SinusoidalGammaParams : SinusoidalRate {
  double order = 1.0;
  static const Table& table();
  void settle(const Dict& changes, const SinusoidalGammaParams& before, const Window&, const Environment&) const;
  double operational_time(Step from, Step to, const TimeGrid& grid) const;
};

class SinusoidalGammaGenerator final : public SinusoidalGenerator<Generator<SinusoidalGammaParams>> {
 public:
  static constexpr auto name = "sinusoidal_gamma_generator";
  static constexpr auto doc =
      "Sends its targets gamma spike trains of rate + amplitude * sin(2 pi frequency t + phase), at most one spike in "
      "a step "
      "(Barbieri et al. 2001, J Neurosci Methods 105:25; Cardanobile & Rotter 2010, J Comput Neurosci 28:267).";

  Signal sends() const override { return Signal::spike; }
  Commit stage(const Dict& changes, const Environment& env) override;
  void prepare(const Environment& env) override;
  void emit(const Emission& e) override;
  void reset_state(const Environment& env) override;

 private:
  struct Interval {
    double begin, end;  // in operational time
  };
  double operational_time(Step s, const TimeGrid& grid) const {
    return elapsed_ + params_.operational_time(since_, s, grid);
  }
  Interval interval(double begin, Stream& stream) const;
  void survive(Interval& interval, Stream& stream, double now) const;

  Trains<Interval> trains_;
  bool started_ = false, other_order_ = false;
  Step since_ = 0;          // when the present parameters were set; by then
  double elapsed_ = 0.0;    // so much operational time had passed
  std::vector<Step> done_;  // the last active step, by thread
};

}  // namespace nestling
