// Poisson spike trains of constant rate.
#pragma once
#include "kernel/models/stimulator/generator.h"
#include "kernel/models/stimulator/poisson.h"

namespace nestling {

struct PoissonParams {
  double rate = 0.0;
  static const Table& table() {
    static const Table rows{{"rate", &PoissonParams::rate, "1/s", not_negative, "Mean rate of each train"}};
    return rows;
  }
};

class PoissonGenerator final : public Generator<PoissonParams> {
 public:
  static constexpr auto name = "poisson_generator";
  static constexpr auto doc =
      "Sends each of its targets a Poisson spike train of its own. Put a parrot_neuron between to share one train.";

  Signal sends() const override { return Signal::spike; }
  void prepare(const Environment& env) override {
    trains_.prepare(env, gid, PoissonTrains::Rate::constant);
    counts_ = PoissonTable(params_.rate * env.grid.h() / 1000.0);
  }
  void emit(const Emission& e) override {
    const auto active = one_late(window_, e.env.grid);
    trains_.emit(e, counts_, std::max(e.from, active.after), std::min(e.to, active.last));
  }

 private:
  PoissonTrains trains_;
  PoissonTable counts_;
};

}  // namespace nestling
