// A rate that changes at listed times.
#pragma once
#include <span>
#include <string>

#include "kernel/models/stimulator/generator.h"
#include "kernel/models/stimulator/step_amplitude.h"

namespace nestling {

struct SteppedRate : StepAmplitude {
  static const Table& table() {
    static const Table all = rows("1/s");
    return all;
  }
};

class StepRateGenerator final : public Generator<SteppedRate> {
 public:
  static constexpr auto name = "step_rate_generator";
  static constexpr auto doc =
      "Has a piecewise constant rate, from start to stop. Only neurons that exchange rates could take it: there are no "
      "such models yet, so it can be recorded but not connected.";

  Signal sends() const override { return Signal::current; }
  void connecting(const Population&, Gid, std::uint32_t) override {
    throw Error(err::illegal_connection,
                "A " + model_name + " can be connected to neurons that exchange rates only, and there are none yet.");
  }
  std::span<const std::string> recordables() const override {
    static const std::string names[] = {"rate"};
    return names;
  }
  void emit(const Emission& e) override {
    const auto active = earlier(window_, e.env.grid);
    show_samples(e, index, [&](Step s) { return active.contains(s) ? params_.at(s) : 0.0; });
  }
  void reset_state(const Environment& env) override { params_.forget(env.now); }
};

}  // namespace nestling
