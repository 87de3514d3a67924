// Poisson spike trains with a sinusoidal rate.
#pragma once
#include "kernel/models/stimulator/sinusoidal.h"
#include "kernel/models/stimulator/varying_poisson.h"

namespace nestling {

struct SinusoidalPoissonParams : SinusoidalRate {
  static const Table& table() {
    static const Table all = rows();
    return all;
  }
};

class SinusoidalPoissonGenerator final : public SinusoidalGenerator<VaryingPoisson<SinusoidalPoissonParams>> {
 public:
  static constexpr auto name = "sinusoidal_poisson_generator";
  static constexpr auto doc =
      "Sends its targets Poisson spike trains of rate + amplitude * sin(2 pi frequency t + phase), or of rate 0 where this "
      "is negative.";

  void emit(const Emission& e) override {
    VaryingPoisson::emit(e);
    show_rate(e);
  }

 private:
  void send(const Emission& e, const PoissonTable& table, Step from, Step to) override {
    if (params_.individual_spike_trains) trains_.emit(e, table, from, to);
    else trains_.emit_shared(e, table, from, to);
  }
};

}  // namespace nestling
