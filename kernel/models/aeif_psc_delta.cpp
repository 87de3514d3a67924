// Adaptive exponential integrate-and-fire neuron whose potential jumps by the weight of a spike. Spikes are added at
// the end of the first substep. What arrives while the neuron is refractory is lost, or (refractory_input) kept,
// decaying until the end of the refractory period, and added then.
#include "kernel/models/parts/aeif.h"

namespace nestling {
namespace {

struct aeif_psc_delta {
  using AdEx = AdaptiveExponential;
  static constexpr auto name = "aeif_psc_delta";
  static constexpr auto doc = "Adaptive exponential integrate-and-fire neuron whose potential jumps at a spike.";
  static constexpr auto equations = AdEx::equations;
  static constexpr auto papers = AdEx::papers;
  static constexpr auto further_equations = "I_syn = 0; a spike of weight w adds w to V";

  struct Params {
    AdEx::Params neuron;
    bool refractory_input = false;
  };
  static Table parameters() {
    return rows_of(&Params::neuron) +
           Table{{"refractory_input", &Params::refractory_input, "", any, "Keep input that arrives while refractory"}};
  }
  static void check(const Params& p) { p.neuron.check(); }

  struct Equations {
    Real V = -70.6, w = 0;
  };
  struct State : Equations {
    Real kept = 0, refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
            {"w", &Equations::w, "pA", "Adaptation current", Show::both}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }

  struct Factors {
    AdEx::Factors neuron;
    Real keep, fading;  // per step
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto& m = p.neuron.membrane;
    return {AdEx::prepare(p.neuron, grid), p.refractory_input ? 1.0 : 0.0, -grid.h() * m.g_L / m.C_m};
  }

  static Real update(State& s, const Factors& f, const Input& in) {
    auto& n = f.neuron;
    Real I = n.I_e + in.current, jump = in.spikes, spikes = 0;
    auto slope = [&](const Equations& y) -> Equations {
      auto d = AdEx::slopes(
          y.V, y.w, [&](Real) { return I; }, s.refractory, n);
      return {d.V, d.w};
    };
    auto accepted = [&](Mask taken) {
      Mask lost = AdEx::beyond_sense(taken, s.V, s.w);  // before the jump
      Mask held = taken & (s.refractory > 0.0), free = taken & !held;
      s.V = select(free, s.V + jump + s.kept, s.V);
      s.kept = select(held, s.kept + f.keep * jump * exp(s.refractory * f.fading), select(free, 0.0, s.kept));
      jump = select(taken, 0.0, jump);
      spikes += select(AdEx::fire(taken, s.V, s.w, s.refractory, n), 1.0, 0.0);
      return lost;
    };
    integrate<Scale::with_slope>(static_cast<Equations&>(s), s.suggestion, n.control, slope, accepted);
    s.refractory = AdEx::at_end(s.refractory);
    return spikes;
  }
};

}  // namespace

ModelPtr make_aeif_psc_delta() { return neuron_model<aeif_psc_delta>(); }

}  // namespace nestling
