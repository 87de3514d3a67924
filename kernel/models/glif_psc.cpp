// Generalized leaky integrate-and-fire neurons of the Allen Institute, levels 1 to 5, with alpha-shaped synaptic
// currents (Teeter et al. 2018, Nat Commun 9:709). With U = V_m - E_L, after-spike currents A_j and theta = V_th - E_L
// + theta_s + theta_v:
//   C_m dU/dt = -g U + I_syn + I_stim + sum of A_j,   dA_j/dt = -k_j A_j,
//   dtheta_s/dt = -b_s theta_s,   dtheta_v/dt = a_v U - b_v theta_v;
// the A_j enter by their mean over the step, and theta_v does not see synaptic currents. Threshold and after-spike
// currents stand still while the neuron is refractory.
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/glif.h"

namespace nestling {
namespace {

struct glif_psc {
  static constexpr auto name = "glif_psc";
  static constexpr auto doc =
      "Generalized leaky integrate-and-fire neuron (GLIF 1 to 5) with alpha-shaped synaptic currents on any number of "
      "receptors.";

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
