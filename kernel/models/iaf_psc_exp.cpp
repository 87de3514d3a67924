// Leaky integrate-and-fire neuron with exponential synaptic currents, integrated exactly.
// With delta > 0, a uniform number u is below the probability p exp((U - theta) / delta) of a step exactly when U >
// theta
// + delta (log u - log p).
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_exp {
  static constexpr auto name = "iaf_psc_exp";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with exponential synaptic currents.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w exp(-t / tau_syn)\n"
      "at V_m >= V_th it fires; V_m is then V_reset for t_ref\n"
      "delta > 0: it fires at random instead, with the intensity rho exp((V_m - V_th) / delta)\n"
      "currents on receptor 1 enter I_syn_ex, filtered by tau_syn_ex";
  static constexpr auto papers =
      "Tsodyks, Uziel & Markram 2000, J Neurosci 20:RC50\n"
      "Rotter & Diesmann 1999, Biol Cybern 81:381";

  struct Params : LeakyParams {
    double tau_syn_ex = 2, tau_syn_in = 2, rho = 0.01, delta = 0;
  };
  static Table parameters() {
    return leaky_rows() + synapse_rows<Params>() +
           Table{{"rho", &Params::rho, "1/s", not_negative, "Intensity of random firing at the threshold"},
                 {"delta", &Params::delta, "mV", not_negative, "Width of the threshold region; 0: a sharp threshold"}};
  }
  static void check(const Params& p) { check_leaky(p); }
  static bool noisy(const Params& p) { return p.delta > 1e-10; }

  struct State : Leaky {
    ExponentialCurrent ex, in;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0, filtered_current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn_ex", {&State::ex, &ExponentialCurrent::I}, "pA", "Excitatory synaptic current"},
            {"I_syn_in", {&State::in, &ExponentialCurrent::I}, "pA", "Inhibitory synaptic current"},
            {"weighted_spikes_ex", &Input::ex, "pA", "Sum of the excitatory weights that arrived in the step"},
            {"weighted_spikes_in", &Input::in, "pA", "Sum of the inhibitory weights that arrived in the step"}};
  }
  static std::vector<Receptor> receptors() {
    return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current), currents(1, &Input::filtered_current)};
  }

  struct Factors {
    LeakyFactors membrane;
    ExponentialFactors ex, in;
    Real filter, delta, log_p;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.membrane = leaky_factors(p, grid),
            .ex = exponential_factors(p.tau_syn_ex, p.tau_m, p.C_m, grid),
            .in = exponential_factors(p.tau_syn_in, p.tau_m, p.C_m, grid),
            .filter = -std::expm1(-grid.h() / p.tau_syn_ex),
            .delta = noisy(p) ? p.delta : 0.0,
            .log_p = noisy(p) ? std::log(p.rho * grid.h() * 1e-3) : 0.0};  // rho is per second, h in ms
  }

  static Mask update(State& s, const Factors& f, const Input& in, Real log_uniform) {
    Real U = s.free(f.membrane, in.current, s.ex.to_membrane(f.ex) + s.in.to_membrane(f.in));
    s.U = select(s.held(), s.U, U);
    s.ex.advance(f.ex, f.filter * in.filtered_current + in.ex);
    s.in.advance(f.in, in.in);
    return s.fire(f.membrane, s.U >= f.membrane.theta + f.delta * (log_uniform - f.log_p));
  }
};

}  // namespace

ModelPtr make_iaf_psc_exp() { return neuron_model<iaf_psc_exp>(); }

}  // namespace nestling
