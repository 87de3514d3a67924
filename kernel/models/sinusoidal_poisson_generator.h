// Poisson spike trains with a sinusoidal rate.
#pragma once
#include "kernel/models/stimulator/oscillation.h"
#include "kernel/models/stimulator/varying_poisson.h"

namespace nestling {

struct SinusoidalPoissonParams : Oscillation {
  double rate = 0.0, amplitude = 0.0;
  bool individual_spike_trains = true;

  static const Table& table() {
    using P = SinusoidalPoissonParams;
    static const Table rows{
        {"rate", &P::rate, "1/s", any, "Mean rate"},
        {"amplitude", &P::amplitude, "1/s", any, "Amplitude of the sine added to it; negative rates count as 0"},
        {"frequency", &P::frequency, "Hz", any, "Frequency"},
        {"phase", &P::phase, "deg", any, "Phase at time 0, not at start"},
        {"individual_spike_trains", &P::individual_spike_trains, "", any,
         "Each target gets its own train; can be set for models, not for nodes"},
    };
    return rows;
  }
  double rate_at(Step s, const TimeGrid& grid) const { return rate + amplitude * sine(s, grid); }
};

class SinusoidalPoissonGenerator final : public VaryingPoisson<SinusoidalPoissonParams> {
 public:
  static constexpr auto name = "sinusoidal_poisson_generator";
  static constexpr auto doc =
      "Sends its targets Poisson spike trains of rate + amplitude * sin(2 pi frequency t + phase).";

  std::span<const std::string> recordables() const override {
    static const std::string names[] = {"rate"};
    return names;
  }

  Commit stage(const Dict& changes, const Environment& env) override {
    const bool is_node = gid != 0;
    if (is_node && changes.peek("individual_spike_trains"))
      bad_property("individual_spike_trains belongs to the model: use SetDefaults or CopyModel.");
    return VaryingPoisson::stage(changes, env);
  }

  void emit(const Emission& e) override {
    VaryingPoisson::emit(e);
    show_samples(e, index, [&](Step s) { return rate_at(s, e.env); });
  }

 private:
  void send(const Emission& e, const PoissonTable& table, Step from, Step to) override {
    if (params_.individual_spike_trains) trains_.emit(e, table, from, to);
    else trains_.emit_shared(e, table, from, to);
  }
};

}  // namespace nestling
