// As iaf_psc_exp, with any number of receptors, each with a time constant of its own. A receptor takes weights of
// either sign.
#include <fmt/format.h>

#include <algorithm>

#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_exp_multisynapse {
  static constexpr auto name = "iaf_psc_exp_multisynapse";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential synaptic currents on any number of receptors.";

  struct Params : LeakyParams {
    std::vector<double> tau_syn{2.0};
  };
  static Table parameters() {
    return leaky_rows() + Table{{"tau_syn", &Params::tau_syn, "ms", positive, "Time constant of each receptor"}};
  }
  // Equal time constants would do no harm; but scripts count on the error.
  static void check(const Params& p, const Dict& changes) {
    check_leaky(p);
    if (changes.peek("tau_syn") && std::find(p.tau_syn.begin(), p.tau_syn.end(), p.tau_m) != p.tau_syn.end())
      bad_property(fmt::format("Elements of tau_syn must differ from tau_m, {} ms.", p.tau_m));
  }

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
    using State = ExponentialCurrent;
    using Factors = ExponentialFactors;
    static constexpr auto size = &Params::tau_syn;
    static constexpr auto ports = PortCount::fixed_by_connections;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
      return exponential_factors(p.tau_syn[i], p.tau_m, p.C_m, grid);
    }
    static Variables variables() { return {{"I_syn_{}", &State::I, "pA", "Synaptic current of each receptor"}}; }
  };
  using Groups = std::tuple<Port>;
  static void show(const Params& p, const State&, Dict& to) { to["n_synapses"] = p.tau_syn.size(); }

  struct Factors {
    LeakyFactors membrane;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) { return {.membrane = leaky_factors(p, grid)}; }

  static Mask update(State& s, const Factors& f, const Input& in, Group<Port>& ports) {
    Real synaptic = 0, I_syn = 0;
    ports.each([&](ExponentialCurrent& port, const ExponentialFactors& pf, Real arrived) {
      synaptic += port.to_membrane(pf);
      I_syn += port.I;
      port.advance(pf, arrived);
    });
    Mask held = s.held();
    s.I_syn = select(held, s.I_syn, I_syn);
    s.U = select(held, s.U, s.free(f.membrane, in.current, synaptic));
    return s.fire(f.membrane);
  }
};

}  // namespace

ModelPtr make_iaf_psc_exp_multisynapse() { return neuron_model<iaf_psc_exp_multisynapse>(); }

}  // namespace nestling
