// What the non-linear models have in common: parts with their parameters, equations and rows of the tables.
#pragma once
#include <cmath>
#include <numbers>

#include "kernel/models/parts/runge_kutta.h"
#include "kernel/node/neuron.h"

namespace nestling {

// ---- parameters

struct LeakyMembrane {
  double C_m = 250, g_L = 16.6667, E_L = -70, I_e = 0;
  static Table rows(Constraint g_rule = any) {
    return {{"C_m", &LeakyMembrane::C_m, "pF", positive, "Capacitance of the membrane"},
            {"g_L", &LeakyMembrane::g_L, "nS", g_rule, "Leak conductance"},
            {"E_L", &LeakyMembrane::E_L, "mV", any, "Reversal potential of the leak"},
            {"I_e", &LeakyMembrane::I_e, "pA", any, "Constant input current"}};
  }
};

struct Refractoriness {
  double t_ref = 2;
  static Table rows() {
    return {{"t_ref", &Refractoriness::t_ref, "ms", not_negative, "Duration of the refractory period"}};
  }
};

struct ThresholdAndReset {
  double V_th = -55, V_reset = -60;
  static Table rows() {
    return {{"V_th", &ThresholdAndReset::V_th, "mV", any, "Spike threshold"},
            {"V_reset", &ThresholdAndReset::V_reset, "mV", any, "Potential after a spike, below V_th"}};
  }
  void check() const { require_below("V_reset", V_reset, "V_th", V_th, "mV"); }
};

// At the end of a step: a refractory neuron is put back, one above the threshold fires; `refractory` counts the steps.
inline Mask hold_or_fire(Real& V, Real& refractory, Real theta, Real reset, Real steps) {
  Mask held = refractory > 0.0, spike = (refractory <= 0.0) & (V >= theta);
  V = select(held | spike, reset, V);
  refractory = select(spike, steps, max(refractory - 1.0, 0.0));
  return spike;
}

struct Reversals {
  double E_ex = 0, E_in = -85;
  static Table rows() {
    return {{"E_ex", &Reversals::E_ex, "mV", any, "Reversal potential of excitatory synapses"},
            {"E_in", &Reversals::E_in, "mV", any, "Reversal potential of inhibitory synapses"}};
  }
};

// ---- what a spike makes at a synapse: conductance or current g of one receptor

// An exponential that starts at the weight.
struct ExponentialInput {
  static constexpr auto equations = "a spike of weight w adds |w| exp(-t / tau_syn) to that of its sign";
  Real g = 0;

  struct Factors {
    Real rate;
  };
  struct Taus {
    double tau_syn_ex = 0.2, tau_syn_in = 2;
    static Table rows() {
      return {{"tau_syn_ex", &Taus::tau_syn_ex, "ms", positive, "Time constant of excitatory synapses"},
              {"tau_syn_in", &Taus::tau_syn_in, "ms", positive, "Time constant of inhibitory synapses"}};
    }
    Factors excitatory() const { return {1 / tau_syn_ex}; }
    Factors inhibitory() const { return {1 / tau_syn_in}; }
  };

  ExponentialInput slope(const Factors& f) const { return {-f.rate * g}; }
  void receive(Real weight, const Factors&) { g += weight; }
};

// A rise and a decay, with the weight as peak: dg' = -dg / tau_1, g' = dg - g / tau_2.
struct RisingInput {
  Real dg = 0, g = 0;

  struct Factors {
    Real rate_dg, rate_g, jump;
  };
  RisingInput slope(const Factors& f) const { return {-f.rate_dg * dg, dg - f.rate_g * g}; }
  void receive(Real weight, const Factors& f) { dg += f.jump * weight; }
};

// Jump of the slope with which a difference of exponentials peaks at 1: (1 / rise) exp(ln(q) / (q - 1)) for q = decay /
// rise, regular at q = 1.
inline double peak_one(double rise, double decay) {
  double x = decay / rise - 1;
  return std::exp(x == 0 ? 1.0 : std::log1p(x) / x) / rise;
}

struct AlphaInput : RisingInput {
  static constexpr auto equations =
      "a spike of weight w adds |w| e t / tau_syn exp(-t / tau_syn) to that of its sign, which peaks at |w|";
  struct Taus : ExponentialInput::Taus {
    static Factors of(double tau) { return {1 / tau, 1 / tau, std::numbers::e / tau}; }
    Factors excitatory() const { return of(tau_syn_ex); }
    Factors inhibitory() const { return of(tau_syn_in); }
  };
};

struct BetaInput : RisingInput {
  static constexpr auto equations =
      "a spike of weight w adds c |w| (exp(-t / tau_decay) - exp(-t / tau_rise)) to that of its sign, with c such "
      "that\n"
      "the peak is |w| (Rotter & Diesmann 1999, Biol Cybern 81:381)";
  static Factors of(double rise, double decay) { return {1 / decay, 1 / rise, peak_one(rise, decay)}; }
  struct Taus {
    double tau_rise_ex = 0.2, tau_decay_ex = 0.2, tau_rise_in = 2, tau_decay_in = 2;
    static Table rows() {
      return {{"tau_rise_ex", &Taus::tau_rise_ex, "ms", positive, "Rise time of excitatory synapses"},
              {"tau_decay_ex", &Taus::tau_decay_ex, "ms", positive, "Decay time of excitatory synapses"},
              {"tau_rise_in", &Taus::tau_rise_in, "ms", positive, "Rise time of inhibitory synapses"},
              {"tau_decay_in", &Taus::tau_decay_in, "ms", positive, "Decay time of inhibitory synapses"}};
    }
    Factors excitatory() const { return of(tau_rise_ex, tau_decay_ex); }
    Factors inhibitory() const { return of(tau_rise_in, tau_decay_in); }
  };
};

// Where inputs are known within a step and no unknowns, the solver does not see their fast changes: the tolerance of
// the potential alone has to be smaller for the same error.
inline constexpr double without_conductances = 0.01;

// ---- pairs of receptors, of weights above and below 0

template <class Input_>
struct Pair {
  using Input = Input_;
  Input ex, in;

