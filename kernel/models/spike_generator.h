// Spikes at listed times.
#pragma once
#include "kernel/models/stimulator/generator.h"

namespace nestling {

struct SpikeGeneratorParams {
  std::vector<double> spike_times, spike_weights;
  std::vector<std::int64_t> spike_multiplicities;
  bool precise_times = false, allow_offgrid_times = false, shift_now_spikes = false;

  std::vector<Step> stamps;     // in steps from origin
  std::vector<double> offsets;  // ms before the stamps, with precise_times

  static const Table& table();
  void settle(const Dict& changes, const SpikeGeneratorParams& before, const Window& window, const Environment& env);

 private:
  void read_flags(const Dict& changes, const SpikeGeneratorParams& before, const Environment& env);
  void place(double& ms, Step present, const TimeGrid& grid);
  void check_lengths() const;
};

class SpikeGenerator final : public Generator<SpikeGeneratorParams> {
 public:
  static constexpr auto name = "spike_generator";
  static constexpr auto doc = "Sends all its targets spikes at the times of a list.";

  Signal sends() const override { return Signal::spike_or_transition; }
  void status(Dict& to, const Environment& env) const override;
  void emit(const Emission& e) override;

 private:
  void send(const Emission& e, std::size_t i, Step stamp) const;
  double transition(std::size_t i) const;
};

}  // namespace nestling
