// Generalized leaky integrate-and-fire neurons of the Allen Institute, levels 1 to 5, with alpha-shaped synaptic
// currents. The A_j enter by their mean over the step, and theta_v does not see synaptic currents.
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/glif.h"

namespace nestling {
namespace {

struct glif_psc {
  static constexpr auto name = "glif_psc";
  static constexpr auto doc =
      "Generalized leaky integrate-and-fire neuron (GLIF 1 to 5) with alpha-shaped synaptic currents on any number of "
      "receptors.";
  static constexpr auto equations =
      "C_m dU/dt = -g U + I_syn + I_stim + sum of A_j with U = V_m - E_L,   dA_j/dt = -asc_decay_j A_j\n"
      "dtheta_s/dt = -th_spike_decay theta_s,   dtheta_v/dt = th_voltage_index U - th_voltage_decay theta_v\n"
      "a spike of weight w adds w e t / tau_syn exp(-t / tau_syn) to I_syn\n"
      "at V_m > V_th + theta_s + theta_v it fires, is V_reset, and all but synapses stands still for t_ref\n"
      "spike_dependent_threshold: U becomes voltage_reset_fraction U + voltage_reset_add, theta_s jumps by "
      "th_spike_add\n"
      "after_spike_currents: A_j becomes asc_amps_j + asc_r_j A_j exp(-asc_decay_j t_ref)\n"
      "adapting_threshold: theta_v moves";
  static constexpr auto papers = "Teeter et al. 2018, Nat Commun 9:709";

  struct Params : GlifParams {
    double g = 9.43;
    std::vector<double> tau_syn{2.0};
  };
  static Table parameters() {
    return glif_rows() + Table{{"g", &Params::g, "nS", positive, "Conductance of the membrane"},
                               {"tau_syn", &Params::tau_syn, "ms", positive, "Time constant of each receptor"}};
  }
  static void check(const Params& p, const Dict& changes) { check_glif(p, changes); }

  struct State : Glif {
    Real I_syn = 0;
  };
  struct Input : Channels {
    Real current = 0;
  };
  static Variables variables() {
    return Glif::variables() +
           Variables{{"I_syn", &State::I_syn, "pA", "Sum of the synaptic currents at the start of the step"}};
  }
  static std::vector<Receptor> receptors() { return {arriving_currents(0, &Input::current)}; }

  struct Port {
    using State = AlphaCurrent;
    using Factors = AlphaFactors;
    static constexpr auto size = &Params::tau_syn;
    static constexpr auto ports = PortCount::fixed_by_connections;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
      return alpha_factors(p.tau_syn[i], p.C_m / p.g, p.C_m, grid);
    }
    static Variables variables() { return {}; }
  };
  using Groups = std::tuple<AfterSpikeCurrent, Port>;

  struct Factors {
    GlifFactors glif;
    Real P_V, P_0;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double tau_m = p.C_m / p.g;
    return {.glif = glif_factors(p, p.g, grid),
            .P_V = std::exp(-grid.h() / tau_m),
            .P_0 = constant_to_membrane(tau_m, p.C_m, grid.h())};
  }

  static Mask update(State& s, const Factors& f, const Input& in, Group<AfterSpikeCurrent>& currents,
                     Group<Port>& ports) {
    Mask held = s.refractory > 0;
    s.relax(f.glif, currents, held);
    Real synaptic = 0, I_syn = 0;
    ports.each([&](AlphaCurrent& port, const AlphaFactors& pf, Real arrived) {
      synaptic += port.to_membrane(pf);
      I_syn += port.I;
      port.advance(pf, arrived);
    });
    s.I_syn = select(held, s.I_syn, I_syn);
    Real U = f.P_V * s.U + f.P_0 * (s.I_stim + s.asc_sum) + synaptic;
    Mask spike = s.fire(f.glif, currents, held, U);
    s.I_stim = in.current;
    return spike;
  }
};

}  // namespace

ModelPtr make_glif_psc() { return neuron_model<glif_psc>(); }

}  // namespace nestling
