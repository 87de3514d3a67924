// Thalamocortical point neuron of Hill & Tononi (2005).
#include "kernel/models/parts/conductance.h"

namespace nestling {
namespace {

Real logistic(Real x) { return 1.0 / (1.0 + exp(-x)); }

// Gates, each with its steady state.
struct Gates {
  Real m_fast, m_slow, m_h, D, m_T, h_T;
};

Real steady_h(Real V) { return logistic((V + 75.0) * (-1 / 5.5)); }
Real steady_m_T(Real V) { return logistic((V + 59.0) * (1 / 6.2)); }
Real steady_h_T(Real V) { return logistic((V + 83.0) * (-1.0 / 4)); }
Real steady_D(Real V, Real tau_D) { return tau_D * 0.025 * logistic((V + 10.0) * (1.0 / 5)) + 0.001; }

struct Synapse {  // a receptor
  double g_peak, tau_rise, tau_decay, E_rev;
};

struct ht_neuron {
  static constexpr auto name = "ht_neuron";
  static constexpr auto doc = "Thalamocortical point neuron of Hill & Tononi.";
  static constexpr auto equations =
      "dV/dt = (I_NaL + I_KL + I_syn + I_NaP + I_KNa + I_T + I_h + I_stim) / tau_m + I_spike\n"
      "dtheta/dt = (theta_eq - theta) / tau_theta\n"
      "I_X = -g_X gates (V - E_X); conductances have no unit; synapses are differences of exponentials\n"
      "at V >= theta both become E_Na; for t_ref after it, I_spike = (E_K - V) / tau_spike repolarises";
  static constexpr auto papers =
      "Hill & Tononi 2005, J Neurophysiol 93:1671\n"
      "Vargas-Caballero & Robinson 2003, J Neurophysiol 89:2778 (NMDA receptors)\n"
      "Destexhe, Bal, McCormick & Sejnowski 1996, J Neurophysiol 76:2049, and Huguenard & McCormick 1992, J "
      "Neurophysiol\n"
      "  68:1373 (I_T)\n"
      "McCormick & Pape 1990, J Physiol 431:291 (I_h)";
  static constexpr Err refusal = err::bad_parameter;

