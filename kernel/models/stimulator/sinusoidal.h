// Spike trains whose rate is a sine.
#pragma once
#include "kernel/models/stimulator/generator.h"
#include "kernel/models/stimulator/oscillation.h"

namespace nestling {

struct SinusoidalRate : Oscillation {
  double rate = 0.0, amplitude = 0.0;
  bool individual_spike_trains = true;

  static Table rows() {
    using P = SinusoidalRate;
    return {
        {"rate", &P::rate, "1/s", any, "Mean rate"},
        {"amplitude", &P::amplitude, "1/s", any, "Amplitude of the sine added to it"},
        {"frequency", &P::frequency, "Hz", any, "Frequency"},
        {"phase", &P::phase, "deg", any, "Phase at time 0, not at start"},
        {"individual_spike_trains", &P::individual_spike_trains, "", any,
         "Each target gets its own train; can be set for models, not for nodes"},
    };
  }
  double rate_at(Step s, const TimeGrid& grid) const { return rate + amplitude * sine(s, grid); }
};

// Made of a generator whose parameters are a SinusoidalRate.
template <class Base>
class SinusoidalGenerator : public Base {
 public:
  std::span<const std::string> recordables() const override {
    static const std::string names[] = {"rate"};
    return names;
  }

  Commit stage(const Dict& changes, const Environment& env) override {
    const bool is_node = this->gid != 0;
    if (is_node && changes.peek("individual_spike_trains"))
      bad_property("individual_spike_trains belongs to the model: use SetDefaults or CopyModel.");
    return Base::stage(changes, env);
  }

 protected:
  // In spikes/s; shown also while the device is inactive.
  void show_rate(const Emission& e) const {
    show_samples(e, this->index, [&](Step s) { return std::max(0.0, this->params_.rate_at(s, e.env.grid)); });
  }
};

}  // namespace nestling
