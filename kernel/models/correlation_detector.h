// The cross-correlation histogram of two sets of spike trains.
#pragma once
#include <array>
#include <deque>

#include "kernel/models/recorder/correlator.h"

namespace nestling {

class CorrelationDetector final : public Correlator {
 public:
  static constexpr auto name = "correlation_detector";
  static constexpr auto doc =
      "Counts pairs of spikes by how much later than the one of receptor 0 the one of receptor 1 is. Bins are closed "
      "on the "
      "left; weights of the connections are multiplied in histogram, not in count_histogram. Setting n_events to [0 0] "
      "starts "
      "again.";

  CorrelationDetector() : Correlator({.delta_tau = 1.0, .tau_max = 10.0, .N_channels = 2}) {}
  Port port(Signal signal, std::int64_t receptor) const override {
    return spike_port(signal, receptor, Signal::spike, 2);
  }

 private:
  const Table& table() const override;
  bool read_own(const Dict& changes) const override;
  void show_counts(Dict& to) const override;
  void forget() override;
  void make_room() override;
  void note(const Event& event, bool counts) override;
  void count(Step lag, double weight);

  std::array<std::deque<CountedSpike>, 2> spikes_;
  std::array<std::int64_t, 2> n_events_{};
  std::vector<double> histogram_, correction_;  // and what rounding took from it (Kahan)
  std::vector<std::int64_t> counts_;
};

}  // namespace nestling