  struct Params {
    double E_Na = 30, E_K = -90, g_NaL = 0.2, g_KL = 1, tau_m = 16, theta_eq = -51, tau_theta = 2, tau_spike = 1.75;
    Refractoriness refractoriness{.t_ref = 2};
    Synapse ampa{0.1, 0.5, 2.4, 0}, nmda{0.075, 4, 40, 0}, gaba_a{0.33, 1, 7, -70}, gaba_b{0.0132, 60, 200, -90};
    double V_act_NMDA = -25.57, S_act_NMDA = 0.081, tau_Mg_slow_NMDA = 22.7, tau_Mg_fast_NMDA = 0.68;
    double g_peak_NaP = 1, E_rev_NaP = 30, g_peak_KNa = 1, E_rev_KNa = -90, tau_D_KNa = 1250;
    double g_peak_T = 1, E_rev_T = 0, g_peak_h = 1, E_rev_h = -40;
    bool instant_unblock_NMDA = false, voltage_clamp = false;
  };
  static Table synapse_rows(Synapse Params::*where, std::array<std::string_view, 4> names) {
    return in_part(where, {{names[0], &Synapse::g_peak, "", not_negative, "Peak conductance for a weight of 1"},
                           {names[1], &Synapse::tau_rise, "ms", positive, "Rise time, below the decay time"},
                           {names[2], &Synapse::tau_decay, "ms", positive, "Decay time"},
                           {names[3], &Synapse::E_rev, "mV", any, "Reversal potential"}});
  }
  static Table parameters() {
    using P = Params;
    return Table{{"E_Na", &P::E_Na, "mV", any, "Reversal potential of sodium"},
                 {"E_K", &P::E_K, "mV", any, "Reversal potential of potassium"},
                 {"g_NaL", &P::g_NaL, "", not_negative, "Conductance of the sodium leak"},
                 {"g_KL", &P::g_KL, "", not_negative, "Conductance of the potassium leak"},
                 {"tau_m", &P::tau_m, "ms", positive, "Time constant of the membrane"},
                 {"theta_eq", &P::theta_eq, "mV", any, "Threshold at rest"},
                 {"tau_theta", &P::tau_theta, "ms", positive, "Time constant of the threshold"},
                 {"tau_spike", &P::tau_spike, "ms", positive, "Time constant of the repolarising current"}} +
           rows_of(&P::refractoriness) +
           synapse_rows(&P::ampa, {"g_peak_AMPA", "tau_rise_AMPA", "tau_decay_AMPA", "E_rev_AMPA"}) +
           synapse_rows(&P::nmda, {"g_peak_NMDA", "tau_rise_NMDA", "tau_decay_NMDA", "E_rev_NMDA"}) +
           synapse_rows(&P::gaba_a, {"g_peak_GABA_A", "tau_rise_GABA_A", "tau_decay_GABA_A", "E_rev_GABA_A"}) +
           synapse_rows(&P::gaba_b, {"g_peak_GABA_B", "tau_rise_GABA_B", "tau_decay_GABA_B", "E_rev_GABA_B"}) +
           Table{{"V_act_NMDA", &P::V_act_NMDA, "mV", any, "Potential at which half of the NMDA receptors are free"},
                 {"S_act_NMDA", &P::S_act_NMDA, "1/mV", not_negative, "Steepness of the unblocking of NMDA receptors"},
                 {"tau_Mg_slow_NMDA", &P::tau_Mg_slow_NMDA, "ms", positive, "Slow time constant of the unblocking"},
                 {"tau_Mg_fast_NMDA", &P::tau_Mg_fast_NMDA, "ms", positive, "Fast one, below the slow one"},
                 {"instant_unblock_NMDA", &P::instant_unblock_NMDA, "", any, "NMDA receptors unblock at once"},
                 {"g_peak_NaP", &P::g_peak_NaP, "", not_negative, "Peak conductance of the persistent sodium current"},
                 {"E_rev_NaP", &P::E_rev_NaP, "mV", any, "Its reversal potential"},
                 {"g_peak_KNa", &P::g_peak_KNa, "", not_negative, "Peak of the depolarisation-activated current"},
                 {"E_rev_KNa", &P::E_rev_KNa, "mV", any, "Its reversal potential"},
                 {"tau_D_KNa", &P::tau_D_KNa, "ms", positive, "Time constant of its activation"},
                 {"g_peak_T", &P::g_peak_T, "", not_negative, "Peak conductance of the low-threshold calcium current"},
                 {"E_rev_T", &P::E_rev_T, "mV", any, "Its reversal potential"},
                 {"g_peak_h", &P::g_peak_h, "", not_negative, "Peak conductance of the pacemaker current"},
                 {"E_rev_h", &P::E_rev_h, "mV", any, "Its reversal potential"},
                 {"voltage_clamp", &P::voltage_clamp, "", any, "Hold the potential of the start of the simulation"}};
  }
  static void check(const Params& p) {
    require_below("tau_rise_AMPA", p.ampa.tau_rise, "tau_decay_AMPA", p.ampa.tau_decay, "ms");
    require_below("tau_rise_NMDA", p.nmda.tau_rise, "tau_decay_NMDA", p.nmda.tau_decay, "ms");
    require_below("tau_rise_GABA_A", p.gaba_a.tau_rise, "tau_decay_GABA_A", p.gaba_a.tau_decay, "ms");
    require_below("tau_rise_GABA_B", p.gaba_b.tau_rise, "tau_decay_GABA_B", p.gaba_b.tau_decay, "ms");
    require_below("tau_Mg_fast_NMDA", p.tau_Mg_fast_NMDA, "tau_Mg_slow_NMDA", p.tau_Mg_slow_NMDA, "ms");
  }

  // Gates at their steady state for -70 mV and the default parameters.
  struct Equations {
    Real V = -70, theta = -51;
    RisingInput ampa{}, nmda{}, gaba_a{}, gaba_b{};
    Gates gates{0.026627301184638463, 0.026627301184638463, 0.2871859013825026,
                0.00119200545631921,  0.1450215950687922,   0.03732688734412946};
  };
  struct State : Equations {
    Real refractory = 0, suggestion = 0, V_clamp = -70, V_before = -70;
    Real g_NMDA = 0, I_NaP = 0, I_KNa = 0, I_T = 0, I_h = 0;
  };
  struct Input : Channels {
    Real ampa = 0, nmda = 0, gaba_a = 0, gaba_b = 0, current = 0;
  };
  static Variables variables() {
    using E = Equations;
    return {{"V_m", &E::V, "mV", "Membrane potential", Show::both},
            {"theta", &E::theta, "mV", "Threshold", Show::both},
            {"g_AMPA", {&E::ampa, &RisingInput::g}, "", "Conductance of AMPA receptors"},
            {"g_NMDA", &State::g_NMDA, "", "Conductance of free NMDA receptors"},
            {"g_GABA_A", {&E::gaba_a, &RisingInput::g}, "", "Conductance of GABA_A receptors"},
            {"g_GABA_B", {&E::gaba_b, &RisingInput::g}, "", "Conductance of GABA_B receptors"},
            {"I_NaP", &State::I_NaP, "mV", "Persistent sodium current"},
            {"I_KNa", &State::I_KNa, "mV", "Depolarisation-activated potassium current"},
            {"I_T", &State::I_T, "mV", "Low-threshold calcium current"},
            {"I_h", &State::I_h, "mV", "Pacemaker current"}};
  }
  static std::vector<Receptor> receptors() {
    return {spikes(1, &Input::ampa).named("AMPA"), spikes(2, &Input::nmda).named("NMDA"),
            spikes(3, &Input::gaba_a).named("GABA_A"), spikes(4, &Input::gaba_b).named("GABA_B"),
            currents(0, &Input::current)};
  }

