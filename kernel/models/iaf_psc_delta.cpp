// Leaky integrate-and-fire neuron whose potential jumps by the weight of a spike, integrated exactly. With U = V_m -
// E_L:
//   dU/dt = -U / tau_m + (I_stim + I_e) / C_m.
// Input that arrives while the neuron is refractory is lost, or (refractory_input) kept and, after decaying until the
// end of the refractory period, added then.
#include <cmath>
#include <limits>

#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_delta {
  static constexpr auto name = "iaf_psc_delta";
  static constexpr auto doc = "Leaky integrate-and-fire neuron whose potential jumps at a spike.";

  struct Params {
    double C_m = 250, tau_m = 10, t_ref = 2;
    double E_L = -70, V_th = -55, V_reset = -70, V_min = std::numeric_limits<double>::lowest(), I_e = 0;
    bool refractory_input = false;
  };
  static Table parameters() {
    return {{"C_m", &Params::C_m, "pF", positive, "Capacitance of the membrane"},
            {"tau_m", &Params::tau_m, "ms", positive, "Time constant of the membrane"},
            {"t_ref", &Params::t_ref, "ms", not_negative, "Duration of the refractory period"},
            {"E_L", &Params::E_L, "mV", any, "Resting potential"},
            {"V_th", &Params::V_th, "mV", any, "Spike threshold"},
            {"V_reset", &Params::V_reset, "mV", any, "Potential after a spike, below V_th"},
            {"V_min", &Params::V_min, "mV", any, "Lower bound of the membrane potential"},
            {"I_e", &Params::I_e, "pA", any, "Constant input current"},
            {"refractory_input", &Params::refractory_input, "", any, "Keep input that arrives while refractory"}};
  }
  static void check(const Params& p) { require_below("V_reset", p.V_reset, "V_th", p.V_th, "mV"); }

  // `fade` is exp(-r h / tau_m) for the r steps of refractoriness that are left.
  struct State {
    Real U = 0, I_stim = 0, refractory = 0, kept = 0, fade = 1;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static std::vector<Variable> variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }

  struct Factors {
    Real P_V, P_0, drive, floor, theta, reset, hold, keep, fade_at_spike, unfade;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    // With expm1, neurons with a huge tau_m, which scripts use as integrators, would differ from NEST 2 in the digits
    // that 1 - exp loses.
    double h = grid.h(), P_V = std::exp(-h / p.tau_m), P_0 = (1 - P_V) * p.tau_m / p.C_m, hold = grid.steps(p.t_ref);
    return {.P_V = P_V,
            .P_0 = P_0,
            .drive = P_0 * p.I_e,
            .floor = p.V_min - p.E_L,
            .theta = p.V_th - p.E_L,
            .reset = p.V_reset - p.E_L,
            .hold = hold,
            .keep = p.refractory_input ? 1.0 : 0.0,
            .fade_at_spike = std::exp(-hold * h / p.tau_m),
            .unfade = std::exp(h / p.tau_m)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Mask held = s.refractory > 0;
    Real U = max(f.P_V * s.U + f.P_0 * s.I_stim + f.drive + in.spikes + s.kept, f.floor);
    U = select(held, s.U, U);
    s.kept = select(held, s.kept + f.keep * s.fade * in.spikes, 0);
    s.I_stim = in.current;
    Mask spike = U >= f.theta;
    s.U = select(spike, f.reset, U);
    s.fade = select(spike, f.fade_at_spike, select(held, s.fade * f.unfade, s.fade));
    s.refractory = select(spike, f.hold, max(s.refractory - 1, 0));
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_psc_delta() { return neuron_model<iaf_psc_delta>(); }

}  // namespace nestling
