// Leaky integrate-and-fire neurons with conductance-based synapses. While the neuron is refractory, V is put back to
// V_reset after each step. What a spike makes of g is the model's own.
#pragma once
#include "kernel/models/parts/conductance.h"
#include "kernel/models/parts/power_series.h"

namespace nestling {

// Those that can show how long they will be refractory.
struct RefractoryTime {
  Real remaining = 0;
};
struct NothingMore {};

template <class Input_, bool shows_time>
struct IafCond {
  using Synapses = Conductances<Input_>;
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - V) + I_syn + I_e + I_stim\n"
      "at V >= V_th it fires; V is then V_reset for t_ref";
  static constexpr auto papers = "Meffin, Burkitt & Grayden 2004, J Comput Neurosci 16:159";

  struct Params {
    LeakyMembrane membrane;
    ThresholdAndReset threshold;
    Refractoriness refractoriness;
    typename Synapses::Params synapses;
  };
  static Table parameters() {
    return rows_of(&Params::membrane) + rows_of(&Params::threshold) + rows_of(&Params::refractoriness) +
           rows_of(&Params::synapses);
  }
  static void check(const Params& p) { p.threshold.check(); }

  struct Equations {
    Real V = -70;
    Synapses synapses{};
  };
  struct State : Equations, std::conditional_t<shows_time, RefractoryTime, NothingMore> {
    Real refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    auto all = Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both}} +
               inside(&Equations::synapses, Synapses::variables());
    if constexpr (shows_time)
      all.push_back(
          {"t_ref_remaining", static_cast<Real State::*>(&State::remaining), "ms", "Refractory time that is left"});
    return all;
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    typename Synapses::Factors synapses;
    PairDecay<Input_> decay;
    Real g_L, drive, elastance, theta, reset, hold;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto& m = p.membrane;
    auto synapses = Synapses::prepare(p.synapses);
    return {.control = {grid.h(), grid.h(), 1e-3},
            .synapses = synapses,
            .decay = PairDecay<Input_>::over(synapses, grid.h()),
            .g_L = m.g_L,
            .drive = m.g_L * m.E_L + m.I_e,
            .elastance = 1 / m.C_m,
            .theta = p.threshold.V_th,
            .reset = p.threshold.V_reset,
            .hold = grid.steps(p.refractoriness.t_ref)};
  }

  // The whole step at once, in those of the lanes `ready` where that is good enough, which it nearly always is.
  static Mask whole_step(Equations& y, Mask ready, const Factors& f, Real fixed) {
    using namespace power_series;
    Series V, loss;
    Synapses synapses = y.synapses;
    V[0] = y.V;
#pragma GCC unroll 16
    for (std::size_t k = 0; k < order; ++k) {
      Real share = f.control.h * (1.0 / static_cast<double>(k + 1)), drive = synapses.drive(f.synapses);
      loss[k] = -synapses.conductance();
      if (k == 0) drive += fixed, loss[0] -= f.g_L;
      V[k + 1] = (with_product(drive, V, loss, k) + V[k] * loss[0]) * (f.elastance * share);
      synapses = next(synapses, f.synapses, share);
    }
    Mask arrived = ready & V.ends_below(without_conductances * f.control.tolerance);
    Equations end{V.sum(), y.synapses};
    f.decay.advance_pair(end.synapses);
    take(arrived, y, end);
    return arrived;
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    auto& y = static_cast<Equations&>(s);
    Real fixed = f.drive + in.current;
    auto slope = [&](const Equations& at) -> Equations {
      // The potential enters as late as can be: the stages of the solver wait for it.
      Real drive = fixed + at.synapses.drive(f.synapses), conductance = f.g_L + at.synapses.conductance();
      return {(drive - conductance * at.V) * f.elastance, at.synapses.slope(f.synapses)};
    };
    auto opening = [&](Mask ready) { return whole_step(y, ready, f, fixed); };
    integrate<Scale::absolute>(
        y, s.suggestion, f.control, slope, [](Mask) {}, opening);
    s.synapses.receive(in.ex, in.in, f.synapses);
    Mask spike = hold_or_fire(s.V, s.refractory, f.theta, f.reset, f.hold);
    if constexpr (shows_time) s.remaining = s.refractory * f.control.h;
    return spike;
  }
};

}  // namespace nestling
