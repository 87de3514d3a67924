// Superpositions of Poisson processes with dead time: a component that fires is dead for a while.
#pragma once
#include <fmt/format.h>

#include "kernel/models/stimulator/oscillation.h"
#include "kernel/models/stimulator/superposition.h"
#include "kernel/random/binomial.h"

namespace nestling {

struct PpdSupParams {
  double rate = 0.0, dead_time = 0.0, frequency = 0.0, relative_amplitude = 0.0;
  std::int64_t n_proc = 1;

  static const Table& table() {
    using P = PpdSupParams;
    static constexpr Constraint components{[](double n) { return n >= 1; }, ">= 1"};
    static const Table rows{
        {"rate", &P::rate, "1/s", not_negative, "Mean rate of each component, below 1 / dead_time"},
        {"dead_time", &P::dead_time, "ms", not_negative, "Dead time of a component after a spike"},
        {"n_proc", &P::n_proc, "", components, "Number of components of each train"},
        {"frequency", &P::frequency, "Hz", any, "Frequency of a sine that the hazard follows"},
        {"relative_amplitude", &P::relative_amplitude, "", probability, "Its amplitude, relative to the mean hazard"},
    };
    return rows;
  }
  void settle(const Dict&, const PpdSupParams&, const Window&, const Environment&) const {
    if (rate > 0 && mean_wait() <= 0)
      bad_property(
          fmt::format("dead_time ({} ms) must be shorter than the mean interval, {} ms.", dead_time, 1000 / rate));
  }

  struct State {
    std::int64_t ready;
    std::vector<std::int64_t> dead;  // by the step in which they fired
    std::size_t oldest;
  };
  State start(const TimeGrid& grid) const {
    const auto firing = static_cast<std::int64_t>(rate * static_cast<double>(n_proc) * grid.h() / 1000.0);
    const auto n = static_cast<std::size_t>(dead_steps(grid));
    return {n_proc - firing * static_cast<std::int64_t>(n), std::vector(n, firing), 0};
  }
  bool continues(const PpdSupParams& before, const TimeGrid& grid) const {
    return n_proc == before.n_proc && dead_steps(grid) == before.dead_steps(grid);
  }
  // The sine is taken at the beginning of the step.
  double hazard(Step s, const TimeGrid& grid) const {
    return rate == 0 ? 0.0
                     : grid.h() / mean_wait() * (1 + relative_amplitude * Oscillation{frequency}.sine(s - 1, grid));
  }
  // Those whose dead time ends in this step can fire in the next.
  static std::int64_t advance(State& s, Stream& stream, double p) {
    const auto spikes = draw_binomial(stream, s.ready, p);
    s.ready -= spikes;
    if (s.dead.empty()) return s.ready += spikes, spikes;
    s.ready += std::exchange(s.dead[s.oldest], spikes);
    if (++s.oldest == s.dead.size()) s.oldest = 0;
    return spikes;
  }

 private:
  double mean_wait() const { return 1000 / rate - dead_time; }
  Step dead_steps(const TimeGrid& grid) const { return grid.tics(dead_time) / grid.tics_per_step; }
};

class PpdSupGenerator final : public Superposition<PpdSupParams> {
 public:
  static constexpr auto name = "ppd_sup_generator";
  static constexpr auto doc =
      "Sends each of its targets the superposition of n_proc Poisson processes with dead time of its own (Deger, "
      "Helias, "
      "Boucsein & Rotter 2012, J Comput Neurosci 32:443).";
};

}  // namespace nestling
