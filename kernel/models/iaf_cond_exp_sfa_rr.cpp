// Leaky integrate-and-fire neuron with exponential synaptic conductances, spike-frequency adaptation and a relative
// refractory mechanism: two more conductances that decay, and grow at each spike.
#include "kernel/models/parts/conductance.h"

namespace nestling {
namespace {

struct iaf_cond_exp_sfa_rr {
  using Synapses = Conductances<ExponentialInput>;
  static constexpr auto name = "iaf_cond_exp_sfa_rr";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential conductances, adaptation and relative refractoriness.";
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - V) + I_syn + g_sfa (E_sfa - V) + g_rr (E_rr - V) + I_e + I_stim\n"
      "at V >= V_th it fires: V is V_reset for t_ref; g_sfa and g_rr grow by q_sfa, q_rr and decay with tau_sfa, "
      "tau_rr";
  static constexpr auto papers =
      "Dayan & Abbott 2001, Theoretical Neuroscience, p. 166\n"
      "Muller, Buesing, Schemmel & Meier 2007, Neural Comput 19:2958";

  struct Params {
    LeakyMembrane membrane{.C_m = 289.5, .g_L = 28.95};
    ThresholdAndReset threshold{.V_th = -57, .V_reset = -70};
    Refractoriness refractoriness{.t_ref = 0.5};
    Synapses::Params synapses{.tau = {.tau_syn_ex = 1.5, .tau_syn_in = 10}, .reversal = {.E_ex = 0, .E_in = -75}};
    double tau_sfa = 110, q_sfa = 14.48, E_sfa = -70, tau_rr = 1.97, q_rr = 3214, E_rr = -70;
  };
  static Table parameters() {
    return rows_of(&Params::membrane) + rows_of(&Params::threshold) + rows_of(&Params::refractoriness) +
           rows_of(&Params::synapses) +
           Table{{"tau_sfa", &Params::tau_sfa, "ms", positive, "Time constant of adaptation"},
                 {"q_sfa", &Params::q_sfa, "nS", any, "Growth of the adaptation conductance at a spike"},
                 {"E_sfa", &Params::E_sfa, "mV", any, "Reversal potential of adaptation"},
                 {"tau_rr", &Params::tau_rr, "ms", positive, "Time constant of relative refractoriness"},
                 {"q_rr", &Params::q_rr, "nS", any, "Growth of the refractory conductance at a spike"},
                 {"E_rr", &Params::E_rr, "mV", any, "Reversal potential of relative refractoriness"}};
  }
  static void check(const Params& p) { p.threshold.check(); }

  struct Equations {
    Real V = -70;
    Synapses synapses{};
    ExponentialInput sfa{}, rr{};
  };
  struct State : Equations {
    Real refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
                     {"g_sfa", {&Equations::sfa, &ExponentialInput::g}, "nS", "Adaptation conductance", Show::both},
                     {"g_rr", {&Equations::rr, &ExponentialInput::g}, "nS", "Refractory conductance", Show::both}} +
           inside(&Equations::synapses, Synapses::variables(Show::both, any));
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    Synapses::Factors synapses;
    ExponentialInput::Factors sfa, rr;
    Real g_L, E_L, I_e, elastance, theta, reset, hold, q_sfa, E_sfa, q_rr, E_rr;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto& m = p.membrane;
    return {.control = {grid.h(), grid.h(), 1e-3},
            .synapses = Synapses::prepare(p.synapses),
            .sfa = {1 / p.tau_sfa},
            .rr = {1 / p.tau_rr},
            .g_L = m.g_L,
            .E_L = m.E_L,
            .I_e = m.I_e,
            .elastance = 1 / m.C_m,
            .theta = p.threshold.V_th,
            .reset = p.threshold.V_reset,
            .hold = grid.steps(p.refractoriness.t_ref),
            .q_sfa = p.q_sfa,
            .E_sfa = p.E_sfa,
            .q_rr = p.q_rr,
            .E_rr = p.E_rr};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real I = f.I_e + in.current;
    auto slope = [&](const Equations& y) -> Equations {
      Real current = I + f.g_L * (f.E_L - y.V) + y.synapses.current(y.V, f.synapses) + y.sfa.g * (f.E_sfa - y.V) +
                     y.rr.g * (f.E_rr - y.V);
      return {current * f.elastance, y.synapses.slope(f.synapses), y.sfa.slope(f.sfa), y.rr.slope(f.rr)};
    };
    integrate<Scale::absolute>(static_cast<Equations&>(s), s.suggestion, f.control, slope, [](Mask) {});
    s.synapses.receive(in.ex, in.in, f.synapses);
    Mask spike = hold_or_fire(s.V, s.refractory, f.theta, f.reset, f.hold);
    s.sfa.g = select(spike, s.sfa.g + f.q_sfa, s.sfa.g);
    s.rr.g = select(spike, s.rr.g + f.q_rr, s.rr.g);
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_cond_exp_sfa_rr() { return neuron_model<iaf_cond_exp_sfa_rr>(); }

}  // namespace nestling
