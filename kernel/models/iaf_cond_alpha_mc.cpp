// Integrate-and-fire neuron with three compartments in a row, each with alpha-shaped conductances: soma, proximal and
// distal dendrite.
#include "kernel/models/parts/conductance.h"

namespace nestling {
namespace {

struct Compartment {
  using Synapses = Conductances<AlphaInput>;
  Real V = -70;
  Synapses synapses{};

  struct Params {
    LeakyMembrane membrane;
    Synapses::Params synapses{.tau = {{.tau_syn_ex = 0.5, .tau_syn_in = 2}}};
    static Table rows() { return rows_of(&Params::membrane) + rows_of(&Params::synapses); }
  };
  struct Factors {
    Synapses::Factors synapses;
    Real g_L, E_L, I_e, elastance;
  };
  static Factors prepare(const Params& p) {
    return {Synapses::prepare(p.synapses), p.membrane.g_L, p.membrane.E_L, p.membrane.I_e, 1 / p.membrane.C_m};
  }
  Compartment slope(Real I, const Factors& f) const {
    Real current = f.I_e + I + f.g_L * (f.E_L - V) + synapses.current(V, f.synapses);
    return {current * f.elastance, synapses.slope(f.synapses)};
  }
};

struct CompartmentInput {
  Real ex = 0, in = 0, current = 0;
};

struct iaf_cond_alpha_mc {
  static constexpr auto name = "iaf_cond_alpha_mc";
  static constexpr auto doc = "Integrate-and-fire neuron with three compartments and alpha-shaped conductances.";
  static constexpr auto equations =
      "C_m dV_k/dt = g_L (E_L - V_k) + g_ex (E_ex - V_k) + g_in (E_in - V_k) + sum_j g_kj (V_j - V_k) + I_e + "
      "I_stim,k\n"
      "for the compartments k soma, proximal, distal, coupled by g_sp and g_pd\n"
      "a spike of weight w adds w e t / tau exp(-t / tau); weights keep their signs\n"
      "at V_soma >= V_th it fires; V_soma is then V_reset for t_ref";
  static constexpr auto papers =
      "Meffin, Burkitt & Grayden 2004, J Comput Neurosci 16:159\n"
      "Bernander, Douglas, Martin & Koch 1991, PNAS 88:11569";

  struct Params {
    ThresholdAndReset threshold;
    Refractoriness refractoriness;
    double g_sp = 2.5, g_pd = 1;
    Compartment::Params soma{.membrane = {.C_m = 150, .g_L = 10}}, proximal{.membrane = {.C_m = 75, .g_L = 5}},
        distal{.membrane = {.C_m = 150, .g_L = 10}};
  };
  static Table parameters() {
    return rows_of(&Params::threshold) + rows_of(&Params::refractoriness) +
           Table{{"g_sp", &Params::g_sp, "nS", any, "Coupling of soma and proximal dendrite"},
                 {"g_pd", &Params::g_pd, "nS", any, "Coupling of proximal and distal dendrite"}} +
           in_dictionary("soma", rows_of(&Params::soma)) + in_dictionary("proximal", rows_of(&Params::proximal)) +
           in_dictionary("distal", rows_of(&Params::distal));
  }
  static void check(const Params& p) { p.threshold.check(); }

  struct Equations {
    Compartment soma{}, proximal{}, distal{};
  };
  struct State : Equations {
    Real refractory = 0, remaining = 0, suggestion = 0;
  };
  struct Input : Channels {
    CompartmentInput soma{}, proximal{}, distal{};
  };
  static Variables variables() {
    return Variables{{"t_ref_remaining", &State::remaining, "ms", "Refractory time that is left"}} +
           inside(&Equations::soma, of_compartment("soma", "V_m.s", "g_ex.s", "g_in.s")) +
           inside(&Equations::proximal, of_compartment("proximal", "V_m.p", "g_ex.p", "g_in.p")) +
           inside(&Equations::distal, of_compartment("distal", "V_m.d", "g_ex.d", "g_in.d"));
  }
  static Variables of_compartment(std::string_view dict, std::string_view V, std::string_view ex, std::string_view in) {
    using Synapses = Compartment::Synapses;
    auto V_m = Variable("V_m", &Compartment::V, "mV", "Membrane potential", Show::status);
    V_m.dictionary = dict;
    auto g = inside(&Compartment::synapses, Synapses::variables());
    g[0].name = ex;
    g[1].name = in;
    return Variables{V_m, {V, &Compartment::V, "mV", "Membrane potential"}} + g;
  }
  static std::vector<Receptor> receptors() {
    using I = CompartmentInput;
    std::int64_t id = 0;
    std::vector<Receptor> all;
    auto add = [&](std::string_view name, Receptor receptor) {
      receptor.name = name;
      all.push_back(receptor);
    };
    add("soma_exc", spikes(++id, {&Input::soma, &I::ex}));
    add("soma_inh", spikes(++id, {&Input::soma, &I::in}));
    add("proximal_exc", spikes(++id, {&Input::proximal, &I::ex}));
    add("proximal_inh", spikes(++id, {&Input::proximal, &I::in}));
    add("distal_exc", spikes(++id, {&Input::distal, &I::ex}));
    add("distal_inh", spikes(++id, {&Input::distal, &I::in}));
    add("soma_curr", currents(++id, {&Input::soma, &I::current}));
    add("proximal_curr", currents(++id, {&Input::proximal, &I::current}));
    add("distal_curr", currents(++id, {&Input::distal, &I::current}));
    return all;
  }

  struct Factors {
    StepControl control;
    Compartment::Factors soma, proximal, distal;
    Real g_sp, g_pd, theta, reset, hold;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.control = {grid.h(), grid.h(), 1e-3},
            .soma = Compartment::prepare(p.soma),
            .proximal = Compartment::prepare(p.proximal),
            .distal = Compartment::prepare(p.distal),
            .g_sp = p.g_sp,
            .g_pd = p.g_pd,
            .theta = p.threshold.V_th,
            .reset = p.threshold.V_reset,
            .hold = grid.steps(p.refractoriness.t_ref)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    auto slope = [&](const Equations& y) -> Equations {
      Real up = f.g_sp * (y.proximal.V - y.soma.V), down = f.g_pd * (y.distal.V - y.proximal.V);
      return {y.soma.slope(in.soma.current + up, f.soma), y.proximal.slope(in.proximal.current + down - up, f.proximal),
              y.distal.slope(in.distal.current - down, f.distal)};
    };
    integrate<Scale::absolute>(static_cast<Equations&>(s), s.suggestion, f.control, slope, [](Mask) {});
    s.soma.synapses.receive_signed(in.soma.ex, in.soma.in, f.soma.synapses);
    s.proximal.synapses.receive_signed(in.proximal.ex, in.proximal.in, f.proximal.synapses);
    s.distal.synapses.receive_signed(in.distal.ex, in.distal.in, f.distal.synapses);
    Mask spike = hold_or_fire(s.soma.V, s.refractory, f.theta, f.reset, f.hold);
    s.remaining = s.refractory * f.control.h;
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_cond_alpha_mc() { return neuron_model<iaf_cond_alpha_mc>(); }

}  // namespace nestling
