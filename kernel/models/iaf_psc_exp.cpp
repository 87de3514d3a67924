// Leaky integrate-and-fire neuron with exponential synaptic currents, integrated exactly; synapses as in Tsodyks, Uziel
// & Markram 2000, J Neurosci 20:RC50. With U = V_m - E_L:
//   dU/dt = -U / tau_m + (I_ex + I_in + I_stim + I_e) / C_m,   dI/dt = -I / tau_syn.
// With delta > 0 it fires at random, with the intensity rho exp((U - theta) / delta). A uniform number u is below the
// probability p exp((U - theta) / delta) of a step exactly when U > theta + delta (log u - log p).
#include "kernel/models/propagators.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_exp {
  static constexpr auto name = "iaf_psc_exp";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with exponential synaptic currents.";

  struct Params {
    double C_m = 250, tau_m = 10, tau_syn_ex = 2, tau_syn_in = 2, t_ref = 2;
    double E_L = -70, V_th = -55, V_reset = -70, I_e = 0, rho = 0.01, delta = 0;
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
            {"I_e", &Params::I_e, "pA", any, "Constant input current"},
            {"rho", &Params::rho, "1/s", not_negative, "Intensity of random firing at the threshold"},
            {"delta", &Params::delta, "mV", not_negative, "Width of the threshold region; 0: a sharp threshold"}};
  }
  static void check(const Params& p) { require_below("V_reset", p.V_reset, "V_th", p.V_th, "mV"); }
  static bool noisy(const Params& p) { return p.delta > 1e-10; }

  struct State {
    Real U = 0, I_ex = 0, I_in = 0, I_stim = 0, I_filtered = 0, refractory = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0, filtered_current = 0;
  };
  static std::vector<Variable> variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn_ex", &State::I_ex, "pA", "Excitatory synaptic current"},
            {"I_syn_in", &State::I_in, "pA", "Inhibitory synaptic current"},
            {"weighted_spikes_ex", &Input::ex, "pA", "Sum of the excitatory weights that arrived in the step"},
            {"weighted_spikes_in", &Input::in, "pA", "Sum of the inhibitory weights that arrived in the step"}};
  }
  static std::vector<Receptor> receptors() {
    return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current), currents(1, &Input::filtered_current)};
  }

  struct Factors {
    Real P_V, P_0, drive, P_ex, P_in, decay_ex, decay_in, filter, theta, reset, hold, delta, log_p;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double h = grid.h(), P_0 = constant_to_membrane(p.tau_m, p.C_m, h);
    return {.P_V = std::exp(-h / p.tau_m),
            .P_0 = P_0,
            .drive = P_0 * p.I_e,
            .P_ex = exponential_to_membrane(p.tau_syn_ex, p.tau_m, p.C_m, h),
            .P_in = exponential_to_membrane(p.tau_syn_in, p.tau_m, p.C_m, h),
            .decay_ex = std::exp(-h / p.tau_syn_ex),
            .decay_in = std::exp(-h / p.tau_syn_in),
            .filter = -std::expm1(-h / p.tau_syn_ex),
            .theta = p.V_th - p.E_L,
            .reset = p.V_reset - p.E_L,
            .hold = grid.steps(p.t_ref),
            .delta = noisy(p) ? p.delta : 0.0,
            .log_p = noisy(p) ? std::log(p.rho * h * 1e-3) : 0.0};  // rho is per second, h in ms
  }

  static Mask update(State& s, const Factors& f, const Input& in, Real log_uniform) {
    Real U = f.P_V * s.U + (f.P_0 * s.I_stim + f.drive) + (f.P_ex * s.I_ex + f.P_in * s.I_in);
    U = select(s.refractory > 0, s.U, U);
    s.I_ex = f.decay_ex * s.I_ex + f.filter * s.I_filtered + in.ex;
    s.I_in = f.decay_in * s.I_in + in.in;
    s.I_stim = in.current;
    s.I_filtered = in.filtered_current;
    Mask spike = U >= f.theta + f.delta * (log_uniform - f.log_p);
    s.U = select(spike, f.reset, U);
    s.refractory = select(spike, f.hold, max(s.refractory - 1, 0));
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_psc_exp() { return neuron_model<iaf_psc_exp>(); }

}  // namespace nestling
