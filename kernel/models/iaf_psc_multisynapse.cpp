// As iaf_psc_alpha and iaf_psc_exp, with any number of receptors, each with a time constant of its own. A receptor
// takes weights of either sign.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct MultisynapseParams : LeakyParams {
  double V_min = -std::numeric_limits<double>::infinity();
  std::vector<double> tau_syn{2.0};
};

struct iaf_psc_alpha_multisynapse {
  static constexpr auto name = "iaf_psc_alpha_multisynapse";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents on any number of receptors.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn = sum over receptors; there a spike of weight w adds w e t / tau_syn_i exp(-t / tau_syn_i)\n"
      "at V_m >= V_th it fires; V_m is then V_reset for t_ref";
  using Current = AlphaCurrent;
  using Factors = AlphaFactors;
  static constexpr auto factors = alpha_factors;

  static Table rows() {
    return {{"V_min", &MultisynapseParams::V_min, "mV", any, "Lower bound of the membrane potential"}};
  }
  static void check(const MultisynapseParams&, const Dict&) {}
};

struct iaf_psc_exp_multisynapse {
  static constexpr auto name = "iaf_psc_exp_multisynapse";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential synaptic currents on any number of receptors.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn = sum over receptors; there a spike of weight w adds w exp(-t / tau_syn_i)\n"
      "at V_m >= V_th it fires; V_m is then V_reset for t_ref";
  using Current = ExponentialCurrent;
  using Factors = ExponentialFactors;
  static constexpr auto factors = exponential_factors;

  static Table rows() { return {}; }
  // Equal time constants would do no harm; but scripts count on the error.
  static void check(const MultisynapseParams& p, const Dict& changes) {
    if (changes.peek("tau_syn") && std::find(p.tau_syn.begin(), p.tau_syn.end(), p.tau_m) != p.tau_syn.end())
      bad_property(fmt::format("Elements of tau_syn must differ from tau_m, {} ms.", p.tau_m));
  }
};

template <class Named>
struct Multisynapse {
  static constexpr auto name = Named::name;
  static constexpr auto doc = Named::doc;
  static constexpr auto equations = Named::equations;
  static constexpr auto papers = "Rotter & Diesmann 1999, Biol Cybern 81:381";

  using Params = MultisynapseParams;
  static Table parameters() {
    return leaky_rows() + Named::rows() +
           Table{{"tau_syn", &Params::tau_syn, "ms", positive, "Time constant of each receptor"}};
  }
  static void check(const Params& p, const Dict& changes) {
    check_leaky(p);
    Named::check(p, changes);
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
    using State = typename Named::Current;
    using Factors = typename Named::Factors;
    static constexpr auto size = &Params::tau_syn;
    static constexpr auto ports = PortCount::fixed_by_connections;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
      return Named::factors(p.tau_syn[i], p.tau_m, p.C_m, grid);
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
    ports.each([&](typename Port::State& port, const typename Port::Factors& pf, Real arrived) {
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

ModelPtr make_iaf_psc_alpha_multisynapse() { return neuron_model<Multisynapse<iaf_psc_alpha_multisynapse>>(); }
ModelPtr make_iaf_psc_exp_multisynapse() { return neuron_model<Multisynapse<iaf_psc_exp_multisynapse>>(); }

}  // namespace nestling
