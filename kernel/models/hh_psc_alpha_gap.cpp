// Fast-spiking cell of the Hodgkin-Huxley type with alpha-shaped synaptic currents.
#include "kernel/models/parts/hh.h"

namespace nestling {
namespace {

struct FastSpiking {
  static constexpr auto equations =
      "C_m dV/dt = g_Na m^3 h (E_Na - V) + (g_Kv1 n^4 + g_Kv3 p^2) (E_K - V) + g_L (E_L - V) + I_syn + I_e + I_stim\n"
      "dx/dt = alpha_x (1 - x) - beta_x x for the gates m, h, n, p, with rates in 1/ms; L(v, k) = v / (1 - exp(-v / "
      "k))\n"
      "alpha_m = 40 L(V - 75.5, 13.5),   beta_m = 1.2262 exp(-V / 42.248)\n"
      "alpha_h = 0.0035 exp(-V / 24.186),   beta_h = 0.017 L(V + 51.25, 5.2)\n"
      "alpha_n = 0.014 L(V + 44, 2.3),   beta_n = 0.0043 exp(-(V + 44) / 34)\n"
      "alpha_p = L(V - 95, 11.8),   beta_p = 0.025 exp(-V / 22.222)\n"
      "fires in the first step that ends above 0 mV and below its start, not within t_ref; nothing is reset";
  static constexpr auto papers =
      "Erisir, Lau, Rudy & Leonard 1999, J Neurophysiol 82:2476\n"
      "Mancilla, Lewis, Pinto, Rinzel & Connors 2007, J Neurosci 27:2058\n"
      "Hahne et al. 2015, Front Neuroinform 9:22";
  Real m = 0.019198766985083732, h = 0.868462041294399, n = 0.0005741576228359767, p = 0.0002511318227150632;

  static constexpr LeakyMembrane membrane{.C_m = 40, .g_L = 10, .E_L = -70};
  static constexpr double resting = -69.60401191631222, tolerance = 1e-6;
  static constexpr Constraint conductance_rule = not_negative;

  struct Params {
    double g_Na = 4500, E_Na = 74, g_Kv1 = 9, g_Kv3 = 9000, E_K = -90;
    static Table rows() {
      return {{"g_Na", &Params::g_Na, "nS", not_negative, "Peak conductance of sodium"},
              {"E_Na", &Params::E_Na, "mV", any, "Reversal potential of sodium"},
              {"g_Kv1", &Params::g_Kv1, "nS", not_negative, "Peak conductance of potassium channel Kv1"},
              {"g_Kv3", &Params::g_Kv3, "nS", not_negative, "Peak conductance of potassium channel Kv3"},
              {"E_K", &Params::E_K, "mV", any, "Reversal potential of potassium"}};
    }
  };
  static double spike_level(const Params&) { return 0; }
  static Variables variables() {
    return {gate("Act_m", &FastSpiking::m, "Activation of sodium"),
            gate("Inact_h", &FastSpiking::h, "Inactivation of sodium"),
            gate("Act_n", &FastSpiking::n, "Activation of Kv1"), gate("Inact_p", &FastSpiking::p, "Activation of Kv3")};
  }

  struct Factors {
    Real g_Na, E_Na, g_Kv1, g_Kv3, E_K;
  };
  static Factors prepare(const Params& p) { return {p.g_Na, p.E_Na, p.g_Kv1, p.g_Kv3, p.E_K}; }

  Real current(Real V, const Factors& f) const {
    Real n2 = n * n, potassium = f.g_Kv1 * (n2 * n2) + f.g_Kv3 * (p * p);
    return f.g_Na * (m * m * m * h) * (f.E_Na - V) + potassium * (f.E_K - V);
  }
  FastSpiking slope(Real V, const Factors&) const {
    Rates rates_m{40.0 * linear_rate(V - 75.5, 13.5), 1.2262 * exp(V * (-1 / 42.248))};
    Rates rates_h{0.0035 * exp(V * (-1 / 24.186)), 0.017 * linear_rate(V + 51.25, 5.2)};
    Rates rates_n{0.014 * linear_rate(V + 44.0, 2.3), 0.0043 * exp((V + 44.0) * (-1.0 / 34))};
    Rates rates_p{linear_rate(V - 95.0, 11.8), 0.025 * exp(V * (-1 / 22.222))};
    return {rates_m.slope(m), rates_h.slope(h), rates_n.slope(n), rates_p.slope(p)};
  }
};

struct hh_psc_alpha_gap : HodgkinHuxley<FastSpiking, SignedCurrents<AlphaInput>> {
  static constexpr auto name = "hh_psc_alpha_gap";
  static constexpr auto doc = "Fast-spiking neuron of the Hodgkin-Huxley type with alpha-shaped synaptic currents.";
};

}  // namespace

ModelPtr make_hh_psc_alpha_gap() { return neuron_model<hh_psc_alpha_gap>(); }

}  // namespace nestling
