// As iaf_psc_alpha, with any number of receptors, each with a time constant of its own. A receptor takes weights of
// either sign.
#include <limits>

#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_alpha_multisynapse {
  static constexpr auto name = "iaf_psc_alpha_multisynapse";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents on any number of receptors.";

  struct Params : LeakyParams {
    double V_min = -std::numeric_limits<double>::infinity();
    std::vector<double> tau_syn{2.0};
  };
  static Table parameters() {
    return leaky_rows() + Table{{"V_min", &Params::V_min, "mV", any, "Lower bound of the membrane potential"},
                                {"tau_syn", &Params::tau_syn, "ms", positive, "Time constant of each receptor"}};
  }
  static void check(const Params& p) { check_leaky(p); }

  // I_syn is the sum that moved the membrane last: that of the start of the step.
  struct State : Leaky {
    Real I_syn = 0;
  };
  struct Input : Channels {
    Real current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn", &State::I_syn, "pA", "Sum of the synaptic currents at the start of the step"}};
  }
  static std::vector<Receptor> receptors() { return {currents(0, &Input::current)}; }

  struct Port {
    using State = AlphaCurrent;
    using Factors = AlphaFactors;
    static constexpr auto size = &Params::tau_syn;
    static constexpr auto ports = PortCount::fixed_by_connections;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
      return alpha_factors(p.tau_syn[i], p.tau_m, p.C_m, grid);
    }
    static Variables variables() { return {{"I_syn_{}", &State::I, "pA", "Synaptic current of each receptor"}}; }
  };
  using Groups = std::tuple<Port>;
  static void show(const Params& p, const State&, Dict& to) { to["n_synapses"] = p.tau_syn.size(); }

  struct Factors {
    LeakyFactors membrane;
    Real floor;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.membrane = leaky_factors(p, grid), .floor = p.V_min - p.E_L};
  }

  static Mask update(State& s, const Factors& f, const Input& in, Group<Port>& ports) {
    Real synaptic = 0, I_syn = 0;
    ports.each([&](AlphaCurrent& port, const AlphaFactors& pf, Real arrived) {
      synaptic += port.to_membrane(pf);
      I_syn += port.I;
      port.advance(pf, arrived);
    });
    Mask held = s.held();
    s.I_syn = select(held, s.I_syn, I_syn);
    s.U = select(held, s.U, max(s.free(f.membrane, in.current, synaptic), f.floor));
    return s.fire(f.membrane);
  }
};

}  // namespace

ModelPtr make_iaf_psc_alpha_multisynapse() { return neuron_model<iaf_psc_alpha_multisynapse>(); }

}  // namespace nestling