  struct Factors {
    typename Input::Factors ex, in;
  };
  // Both count as positive; or they keep their signs.
  void receive(Real weight_ex, Real weight_in, const Factors& f) {
    ex.receive(weight_ex, f.ex);
    in.receive(-weight_in, f.in);
  }
  void receive_signed(Real weight_ex, Real weight_in, const Factors& f) {
    ex.receive(weight_ex, f.ex);
    in.receive(weight_in, f.in);
  }
};

template <class Input>
struct Conductances : Pair<Input> {
  static constexpr auto equations = "I_syn = g_ex (E_ex - V) + g_in (E_in - V)";
  struct Params {
    typename Input::Taus tau{};
    Reversals reversal{};
    static Table rows() { return rows_of(&Params::tau) + rows_of(&Params::reversal); }
  };
  struct Factors : Pair<Input>::Factors {
    Real E_ex, E_in;
  };
  static Factors prepare(const Params& p) {
    return {{p.tau.excitatory(), p.tau.inhibitory()}, p.reversal.E_ex, p.reversal.E_in};
  }
  static Variables variables(Show show = Show::record, Constraint rule = not_negative) {
    return {{"g_ex", {&Conductances::ex, &Input::g}, "nS", "Excitatory conductance", show, rule},
            {"g_in", {&Conductances::in, &Input::g}, "nS", "Inhibitory conductance", show, rule}};
  }
  static Variables slopes() {
    return {{"dg_ex", {&Conductances::ex, &Input::dg}, "nS/ms", "Its slope variable", Show::status},
            {"dg_in", {&Conductances::in, &Input::dg}, "nS/ms", "Its slope variable", Show::status}};
  }

  Conductances slope(const Factors& f) const { return {{{this->ex.slope(f.ex)}, {this->in.slope(f.in)}}}; }
  Real current(Real V, const Factors& f) const { return this->ex.g * (f.E_ex - V) + this->in.g * (f.E_in - V); }
  // The same as drive - conductance V.
  Real conductance() const { return this->ex.g + this->in.g; }
  Real drive(const Factors& f) const { return this->ex.g * f.E_ex + this->in.g * f.E_in; }
};

// Of either sign: the current of both, as its sign says, is the caller's.
template <class Input>
struct Currents : Pair<Input> {
  struct Params {
    typename Input::Taus tau{};
    static Table rows() { return rows_of(&Params::tau); }
  };
  using Factors = typename Pair<Input>::Factors;
  static Factors prepare(const Params& p) { return {p.tau.excitatory(), p.tau.inhibitory()}; }
  static Variables variables(Show show = Show::record, Constraint rule = any) {
    return {{"I_syn_ex", {&Currents::ex, &Input::g}, "pA", "Excitatory synaptic current", show, rule},
            {"I_syn_in", {&Currents::in, &Input::g}, "pA", "Inhibitory synaptic current", show, rule}};
  }
  static Variables slopes() {
    return {{"dI_syn_ex", {&Currents::ex, &Input::dg}, "pA/ms", "Its slope variable", Show::status},
            {"dI_syn_in", {&Currents::in, &Input::dg}, "pA/ms", "Its slope variable", Show::status}};
  }

  Currents slope(const Factors& f) const { return {{{this->ex.slope(f.ex)}, {this->in.slope(f.in)}}}; }
};

// Currents of which the inhibitory one is positive and taken off.
template <class Input>
struct OpposedCurrents : Currents<Input> {
  static constexpr auto equations = "I_syn = I_syn_ex - I_syn_in";
  static Variables variables(Show show) { return Currents<Input>::variables(show, not_negative); }
  OpposedCurrents slope(const typename Currents<Input>::Factors& f) const { return {Currents<Input>::slope(f)}; }
  Real current(Real, const typename Currents<Input>::Factors&) const { return this->ex.g - this->in.g; }
  Real conductance() const { return 0; }
  Real drive(const typename Currents<Input>::Factors&) const { return this->ex.g - this->in.g; }
};

// Currents that keep the signs of the weights.
template <class Input>
struct SignedCurrents : Currents<Input> {
  static constexpr auto equations = "I_syn = I_syn_ex + I_syn_in; the latter is below 0, as its weights are";
  SignedCurrents slope(const typename Currents<Input>::Factors& f) const { return {Currents<Input>::slope(f)}; }
  Real current(Real, const typename Currents<Input>::Factors&) const { return this->ex.g + this->in.g; }
  void receive(Real weight_ex, Real weight_in, const typename Currents<Input>::Factors& f) {
    this->receive_signed(weight_ex, weight_in, f);
  }
};

}  // namespace nestling
