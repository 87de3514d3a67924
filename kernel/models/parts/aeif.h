// Adaptive exponential integrate-and-fire neurons (Brette & Gerstner 2005, J Neurophysiol 94:3637; for Delta_T = 0:
// Gerstner & Brette, Scholarpedia). With U = V_reset while the neuron is refractory, else min(V, V_peak):
//   C_m dV/dt = g_L (E_L - U) + g_L Delta_T exp((U - V_th) / Delta_T) + I_syn(U) - w + I_e + I_stim,
//   tau_w dw/dt = a (U - E_L) - w.
// A spike is what reaches V_peak (V_th if Delta_T = 0), looked for after each substep of the solver: V becomes V_reset,
// w grows by b. Without refractoriness there can be several in a step.
#pragma once
#include "kernel/models/parts/conductance.h"

namespace nestling {

// What the membrane and the adaptation of all of them have in common.
struct AdaptiveExponential {
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
  static Real effective(Real V, Mask held, const Factors& f) { return select(held, f.reset, min(V, f.peak)); }
  static Real dV(Real U, Real w, Real I, Mask held, const Factors& f) {
    Real rest = (f.g_L * (f.E_L - U) + (I - w)) * f.elastance;  // while the exponential is on its way
    return select(held, 0.0, f.upstroke * exp(U * f.inverse_delta - f.V_th_over_delta) + rest);
  }
  static Real dw(Real U, Real w, const Factors& f) { return (f.a * (U - f.E_L) - w) * f.rate_w; }

  // After a substep of the lanes `taken`: the reset, the lanes that fire. `refractory` counts the steps that are left.
  static Mask fire(Mask taken, Real& V, Real& w, Real& refractory, const Factors& f) {
    Mask held = refractory > 0.0, spike = taken & !held & (V >= f.theta);
    V = select(spike | (taken & held), f.reset, V);
    w = select(spike, w + f.b, w);
    refractory = select(spike, f.hold, refractory);
    return spike;
  }
  static Mask beyond_sense(Mask taken, Real V, Real w) { return taken & ((V < -1000.0) | (abs(w) > 1e6)); }
};

template <class Synapses>
struct Aeif {
  struct Params {
    AdaptiveExponential::Params neuron;
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
    AdaptiveExponential::Factors neuron;
    typename Synapses::Factors synapses;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {AdaptiveExponential::prepare(p.neuron, grid), Synapses::prepare(p.synapses)};
  }

  static Real update(State& s, const Factors& f, const Input& in) {
    using AdEx = AdaptiveExponential;
    auto& n = f.neuron;
    Real I = n.I_e + in.current, spikes = 0;
    auto slope = [&](const Equations& y) -> Equations {
      Mask held = s.refractory > 0.0;
      Real U = AdEx::effective(y.V, held, n);
      return {AdEx::dV(U, y.w, I + y.synapses.current(U, f.synapses), held, n), y.synapses.slope(f.synapses),
              AdEx::dw(U, y.w, n)};
    };
    auto accepted = [&](Mask taken) {
      Mask lost = AdEx::beyond_sense(taken, s.V, s.w);
      spikes += select(AdEx::fire(taken, s.V, s.w, s.refractory, n), 1.0, 0.0);
      return lost;
    };
    integrate<Scale::with_slope>(static_cast<Equations&>(s), s.suggestion, n.control, slope, accepted);
    s.refractory = max(s.refractory - 1.0, 0.0);
    s.synapses.receive(in.ex, in.in, f.synapses);
    return spikes;
  }
};

}  // namespace nestling