  struct SynapseFactors {
    RisingInput::Factors shape;
    Real E;
  };
  struct Factors {
    StepControl control;
    SynapseFactors ampa, nmda, gaba_a, gaba_b;
    Real E_Na, E_K, g_NaL, g_KL, rate_m, theta_eq, rate_theta, rate_spike, hold, V_act, S_act, rate_slow, rate_fast;
    Real instant, clamp, g_NaP, E_NaP, g_KNa, E_KNa, tau_D, rate_D, g_T, E_T, g_h, E_h;
  };
  static SynapseFactors prepare(const Synapse& s) {
    return {{1 / s.tau_rise, 1 / s.tau_decay, s.g_peak * peak_one(s.tau_rise, s.tau_decay)}, s.E_rev};
  }
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.control = {grid.h(), grid.h(), 1e-3},
            .ampa = prepare(p.ampa),
            .nmda = prepare(p.nmda),
            .gaba_a = prepare(p.gaba_a),
            .gaba_b = prepare(p.gaba_b),
            .E_Na = p.E_Na,
            .E_K = p.E_K,
            .g_NaL = p.g_NaL,
            .g_KL = p.g_KL,
            .rate_m = 1 / p.tau_m,
            .theta_eq = p.theta_eq,
            .rate_theta = 1 / p.tau_theta,
            .rate_spike = 1 / p.tau_spike,
            .hold = grid.steps(p.refractoriness.t_ref) + 1,
            .V_act = p.V_act_NMDA,
            .S_act = p.S_act_NMDA,
            .rate_slow = 1 / p.tau_Mg_slow_NMDA,
            .rate_fast = 1 / p.tau_Mg_fast_NMDA,
            .instant = p.instant_unblock_NMDA ? 1.0 : 0.0,
            .clamp = p.voltage_clamp ? 1.0 : 0.0,
            .g_NaP = p.g_peak_NaP,
            .E_NaP = p.E_rev_NaP,
            .g_KNa = p.g_peak_KNa,
            .E_KNa = p.E_rev_KNa,
            .tau_D = p.tau_D_KNa,
            .rate_D = 1 / p.tau_D_KNa,
            .g_T = p.g_peak_T,
            .E_T = p.E_rev_T,
            .g_h = p.g_peak_h,
            .E_h = p.E_rev_h};
  }

  static Real unblocked(Real V, const Factors& f) { return logistic(f.S_act * (V - f.V_act)); }
  // The share of NMDA receptors that are free of magnesium.
  static Real share(Real V, const Gates& g, const Factors& f) {
    Real all = unblocked(V, f), fast = 0.51 - 0.0028 * V;
    return select(f.instant > 0.0, all, fast * min(all, g.m_fast) + (1.0 - fast) * min(all, g.m_slow));
  }

  // The intrinsic currents.
  static Real I_NaP(Real V, const Factors& f) {
    Real m = logistic((V + 55.7) * (1 / 7.7));
    return f.g_NaP * (m * m * m) * (f.E_NaP - V);
  }
  static Real I_KNa(Real V, Real D, const Factors& f) {
    return f.g_KNa * (f.E_KNa - V) / (1.0 + exp(3.5 * log(0.25 / D)));
  }
  static Real I_T(Real V, const Gates& g, const Factors& f) { return f.g_T * (g.m_T * g.m_T * g.h_T) * (f.E_T - V); }
  static Real I_h(Real V, const Gates& g, const Factors& f) { return f.g_h * g.m_h * (f.E_h - V); }

