// Adaptive exponential integrate-and-fire neurons; the equations are below. A spike is looked for after each substep of
// the solver.
#pragma once
#include "kernel/models/parts/conductance.h"
#include "kernel/models/parts/power_series.h"

namespace nestling {

// What the membrane and the adaptation of all of them have in common.
struct AdaptiveExponential {
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - U) + g_L Delta_T exp((U - V_th) / Delta_T) + I_syn - w + I_e + I_stim\n"
      "tau_w dw/dt = a (U - E_L) - w\n"
      "U = V_reset while V is held, else min(V, V_peak)\n"
      "fires at V >= V_peak (V_th if Delta_T = 0), as often as it gets there in a step: V = V_reset, held for t_ref; w "
      "grows by b";
  static constexpr auto papers = "Brette & Gerstner 2005, J Neurophysiol 94:3637";
  struct Params {
    LeakyMembrane membrane{.C_m = 281, .g_L = 30, .E_L = -70.6};
    Refractoriness refractoriness{.t_ref = 0};
    double a = 4, b = 80.5, Delta_T = 2, tau_w = 144, V_th = -50.4, V_peak = 0, V_reset = -60, gsl_error_tol = 1e-6;

    static Table rows(std::string_view name_of_V_th = "V_th") {
      return rows_of(&Params::membrane) + rows_of(&Params::refractoriness) +
             Table{{"a", &Params::a, "nS", any, "Adaptation below the threshold"},
                   {"b", &Params::b, "pA", any, "Growth of the adaptation current at a spike"},
                   {"Delta_T", &Params::Delta_T, "mV", not_negative, "Slope factor; 0: a sharp threshold"},
                   {"tau_w", &Params::tau_w, "ms", positive, "Time constant of the adaptation current"},
                   {name_of_V_th, &Params::V_th, "mV", any, "Threshold"},
                   {"V_peak", &Params::V_peak, "mV", any, "Potential at which a spike is detected"},
                   {"V_reset", &Params::V_reset, "mV", any, "Potential after a spike, below V_peak"},
                   {"gsl_error_tol", &Params::gsl_error_tol, "", positive, "Tolerance of the solver"}};
    }
    void check() const { check_peak(V_reset, V_peak, "V_th", V_th, Delta_T); }
  };
  static void check_peak(double V_reset, double V_peak, std::string_view threshold, double V_th, double Delta_T);
  static void check_upstroke(double V_peak, std::string_view threshold, double V_th, double Delta_T);

  struct Factors {
    StepControl control;
    Real g_L, E_L, I_e, elastance, a, b, rate_w, inverse_delta, V_th_over_delta, upstroke, peak, reset, theta, hold;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid);
  // What holds the membrane does so for the rest of the step of the spike, and n after it; or not at all.
  static double rest_of_step_and(double n) { return n > 0 ? n + 1 : 0.0; }

  // The right-hand sides.
  struct Slopes {
    Real V, w;
  };
  static Real effective(Real V, Mask held, const Factors& f) { return select(held, f.reset, min(V, f.peak)); }
  static Real dw(Real U, Real w, const Factors& f) { return (f.a * (U - f.E_L) - w) * f.rate_w; }
  static Real upstroke(Real U, const Factors& f) { return f.upstroke * exp(U * f.inverse_delta - f.V_th_over_delta); }
  // I(U): all currents from outside.
  template <class Current>
  static Slopes slopes(Real V, Real w, Current I, Real refractory, const Factors& f) {
    Mask held = refractory > 0.0;
    Real U = effective(V, held, f);
    Real rest = (f.g_L * (f.E_L - U) + (I(U) - w)) * f.elastance;  // while the exponential is on its way
    return {select(held, 0.0, upstroke(U, f) + rest), dw(U, w, f)};
  }

  // Steps of refractoriness that are left, at the start and at the end of a step.
  static Real at_start(Real refractory) { return refractory; }
  static Real at_end(Real refractory) { return max(refractory - 1.0, 0.0); }

