// Generalized leaky integrate-and-fire neurons of the Allen Institute, levels 1 to 5, with alpha-shaped conductances.
// The after-spike currents enter by their mean over the last step that was not refractory.
#include "kernel/models/parts/glif.h"
#include "kernel/models/parts/ports.h"

namespace nestling {
namespace {

struct glif_cond {
  static constexpr auto name = "glif_cond";
  static constexpr auto doc =
      "Generalized leaky integrate-and-fire neuron (GLIF 1 to 5) with alpha-shaped conductances on any number of "
      "receptors.";
  static constexpr auto equations =
      "C_m dU/dt = -g_m U + sum of g_i (E_rev,i - V_m) + I_stim + sum of A_j with U = V_m - E_L\n"
      "a spike of weight w adds w e t / tau_syn exp(-t / tau_syn) to g_i\n"
      "threshold, after-spike currents A_j and reset as in glif_psc";
  static constexpr auto papers = "Teeter et al. 2018, Nat Commun 9:709";

  struct Params : GlifParams {
    double g_m = 9.43;
    std::vector<double> E_rev{0.0, -85.0}, tau_syn{0.2, 2.0};
  };
  static Table parameters() {
    return glif_rows() + Table{{"g_m", &Params::g_m, "nS", positive, "Conductance of the membrane"},
                               E_rev_row(&Params::E_rev),
                               tau_syn_row(&Params::tau_syn)};
  }
  static void check(const Params& p, const Dict& changes) {
    check_glif(p, changes);
    require_size("tau_syn", p.tau_syn.size(), p.E_rev.size(), "E_rev");
  }

  struct State : Glif {
    Real suggestion = 0;
  };
  struct Input : Channels {
    Real current = 0;
  };
  using Port = ConductancePorts<AlphaPort, &Params::E_rev, PortCount::fixed_by_connections>;
  using Groups = std::tuple<AfterSpikeCurrent, Port>;
  static Variables variables() { return Glif::variables(); }
  static std::vector<Receptor> receptors() { return {arriving_currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    GlifFactors glif;
    Real g_m, E_L, elastance;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.control = {grid.h(), std::min(0.01, grid.h()), 1e-3 * without_conductances},
            .glif = glif_factors(p, p.g_m, grid),
            .g_m = p.g_m,
            .E_L = p.E_L,
            .elastance = 1 / p.C_m};
  }

  struct Equations {
    Real U;
  };
  static Mask update(State& s, const Factors& f, const Input& in, Group<AfterSpikeCurrent>& currents,
                     Group<Port>& ports) {
    Real I = s.I_stim + s.asc_sum;
    Equations y{s.U};
    auto slope = [&](const Equations& e, Real t) -> Equations {
      auto synaptic = Port::at(t, ports);
      return {(I - f.g_m * e.U + synaptic.drive - synaptic.conductance * (e.U + f.E_L)) * f.elastance};
    };
    integrate<Scale::absolute>(y, s.suggestion, f.control, slope, [](Mask) {});
    Mask held = s.refractory > 0.0;
    s.relax(f.glif, currents, held);
    Mask spike = s.fire(f.glif, currents, held, y.U);
    Port::advance(f.control.h, ports);
    s.I_stim = in.current;
    return spike;
  }
};

}  // namespace

ModelPtr make_glif_cond() { return neuron_model<glif_cond>(); }

}  // namespace nestling
