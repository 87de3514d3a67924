// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents, integrated exactly.
#include <limits>

#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_alpha {
  static constexpr auto name = "iaf_psc_alpha";
  static constexpr auto doc = "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w e t / tau_syn exp(-t / tau_syn), which peaks at w\n"
      "at V_m >= V_th it fires; V_m is then V_reset for t_ref";
  static constexpr auto papers =
      "Diesmann, Gewaltig, Rotter & Aertsen 2001, Neurocomputing 38-40:565\n"
      "Rotter & Diesmann 1999, Biol Cybern 81:381";

  struct Params : LeakyParams {
    double tau_syn_ex = 2, tau_syn_in = 2, V_min = -std::numeric_limits<double>::infinity();
  };
  static Table parameters() {
    return leaky_rows() + synapse_rows<Params>() +
           Table{{"V_min", &Params::V_min, "mV", any, "Lower bound of the membrane potential"}};
  }
  static void check(const Params& p) { check_leaky(p); }

  struct State : Leaky {
    AlphaCurrent ex, in;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn_ex", {&State::ex, &AlphaCurrent::I}, "pA", "Excitatory synaptic current"},
            {"I_syn_in", {&State::in, &AlphaCurrent::I}, "pA", "Inhibitory synaptic current"},
            {"weighted_spikes_ex", &Input::ex, "pA", "Sum of the excitatory weights that arrived in the step"},
            {"weighted_spikes_in", &Input::in, "pA", "Sum of the inhibitory weights that arrived in the step"}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    LeakyFactors membrane;
    AlphaFactors ex, in;
    Real floor;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.membrane = leaky_factors(p, grid),
            .ex = alpha_factors(p.tau_syn_ex, p.tau_m, p.C_m, grid),
            .in = alpha_factors(p.tau_syn_in, p.tau_m, p.C_m, grid),
            .floor = p.V_min - p.E_L};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real U = s.free(f.membrane, in.current, s.ex.to_membrane(f.ex) + s.in.to_membrane(f.in));
    s.U = select(s.held(), s.U, max(U, f.floor));
    s.ex.advance(f.ex, in.ex);
    s.in.advance(f.in, in.in);
    return s.fire(f.membrane);
  }
};

}  // namespace

ModelPtr make_iaf_psc_alpha() { return neuron_model<iaf_psc_alpha>(); }

}  // namespace nestling