  // The whole step at once, in those of the lanes `ready` where that is good enough: far from a spike. I: of currents
  // that do not change in the step.
  template <class Equations, class SynapseFactors, class Decay>
  static Mask whole_step(Equations& y, Mask ready, Real I, const Factors& f, const SynapseFactors& sf,
                         const Decay& decay) {
    using namespace power_series;
    Series V, w, rise, rate, loss;
    auto synapses = y.synapses;
    const Real h = f.control.h, gain = f.elastance * h, rate_w = f.rate_w * h;
    V[0] = y.V, w[0] = y.w, rise[0] = upstroke(y.V, f) * h;
#pragma GCC unroll 16
    for (std::size_t k = 0; k < order; ++k) {
      const double one_of = 1.0 / static_cast<double>(k + 1);
      Real current = synapses.drive(sf) - w[k], above = V[k];
      loss[k] = -gain * synapses.conductance();
      if (k == 0) current += I + f.g_L * f.E_L, loss[0] -= gain * f.g_L, above -= f.E_L;
      // In this order: each rate waits for the one before it, and nothing else should.
      rate[k] = V[k] * loss[0] + (with_product(gain * current, V, loss, k) + rise[k]);
      V[k + 1] = rate[k] * one_of;
      rise[k + 1] = rate[k] * (rise[0] * (f.inverse_delta * one_of)) +
                    with_product(0, rate, rise, k) * (f.inverse_delta * one_of);
      w[k + 1] = (f.a * above - w[k]) * (rate_w * one_of);
      synapses = next(synapses, sf, h * one_of);
    }
    Real tolerance = without_conductances * f.control.tolerance;
    Equations end{V.sum(), y.synapses, w.sum()};
    Mask arrived = ready & V.ends_below(tolerance) & w.ends_below(tolerance) & (max(y.V, end.V) <= f.peak);
    decay.advance_pair(end.synapses);
    take(arrived, y, end);
    return arrived;
  }

  // I, sf, decay: as above.
  template <class State, class Slope, class Accepted, class SynapseFactors, class Decay>
  static void solve(State& s, const Factors& f, Slope slope, Accepted accepted, Real I, const SynapseFactors& sf,
                    const Decay& decay) {
    auto& y = static_cast<typename State::Solved&>(s);
    auto opening = [&](Mask ready) {
      ready = ready & (s.refractory <= 0.0);
      return some(ready) ? whole_step(y, ready, I, f, sf, decay) : ready;
    };
    integrate<Scale::with_slope>(y, s.suggestion, f.control, slope, accepted, opening);
  }

  // After a substep of the lanes `taken`: the reset, the lanes that fire. `refractory` counts the steps that are left.
  static Mask fire(Mask taken, Real& V, Real& w, Real& refractory, const Factors& f) {
    Mask held = refractory > 0.0, spike = taken & !held & (V >= f.theta);
    V = select(spike | (taken & held), f.reset, V);
    w = select(spike, w + f.b, w);
    refractory = select(spike, f.hold, refractory);
    return spike;
  }
  static Mask beyond_sense(Mask taken, Real V, Real w) { return taken & ((V < -1000.0) | (abs(w) > 1e6)); }
  // Both; counts the spikes, and gives the lanes that are lost.
  template <class State>
  static Mask accept(Mask taken, State& s, Real& spikes, const Factors& f) {
    Mask lost = beyond_sense(taken, s.V, s.w);
    spikes += select(fire(taken, s.V, s.w, s.refractory, f), 1.0, 0.0);
    return lost;
  }
};

// `Rules` is AdaptiveExponential, or derives from it and does some of it in another way.
template <class Synapses_, class Rules = AdaptiveExponential>
struct Aeif {
  using Synapses = Synapses_;
  static constexpr auto equations = Rules::equations;
  static constexpr auto papers = Rules::papers;

  struct Params {
    typename Rules::Params neuron;
    typename Synapses::Params synapses;
  };
  static Table parameters() { return rows_of(&Params::neuron) + rows_of(&Params::synapses); }
  static void check(const Params& p) { p.neuron.check(); }

  struct Equations {
    Real V = -70.6;
    Synapses synapses{};
    Real w = 0;
  };
  struct State : Equations {
    using Solved = Equations;
    Real refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    auto all = Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
                         {"w", &Equations::w, "pA", "Adaptation current", Show::both}} +
               inside(&Equations::synapses, Synapses::variables(Show::both));
    if constexpr (requires(Synapses s) { s.ex.dg; }) all = all + inside(&Equations::synapses, Synapses::slopes());
    return all;
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    typename Rules::Factors neuron;
    typename Synapses::Factors synapses;
    PairDecay<typename Synapses::Input> decay;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto synapses = Synapses::prepare(p.synapses);
    return {Rules::prepare(p.neuron, grid), synapses, PairDecay<typename Synapses::Input>::over(synapses, grid.h())};
  }

  static Real update(State& s, const Factors& f, const Input& in) {
    auto& n = f.neuron;
    Real I = n.I_e + in.current, spikes = 0;
    s.refractory = Rules::at_start(s.refractory);
    auto slope = [&](const Equations& y) -> Equations {
      auto current = [&](Real U) { return I + y.synapses.current(U, f.synapses); };
      auto d = Rules::slopes(y.V, y.w, current, s.refractory, n);
      return {d.V, y.synapses.slope(f.synapses), d.w};
    };
    auto accepted = [&](Mask taken) { return Rules::accept(taken, s, spikes, n); };
    Rules::solve(s, n, slope, accepted, I, f.synapses, f.decay);
    s.refractory = Rules::at_end(s.refractory);
    s.synapses.receive(in.ex, in.in, f.synapses);
    return spikes;
  }
};

}  // namespace nestling
