// Neurons of the Hodgkin-Huxley type: a membrane with gated channels. A spike is reported in the first step that ends
// above the spike level and below the potential at its start. Nothing is reset; refractoriness only keeps the same
// action potential from being reported twice.
#pragma once
#include "kernel/models/parts/conductance.h"

namespace nestling {

struct Rates {
  Real alpha, beta;
  Real slope(Real x) const { return alpha * (1.0 - x) - beta * x; }
};
// v / (1 - exp(-v / k)).
inline Real linear_rate(Real v, double k) { return k * linear_over_one_minus_exp(v * (1 / k)); }

inline Variable gate(std::string_view name, Column column, std::string_view doc) {
  return {name, column, "", doc, Show::both, not_negative};
}

// Traces of the potential, for models that need none.
struct NoTraces {
  struct Params {
    static Table rows() { return {}; }
  };
  struct Factors {};
  static Factors prepare(const Params&) { return {}; }
  static Variables variables() { return {}; }
  NoTraces slope(Real, const Factors&) const { return {}; }
};

template <class Channels_, class Synapses_, class Traces = NoTraces>
struct HodgkinHuxley {
  using Synapses = Synapses_;
  static constexpr auto equations = Channels_::equations;
  static constexpr auto papers = Channels_::papers;

  struct Params {
    LeakyMembrane membrane = Channels_::membrane;
    Refractoriness refractoriness;
    typename Channels_::Params channels;
    typename Synapses::Params synapses;
    [[no_unique_address]] typename Traces::Params traces{};
  };
  static Table parameters() {
    return rows_of(&Params::membrane, Channels_::conductance_rule) + rows_of(&Params::refractoriness) +
           rows_of(&Params::channels) + rows_of(&Params::synapses) + rows_of(&Params::traces);
  }

  struct Equations {
    Real V = Channels_::resting;
    Channels_ gates{};
    Synapses synapses{};
    [[no_unique_address]] Traces traces{};
  };
  struct State : Equations {
    Real refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both}} +
           inside(&Equations::gates, Channels_::variables()) + inside(&Equations::synapses, Synapses::variables()) +
           inside(&Equations::traces, Traces::variables());
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    Real g_L, E_L, I_e, elastance, level, hold;
    typename Channels_::Factors channels;
    typename Synapses::Factors synapses;
    [[no_unique_address]] typename Traces::Factors traces;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto& m = p.membrane;
    return {.control = {grid.h(), grid.h(), Channels_::tolerance},
            .g_L = m.g_L,
            .E_L = m.E_L,
            .I_e = m.I_e,
            .elastance = 1 / m.C_m,
            .level = Channels_::spike_level(p.channels),
            .hold = grid.steps(p.refractoriness.t_ref),
            .channels = Channels_::prepare(p.channels),
            .synapses = Synapses::prepare(p.synapses),
            .traces = Traces::prepare(p.traces)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real I = f.I_e + in.current, before = s.V;
    auto slope = [&](const Equations& y) -> Equations {
      Real current = y.gates.current(y.V, f.channels) + f.g_L * (f.E_L - y.V) + y.synapses.current(y.V, f.synapses) + I;
      return {current * f.elastance, y.gates.slope(y.V, f.channels), y.synapses.slope(f.synapses),
              y.traces.slope(y.V, f.traces)};
    };
    integrate<Scale::absolute>(static_cast<Equations&>(s), s.suggestion, f.control, slope, [](Mask) {});
    s.synapses.receive(in.ex, in.in, f.synapses);
    Mask spike = (s.refractory <= 0.0) & (s.V >= f.level) & (before > s.V);
    s.refractory = select(spike, f.hold, max(s.refractory - 1.0, 0.0));
    return spike;
  }
};

// Sodium and potassium channels m^3 h and n^4.
struct SodiumPotassium {
  double g_Na, E_Na, g_K, E_K;
  static Table rows(Constraint rule) {
    return {{"g_Na", &SodiumPotassium::g_Na, "nS", rule, "Peak conductance of sodium"},
            {"E_Na", &SodiumPotassium::E_Na, "mV", any, "Reversal potential of sodium"},
            {"g_K", &SodiumPotassium::g_K, "nS", rule, "Peak conductance of potassium"},
            {"E_K", &SodiumPotassium::E_K, "mV", any, "Reversal potential of potassium"}};
  }
};

// Their gates.
struct GatesMHN {
  Real m, h, n;

  struct Factors {
    Real g_Na, E_Na, g_K, E_K;
  };
  static Factors prepare(const SodiumPotassium& p) { return {p.g_Na, p.E_Na, p.g_K, p.E_K}; }
  Real current(Real V, const Factors& f) const {
    Real n2 = n * n;
    return f.g_Na * (m * m * m * h) * (f.E_Na - V) + f.g_K * (n2 * n2) * (f.E_K - V);
  }
  GatesMHN slope(Rates rates_m, Rates rates_h, Rates rates_n) const {
    return {rates_m.slope(m), rates_h.slope(h), rates_n.slope(n)};
  }
  static Variables variables() {
    return {gate("Act_m", &GatesMHN::m, "Activation of sodium"),
            gate("Inact_h", &GatesMHN::h, "Inactivation of sodium"),
            gate("Act_n", &GatesMHN::n, "Activation of potassium")};
  }
};

