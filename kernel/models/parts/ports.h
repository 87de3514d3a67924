// Receptors whose number varies by node, each with a conductance that has a shape, time constants and a reversal
// potential. Within a step a conductance is known exactly, so the solver need not follow it.
#pragma once
#include <cmath>
#include <numbers>
#include <vector>

#include "kernel/models/parts/conductance.h"
#include "kernel/node/neuron.h"

namespace nestling {

inline Param E_rev_row(auto member) { return {"E_rev", member, "mV", any, "Reversal potential of each receptor"}; }
inline Param tau_syn_row(auto member) { return {"tau_syn", member, "ms", positive, "Time constant of each receptor"}; }

struct ExponentialPort {
  struct State {
    Real g = 0;
  };
  struct Factors {
    Real rate, E;
  };
  static Factors factors(const auto& p, std::size_t i) { return {1 / p.tau_syn[i], p.E_rev[i]}; }
  static State after(const State& s, Real t, const Factors& f) { return {s.g * exp(-t * f.rate)}; }
  static void receive(State& s, Real weight, const Factors&) { s.g += weight; }
};

struct AlphaPort {
  static constexpr auto equations =
      "I_syn = sum of g_i (E_rev,i - U); a spike of weight w on receptor i adds w e t / tau_syn_i exp(-t / tau_syn_i)";
  struct Params {
    std::vector<double> E_rev{0.0}, tau_syn{2.0};
    static Table rows() { return {E_rev_row(&Params::E_rev), tau_syn_row(&Params::tau_syn)}; }
    void check() const { require_size("tau_syn", tau_syn.size(), E_rev.size(), "E_rev"); }
  };
  struct State {
    Real g = 0, dg = 0;
  };
  struct Factors {
    Real rate, jump, E;
  };
  static Factors factors(const auto& p, std::size_t i) {
    return {1 / p.tau_syn[i], std::numbers::e / p.tau_syn[i], p.E_rev[i]};
  }
  static State after(const State& s, Real t, const Factors& f) {
    Real decay = exp(-t * f.rate);
    return {decay * (s.g + t * s.dg), decay * s.dg};
  }
  static void receive(State& s, Real weight, const Factors& f) { s.dg += f.jump * weight; }
};

struct BetaPort {
  static constexpr auto equations =
      "I_syn = sum of g_i (E_rev,i - U); a spike of weight w on receptor i adds c w (exp(-t / tau_decay_i) - exp(-t /\n"
      "tau_rise_i)), with c such that the peak is w";
  struct Params {
    std::vector<double> E_rev{0.0}, tau_rise{2.0}, tau_decay{20.0};
    static Table rows() {
      return {E_rev_row(&Params::E_rev),
              {"tau_rise", &Params::tau_rise, "ms", positive, "Rise time of each receptor, not above the decay time"},
              {"tau_decay", &Params::tau_decay, "ms", positive, "Decay time of each receptor"}};
    }
    void check() const {
      require_size("tau_rise", tau_rise.size(), E_rev.size(), "E_rev");
      require_size("tau_decay", tau_decay.size(), E_rev.size(), "E_rev");
      for (std::size_t i = 0; i < E_rev.size(); ++i)
        if (tau_rise[i] > tau_decay[i]) require_below("tau_rise", tau_rise[i], "tau_decay", tau_decay[i], "ms");
    }
  };
  struct State {
    Real g = 0, dg = 0;
  };
  struct Factors {
    Real rate_rise, rate_decay, jump, E;
  };
  static Factors factors(const auto& p, std::size_t i) {
    return {1 / p.tau_rise[i], 1 / p.tau_decay[i], peak_one(p.tau_rise[i], p.tau_decay[i]), p.E_rev[i]};
  }
  // g(t) = exp(-t / tau_decay) (g + dg t (e^x - 1) / x) with x = t (1 / tau_decay - 1 / tau_rise).
  static State after(const State& s, Real t, const Factors& f) {
    Real decay = exp(-t * f.rate_decay), x = t * (f.rate_decay - f.rate_rise);
    return {decay * (s.g + s.dg * t / linear_over_one_minus_exp(-x)), s.dg * exp(-t * f.rate_rise)};
  }
  static void receive(State& s, Real weight, const Factors& f) { s.dg += f.jump * weight; }
};

// They as a group of a model; `list` is the parameter that has an element for each.
template <class Shape, auto list, PortCount count, bool recorded = true>
struct ConductancePorts {
  using State = typename Shape::State;
  using Factors = typename Shape::Factors;
  static constexpr auto size = list;
  static constexpr auto ports = count;
  static Factors prepare(const auto& p, std::size_t i, const TimeGrid&) { return Shape::factors(p, i); }
  static Variables variables() {
    Variables all{{"g", &State::g, "nS", "Conductances of the receptors", Show::watch}};
    if (recorded) all.push_back({"g_{}", &State::g, "nS", "Conductance of each receptor"});
    if constexpr (requires(State s) { s.dg; })
      all.push_back({"dg", &State::dg, "nS/ms", "Their slope variables", Show::watch});
    return all;
  }

  // The current at time t of the step is drive - conductance V.
  struct Sum {
    Real drive = 0, conductance = 0;
  };
  static Sum at(Real t, const Group<ConductancePorts>& all) {
    Sum sum;
    for (std::size_t k = 0; k < all.size(); ++k) {
      Factors f = all.factors(k);
      Real g = Shape::after(all.load(k), t, f).g;
      sum.drive += g * f.E;
      sum.conductance += g;
    }
    return sum;
  }
  // Over the whole step, with what arrives at its end; the lanes in which some weight was negative.
  static Mask advance(Real h, Group<ConductancePorts>& all) {
    Mask negative = h < 0.0;
    all.each([&](State& s, const Factors& f, Real arrived) {
      s = Shape::after(s, h, f);
      Shape::receive(s, arrived, f);
      negative = negative | (arrived < 0.0);
    });
    return negative;
  }
};

}  // namespace nestling