  static Gates slope(Real V, const Gates& g, const Factors& f) {
    Real all = unblocked(V, f);
    Real tau_m_T = 0.13 + 0.22 / (exp((V + 132.0) * (-1 / 16.7)) + exp((V + 16.8) * (1 / 18.2)));
    Real tau_h_T = 8.2 + (56.6 + 0.27 * exp((V + 115.2) * (1.0 / 5))) / (1.0 + exp((V + 86.0) * (1 / 3.2)));
    Real rate_h = exp(-14.59 - 0.086 * V) + exp(-1.87 + 0.0701 * V);
    return {(all - min(all, g.m_fast)) * f.rate_fast, (all - min(all, g.m_slow)) * f.rate_slow,
            (steady_h(V) - g.m_h) * rate_h,           (steady_D(V, f.tau_D) - g.D) * f.rate_D,
            (steady_m_T(V) - g.m_T) / tau_m_T,        (steady_h_T(V) - g.h_T) / tau_h_T};
  }
  static Equations slope(const Equations& y, Real V, Mask spiking, Real I, const Factors& f) {
    Real leaks = f.g_NaL * (f.E_Na - V) + f.g_KL * (f.E_K - V);
    Real synaptic = y.ampa.g * (f.ampa.E - V) + y.nmda.g * share(V, y.gates, f) * (f.nmda.E - V) +
                    y.gaba_a.g * (f.gaba_a.E - V) + y.gaba_b.g * (f.gaba_b.E - V);
    Real intrinsic = I_NaP(V, f) + I_KNa(V, y.gates.D, f) + I_T(V, y.gates, f) + I_h(V, y.gates, f);
    Real repolarising = select(spiking, (f.E_K - V) * f.rate_spike, 0.0);
    return {(leaks + synaptic + intrinsic + I) * f.rate_m + repolarising,
            (f.theta_eq - y.theta) * f.rate_theta,
            y.ampa.slope(f.ampa.shape),
            y.nmda.slope(f.nmda.shape),
            y.gaba_a.slope(f.gaba_a.shape),
            y.gaba_b.slope(f.gaba_b.shape),
            slope(V, y.gates, f)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Mask clamped = f.clamp > 0.0, spikes = f.control.h < 0.0;
    s.V_clamp = select(clamped & (s.V == s.V_before), s.V_clamp, s.V);
    auto potential = [&](const Equations& y) { return select(clamped, s.V_clamp, y.V); };
    auto accepted = [&](Mask taken) {
      Real V = potential(s);  // as in the last right-hand side
      s.I_NaP = select(taken, I_NaP(V, f), s.I_NaP);
      s.I_KNa = select(taken, I_KNa(V, s.gates.D, f), s.I_KNa);
      s.I_T = select(taken, I_T(V, s.gates, f), s.I_T);
      s.I_h = select(taken, I_h(V, s.gates, f), s.I_h);
      Real all = unblocked(V, f);
      s.gates.m_fast = select(taken, min(all, s.gates.m_fast), s.gates.m_fast);
      s.gates.m_slow = select(taken, min(all, s.gates.m_slow), s.gates.m_slow);
      Mask spike = taken & (s.refractory <= 0.0) & (V >= s.theta);
      s.V = select(spike, f.E_Na, select(taken, V, s.V));
      s.theta = select(spike, f.E_Na, s.theta);
      s.refractory = select(spike, f.hold, s.refractory);
      spikes = spikes | spike;
    };
    integrate<Scale::absolute>(
        static_cast<Equations&>(s), s.suggestion, f.control,
        [&](const Equations& y) { return slope(y, potential(y), s.refractory > 0.0, in.current, f); }, accepted);
    s.refractory = max(s.refractory - 1.0, 0.0);
    s.ampa.receive(in.ampa, f.ampa.shape);
    s.nmda.receive(in.nmda, f.nmda.shape);
    s.gaba_a.receive(in.gaba_a, f.gaba_a.shape);
    s.gaba_b.receive(in.gaba_b, f.gaba_b.shape);
    s.g_NMDA = s.nmda.g * share(s.V, s.gates, f);
    s.V_clamp = select(clamped, s.V_clamp, s.V);
    s.V_before = s.V;
    return spikes;
  }

  // `equilibrate`: gates at their steady state for the potential that the node has now.
  static void adjust(const Params& p, State& s, const Dict& changes) {
    bool wanted = false;
    changes.read("equilibrate", wanted);
    if (!wanted) return;
    Real all = logistic(p.S_act_NMDA * (s.V - p.V_act_NMDA));
    s.gates = {all, all, steady_h(s.V), steady_D(s.V, p.tau_D_KNa), steady_m_T(s.V), steady_h_T(s.V)};
  }
};

}  // namespace

ModelPtr make_ht_neuron() { return neuron_model<ht_neuron>(); }

}  // namespace nestling
