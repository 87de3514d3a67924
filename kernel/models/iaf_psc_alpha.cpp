// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents, integrated exactly (Rotter & Diesmann 1999, Biol
// Cybern 81:381; Diesmann et al. 2001, Neurocomputing 38:565). With U = V_m - E_L and, for each synapse (I, dI):
//   dU/dt = -U / tau_m + (I_ex + I_in + I_stim + I_e) / C_m,   dI/dt = dI - I / tau_syn,   d(dI)/dt = -dI / tau_syn,
// a spike of weight w adds w e / tau_syn to dI, so that the current peaks at w after tau_syn.
#include <limits>
#include <numbers>

#include "kernel/models/propagators.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_alpha {
  static constexpr auto name = "iaf_psc_alpha";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents.";

  struct Params {
    double C_m = 250, tau_m = 10, tau_syn_ex = 2, tau_syn_in = 2, t_ref = 2;
    double E_L = -70, V_th = -55, V_reset = -70, V_min = -std::numeric_limits<double>::infinity(), I_e = 0;
  };
  static Table parameters() {
    return {{"C_m", &Params::C_m, "pF", positive, "Capacitance of the membrane"},
            {"tau_m", &Params::tau_m, "ms", positive, "Time constant of the membrane"},
            {"tau_syn_ex", &Params::tau_syn_ex, "ms", positive, "Time constant of excitatory synapses"},
            {"tau_syn_in", &Params::tau_syn_in, "ms", positive, "Time constant of inhibitory synapses"},
            {"t_ref", &Params::t_ref, "ms", not_negative, "Duration of the refractory period"},
            {"E_L", &Params::E_L, "mV", any, "Resting potential"},
            {"V_th", &Params::V_th, "mV", any, "Spike threshold"},
            {"V_reset", &Params::V_reset, "mV", any, "Potential after a spike, below V_th"},
            {"V_min", &Params::V_min, "mV", any, "Lower bound of the membrane potential"},
            {"I_e", &Params::I_e, "pA", any, "Constant input current"}};
  }
  static void check(const Params& p) { require_below("V_reset", p.V_reset, "V_th", p.V_th, "mV"); }

  struct State {
    Real U = 0, I_ex = 0, dI_ex = 0, I_in = 0, dI_in = 0, I_stim = 0, refractory = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static std::vector<Variable> variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn_ex", &State::I_ex, "pA", "Excitatory synaptic current"},
            {"I_syn_in", &State::I_in, "pA", "Inhibitory synaptic current"},
            {"weighted_spikes_ex", &Input::ex, "pA", "Sum of the excitatory weights that arrived in the step"},
            {"weighted_spikes_in", &Input::in, "pA", "Sum of the inhibitory weights that arrived in the step"}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    Real P_V, P_0, drive, P_ex, P_dex, P_in, P_din, decay_ex, decay_in, gain_ex, gain_in, h, floor, theta, reset, hold;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double h = grid.h(), P_0 = constant_to_membrane(p.tau_m, p.C_m, h);
    return {.P_V = std::exp(-h / p.tau_m),
            .P_0 = P_0,
            .drive = P_0 * p.I_e,
            .P_ex = exponential_to_membrane(p.tau_syn_ex, p.tau_m, p.C_m, h),
            .P_dex = alpha_to_membrane(p.tau_syn_ex, p.tau_m, p.C_m, h),
            .P_in = exponential_to_membrane(p.tau_syn_in, p.tau_m, p.C_m, h),
            .P_din = alpha_to_membrane(p.tau_syn_in, p.tau_m, p.C_m, h),
            .decay_ex = std::exp(-h / p.tau_syn_ex),
            .decay_in = std::exp(-h / p.tau_syn_in),
            .gain_ex = std::numbers::e / p.tau_syn_ex,
            .gain_in = std::numbers::e / p.tau_syn_in,
            .h = h,
            .floor = p.V_min - p.E_L,
            .theta = p.V_th - p.E_L,
            .reset = p.V_reset - p.E_L,
            .hold = grid.steps(p.t_ref)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real U = f.P_V * s.U + (f.P_0 * s.I_stim + f.drive) + (f.P_dex * s.dI_ex + f.P_ex * s.I_ex) +
             (f.P_din * s.dI_in + f.P_in * s.I_in);
    U = select(s.refractory > 0, s.U, max(U, f.floor));
    s.I_ex = f.decay_ex * (s.I_ex + f.h * s.dI_ex);
    s.I_in = f.decay_in * (s.I_in + f.h * s.dI_in);
    s.dI_ex = f.decay_ex * s.dI_ex + f.gain_ex * in.ex;
    s.dI_in = f.decay_in * s.dI_in + f.gain_in * in.in;
    s.I_stim = in.current;
    Mask spike = U >= f.theta;
    s.U = select(spike, f.reset, U);
    s.refractory = select(spike, f.hold, max(s.refractory - 1, 0));
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_psc_alpha() { return neuron_model<iaf_psc_alpha>(); }

}  // namespace nestling
