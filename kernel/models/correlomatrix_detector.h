// Auto- and cross-covariances of several spike trains.
#pragma once
#include <deque>

#include "kernel/models/recorder/channel_matrix.h"
#include "kernel/models/recorder/correlator.h"

namespace nestling {

class CorrelomatrixDetector final : public Correlator {
 public:
  static constexpr auto name = "correlomatrix_detector";
  static constexpr auto doc =
      "Counts pairs of spikes of all pairs of its receptors: entry k of covariance[i][j] those where the spike of i "
      "comes k "
      "bins later than that of j, or, for k = 0, within half a bin. Each spike makes a pair with itself. Weights of "
      "the "
      "connections are multiplied in covariance, not in count_covariance.";

  CorrelomatrixDetector() : Correlator({.delta_tau = 0.5, .tau_max = 5.0}) {}
  Port port(Signal signal, std::int64_t receptor) const override {
    return spike_port(signal, receptor, Signal::spike, params_.N_channels);
  }

 private:
  void check(const CorrelatorParams& p, const TimeGrid& grid) const override;
  void show_counts(Dict& to) const override;
  void forget() override;
  void make_room() override;
  void note(const Event& event, bool counts) override;
  void count(std::size_t later, std::size_t earlier, Step lag, double weight);

  struct Spike : CountedSpike {
    std::size_t channel;
  };
  std::deque<Spike> spikes_;
  std::vector<std::int64_t> n_events_;
  ChannelMatrix<double> covariance_;
  ChannelMatrix<std::int64_t> counts_;
};

}  // namespace nestling
