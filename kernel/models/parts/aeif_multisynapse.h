// Adaptive exponential integrate-and-fire neurons with any number of receptors: see aeif.h and ports.h.
#pragma once
#include "kernel/models/parts/aeif.h"
#include "kernel/models/parts/ports.h"

namespace nestling {

template <class Shape>
struct AeifMultisynapse {
  using AdEx = AdaptiveExponential;
  static constexpr auto equations = AdEx::equations;
  static constexpr auto papers = AdEx::papers;
  static constexpr auto further_equations = Shape::equations;

  struct Params : Shape::Params {
    AdEx::Params neuron;
  };
  static Table parameters() { return Shape::Params::rows() + rows_of(&Params::neuron); }
  static void check(const Params& p) {
    p.neuron.check();
    p.Shape::Params::check();
  }
  static void show(const Params& p, const auto&, Dict& to) { to["n_receptors"] = p.E_rev.size(); }

  struct Equations {
    Real V = -70.6, w = 0;
  };
  struct State : Equations {
    Real refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real current = 0;
  };
  using Port = ConductancePorts<Shape, &Shape::Params::E_rev, PortCount::can_grow>;
  using Groups = std::tuple<Port>;
  static Variables variables() {
    return {{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
            {"w", &Equations::w, "pA", "Adaptation current", Show::both}};
  }
  static std::vector<Receptor> receptors() { return {currents(0, &Input::current)}; }

  using Factors = AdEx::Factors;
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto f = AdEx::prepare(p.neuron, grid);
    f.control.tolerance *= without_conductances;
    return f;
  }

  static Real update(State& s, const Factors& f, const Input& in, Group<Port>& ports) {
    Real I = f.I_e + in.current, spikes = 0;
    auto slope = [&](const Equations& y, Real t) -> Equations {
      auto synaptic = Port::at(t, ports);
      auto current = [&](Real U) { return I + synaptic.drive - synaptic.conductance * U; };
      auto d = AdEx::slopes(y.V, y.w, current, s.refractory, f);
      return {d.V, d.w};
    };
    auto accepted = [&](Mask taken) { return AdEx::accept(taken, s, spikes, f); };
    integrate<Scale::with_slope>(static_cast<Equations&>(s), s.suggestion, f.control, slope, accepted);
    s.refractory = AdEx::at_end(s.refractory);
    s.suggestion = select(Port::advance(f.control.h, ports), refused_weight, s.suggestion);
    return spikes;
  }
};

}  // namespace nestling