// Channels of the squid axon.
struct SquidAxon : GatesMHN {
  static constexpr auto equations =
      "C_m dV/dt = g_Na m^3 h (E_Na - V) + g_K n^4 (E_K - V) + g_L (E_L - V) + I_syn + I_e + I_stim\n"
      "dx/dt = alpha_x (1 - x) - beta_x x for the gates m, h, n, with rates in 1/ms\n"
      "alpha_m = 0.1 (V + 40) / (1 - exp(-(V + 40) / 10)),   beta_m = 4 exp(-(V + 65) / 18)\n"
      "alpha_h = 0.07 exp(-(V + 65) / 20),   beta_h = 1 / (1 + exp(-(V + 35) / 10))\n"
      "alpha_n = 0.01 (V + 55) / (1 - exp(-(V + 55) / 10)),   beta_n = 0.125 exp(-(V + 65) / 80)\n"
      "fires in the first step that ends above 0 mV and below its start, not within t_ref; nothing is reset";
  static constexpr auto papers =
      "Hodgkin & Huxley 1952, J Physiol 117:500\n"
      "Gerstner & Kistler 2002, Spiking Neuron Models";
  SquidAxon() : GatesMHN{0.05293248525724958, 0.5961207535084603, 0.3176769140606974} {}  // steady at -65 mV
  SquidAxon(const GatesMHN& gates) : GatesMHN(gates) {}
  static constexpr LeakyMembrane membrane{.C_m = 100, .g_L = 30, .E_L = -54.402};
  static constexpr double resting = -65, tolerance = 1e-3;
  static constexpr Constraint conductance_rule = not_negative;

  struct Params : SodiumPotassium {
    Params() : SodiumPotassium{.g_Na = 12000, .E_Na = 50, .g_K = 3600, .E_K = -77} {}
    static Table rows() { return SodiumPotassium::rows(not_negative); }
  };
  static double spike_level(const Params&) { return 0; }

  SquidAxon slope(Real V, const Factors&) const {
    Real e80 = exp((V + 65.0) * (-1.0 / 80)), e40 = e80 * e80, e20 = e40 * e40, e10 = e20 * e20;
    constexpr double e1 = 2.718281828459045, e2_5 = 12.182493960703473, e3 = 20.085536923187668;
    return GatesMHN::slope(
        {linear_over_one_minus_exp((V + 40.0) * 0.1, e10 * e2_5), 4.0 * exp((V + 65.0) * (-1.0 / 18))},
        {0.07 * e20, 1.0 / (1.0 + e10 * e3)},
        {0.1 * linear_over_one_minus_exp((V + 55.0) * 0.1, e10 * e1), 0.125 * e80});
  }
};

// Channels of hippocampal pyramidal cells. The gates start at their steady state for -60 mV without the shift V_T.
template <bool checked>
struct TraubMiles : GatesMHN {
  static constexpr auto equations =
      "C_m dV/dt = g_Na m^3 h (E_Na - V) + g_K n^4 (E_K - V) + g_L (E_L - V) + I_syn + I_e + I_stim\n"
      "dx/dt = alpha_x (1 - x) - beta_x x for the gates m, h, n, with rates in 1/ms, where v = V - V_T\n"
      "alpha_m = 0.32 (v - 13) / (1 - exp(-(v - 13) / 4)),   beta_m = 0.28 (40 - v) / (1 - exp(-(40 - v) / 5))\n"
      "alpha_h = 0.128 exp((17 - v) / 18),   beta_h = 4 / (1 + exp((40 - v) / 5))\n"
      "alpha_n = 0.032 (v - 15) / (1 - exp(-(v - 15) / 5)),   beta_n = 0.5 exp((10 - v) / 40)\n"
      "fires in the first step that ends above V_T + 30 mV and below its start, not within t_ref; nothing is reset";
  static constexpr auto papers =
      "Traub & Miles 1991, Neuronal Networks of the Hippocampus\n"
      "Brette et al. 2007, J Comput Neurosci 23:349";
  TraubMiles() : GatesMHN{9.895563096746586e-09, 0.999999999106396, 2.551577051602551e-07} {}
  TraubMiles(const GatesMHN& gates) : GatesMHN(gates) {}
  static constexpr LeakyMembrane membrane{.C_m = 200, .g_L = 10, .E_L = -60};
  static constexpr double resting = -60, tolerance = 1e-3;
  static constexpr Constraint conductance_rule = checked ? not_negative : any;

  struct Params : SodiumPotassium {
    Params() : SodiumPotassium{.g_Na = 20000, .E_Na = 50, .g_K = 6000, .E_K = -90} {}
    double V_T = -50;
    static Table rows() {
      return SodiumPotassium::rows(conductance_rule) +
             Table{{"V_T", &Params::V_T, "mV", any, "Shift of the rates of the gates"}};
    }
  };
  static double spike_level(const Params& p) { return p.V_T + 30; }

  struct Factors : GatesMHN::Factors {
    Real V_T;
  };
  static Factors prepare(const Params& p) { return {GatesMHN::prepare(p), p.V_T}; }

  TraubMiles slope(Real V, const Factors& f) const {
    Real v = V - f.V_T;
    return GatesMHN::slope({0.32 * linear_rate(v - 13.0, 4), 0.28 * linear_rate(40.0 - v, 5)},
                           {0.128 * exp((17.0 - v) * (1.0 / 18)), 4.0 / (1.0 + exp((40.0 - v) * 0.2))},
                           {0.032 * linear_rate(v - 15.0, 5), 0.5 * exp((10.0 - v) * (1.0 / 40))});
  }
};

}  // namespace nestling
