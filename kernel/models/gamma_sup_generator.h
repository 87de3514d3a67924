// Superpositions of gamma processes of integer order: a component goes through `gamma_shape` phases at random, and
// fires when it leaves the last.
#pragma once
#include "kernel/models/stimulator/superposition.h"
#include "kernel/random/binomial.h"

namespace nestling {

struct GammaSupParams {
  double rate = 0.0;
  std::int64_t gamma_shape = 1, n_proc = 1;

  static const Table& table() {
    using P = GammaSupParams;
    static constexpr Constraint phases{[](double n) { return n >= 1 && n <= 1e6; }, "between 1 and 1e6"};
    static constexpr Constraint components{[](double n) { return n >= 1; }, ">= 1"};
    static const Table rows{
        {"rate", &P::rate, "1/s", not_negative, "Mean rate of each component"},
        {"gamma_shape", &P::gamma_shape, "", phases, "Order of the gamma process: 1 / CV^2 of its intervals"},
        {"n_proc", &P::n_proc, "", components, "Number of components of each train"},
    };
    return rows;
  }

  using State = std::vector<std::int64_t>;  // components by phase
  State start(const TimeGrid&) const {
    State in_phase(static_cast<std::size_t>(gamma_shape), n_proc / gamma_shape);
    in_phase.back() += n_proc % gamma_shape;
    return in_phase;
  }
  bool continues(const GammaSupParams& before, const TimeGrid&) const {
    return gamma_shape == before.gamma_shape && n_proc == before.n_proc;
  }
  double hazard(Step, const TimeGrid& grid) const {
    return rate * static_cast<double>(gamma_shape) * grid.h() / 1000.0;
  }
  static std::int64_t advance(State& in_phase, Stream& stream, double p) {
    std::int64_t spikes = 0;
    for (std::size_t i = in_phase.size(); i-- > 0;) {  // the last first, so that nobody moves twice
      const auto moved = draw_binomial(stream, in_phase[i], p);
      in_phase[i] -= moved;
      (i + 1 < in_phase.size() ? in_phase[i + 1] : spikes) += moved;
    }
    in_phase.front() += spikes;
    return spikes;
  }
};

class GammaSupGenerator final : public Superposition<GammaSupParams> {
 public:
  static constexpr auto name = "gamma_sup_generator";
  static constexpr auto doc =
      "Sends each of its targets the superposition of n_proc gamma processes of its own (Deger, Helias, Boucsein & "
      "Rotter 2012, J Comput Neurosci 32:443).";
};

}  // namespace nestling
