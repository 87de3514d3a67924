// Gaussian noise currents.
#pragma once
#include <vector>

#include "kernel/models/stimulator/generator.h"
#include "kernel/models/stimulator/oscillation.h"
#include "kernel/random/philox.h"

namespace nestling {

struct NoiseParams : Oscillation {
  double mean = 0.0, std = 0.0, std_mod = 0.0, dt = 1.0;

  static const Table& table();
  void settle(const Dict& changes, const NoiseParams& before, const Window&, const Environment& env);
};

class NoiseGenerator final : public Generator<NoiseParams> {
 public:
  static constexpr auto name = "noise_generator";
  static constexpr auto doc =
      "Sends each of its targets a Gaussian noise current of its own, constant for dt and then drawn anew. Its "
      "variance "
      "is std^2 + std_mod^2 * sin(2 pi frequency t + phase).";

  Signal sends() const override { return Signal::any_current; }
  std::span<const std::string> recordables() const override;
  void status(Dict& to, const Environment& env) const override;
  void prepare(const Environment& env) override;
  void emit(const Emission& e) override;
  void reset_state(const Environment&) override { draws_.clear(); }

 private:
  struct Draw {  // the present one, as one thread knows it
    Step stamp = 0, next = 0;
    double mean = 0.0, deviation = 0.0;
    std::vector<double> deviates;  // of the connections on this thread
  };
  void draw(Draw& d, const Emission& e, Step stamp) const;
  double deviate(std::uint32_t connection, Step stamp) const;
  double mean_over_connections(const Draw& d) const;

  StreamKey key_{};
  std::vector<std::uint32_t> connections_;  // of all threads, in the order of creation
  std::vector<Draw> draws_;                 // by thread
};

}  // namespace nestling
