// Leaky integrate-and-fire neurons with conductance-based synapses (Meffin, Burkitt & Grayden 2004, J Comput Neurosci
// 16:159):
//   C_m dV/dt = g_L (E_L - V) + g_ex (E_ex - V) + g_in (E_in - V) + I_e + I_stim.
// While the neuron is refractory, V is put back to V_reset after each step. What a spike makes of g is the model's own.
#pragma once
#include "kernel/models/parts/conductance.h"
#include "kernel/models/parts/known_conductances.h"

namespace nestling {

// Those that can show how long they will be refractory.
struct RefractoryTime {
  Real remaining = 0;
};
struct NothingMore {};

template <class Input_, bool shows_time>
struct IafCond {
  using Synapses = Conductances<Input_>;

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
    StageDecays<Input_> decays;
    Real g_L, drive, elastance, theta, reset, hold;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto& m = p.membrane;
    auto synapses = Synapses::prepare(p.synapses);
    return {.control = {grid.h(), grid.h(), 1e-3},
            .synapses = synapses,
            .decays = StageDecays<Input_>::over(synapses, grid.h()),
            .g_L = m.g_L,
            .drive = m.g_L * m.E_L + m.I_e,
            .elastance = 1 / m.C_m,
            .theta = p.threshold.V_th,
            .reset = p.threshold.V_reset,
            .hold = grid.steps(p.refractoriness.t_ref)};
  }

  // Conductances do not limit the step here: the error of V has to be smaller.
  static constexpr double without_conductances = 0.01;

  static void solve(State& s, const Factors& f, Real fixed) {
    auto slope = [&](const Equations& y) -> Equations {
      // The potential enters as late as can be: the stages of the solver wait for it.
      Real drive = fixed + y.synapses.drive(f.synapses), conductance = f.g_L + y.synapses.conductance();
      return {(drive - conductance * y.V) * f.elastance, y.synapses.slope(f.synapses)};
    };
    integrate<Scale::absolute>(static_cast<Equations&>(s), s.suggestion, f.control, slope, [](Mask) {});
  }

  // In one piece where that is good enough, which it is nearly always.
  static void move(State& s, const Factors& f, Real fixed) {
    Real h = f.control.h;
    auto [V, error] =
        whole_step(s.V, h, s.synapses, f.decays, fixed, f.g_L, f.synapses.E_ex, f.synapses.E_in, f.elastance);
    Mask whole = ((s.suggestion >= h) | (s.suggestion <= 0.0)) & (error <= without_conductances * f.control.tolerance);
    State next = s;
    f.decays.advance_to_end(next.synapses);
    next.V = V;
    next.suggestion = max(s.suggestion, h);
    if (some(!whole)) {
      solve(s, f, fixed);
      next = chosen(whole, next, s);
    }
    s = next;
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    move(s, f, f.drive + in.current);
    s.synapses.receive(in.ex, in.in, f.synapses);
    Mask spike = hold_or_fire(s.V, s.refractory, f.theta, f.reset, f.hold);
    if constexpr (shows_time) s.remaining = s.refractory * f.control.h;
    return spike;
  }
};

}  // namespace nestling
