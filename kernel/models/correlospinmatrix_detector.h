// Auto- and cross-covariances of the states of binary neurons.
#pragma once
#include <deque>

#include "kernel/models/recorder/channel_matrix.h"
#include "kernel/models/recorder/correlator.h"
#include "kernel/models/recorder/transitions.h"

namespace nestling {

class CorrelospinmatrixDetector final : public Correlator {
 public:
  static constexpr auto name = "correlospinmatrix_detector";
  static constexpr auto doc =
      "Correlates the states of binary neurons: entry K + k of count_covariance[i][j], K = tau_max / delta_tau, is the "
      "number of "
      "steps in which the unit of receptor i is 1 while that of j was 1 k bins before. The time that a unit is 1 "
      "counts when, "
      "after it has gone back to 0, any unit changes.";

  CorrelospinmatrixDetector() : Correlator({.delta_tau = 0.1, .tau_max = 1.0}) {}
  Port port(Signal signal, std::int64_t receptor) const override {
    return spike_port(signal, receptor, Signal::transition, params_.N_channels);
  }

 private:
  void check(const CorrelatorParams& p, const TimeGrid& grid) const override;
  void show_counts(Dict& to) const override { to["count_covariance"] = counts_.shown(n_channels()); }
  void forget() override;
  void make_room() override;
  void note(const Event& event, bool counts) override;
  void change(const Event& event);

  struct Pulse {  // a unit was 1 from the first step to the one before the last
    std::size_t channel;
    Step begin, end;
  };
  void add(const Pulse& pulse);
  void add(const Pulse& p, const Pulse& q);

  static constexpr Step down = -1;
  std::vector<Step> up_since_;  // by channel
  std::deque<Pulse> pulses_;
  Transitions<Event> heard_;
  ChannelMatrix<std::int64_t> counts_;
};

}  // namespace nestling
