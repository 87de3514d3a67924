// An older variant of aeif_cond_alpha, with limits on its substeps instead of a tolerance. It differs: the exponent is
// at most 10; refractoriness puts V back after each substep, but does not hold it within one, and is a step shorter.
// Spikes are reset at the end of a substep that is at least HMIN long, so V after a spike is uncertain by what it rises
// meanwhile.
#include "kernel/models/parts/aeif.h"
#include "kernel/models/parts/dormand_prince.h"

namespace nestling {
namespace {

struct aeif_cond_alpha_RK5 {
  using AdEx = AdaptiveExponential;
  using Synapses = Conductances<AlphaInput>;
  static constexpr auto name = "aeif_cond_alpha_RK5";
  static constexpr auto doc =
      "Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic conductances: an older variant.";

  struct Params {
    AdEx::Params neuron;
    Synapses::Params synapses;
    double MAXERR = 1e-10, HMIN = 1e-3;
  };
  static Table parameters() {
    return without(rows_of(&Params::neuron), {"gsl_error_tol"}) + rows_of(&Params::synapses) +
           Table{{"MAXERR", &Params::MAXERR, "mV", positive, "Largest error of a substep"},
                 {"HMIN", &Params::HMIN, "ms", positive, "Shortest substep"}};
  }
  static void check(const Params& p) {
    auto& n = p.neuron;
    require_below("V_th", n.V_th, "V_peak", n.V_peak, "mV");
    AdEx::check_upstroke(n.V_peak, "V_th", n.V_th, n.Delta_T);
  }

  struct Equations {
    Real V = -70.6;
    Synapses synapses{};
    Real w = 0;
  };
  struct State : Equations {
    Real refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
                     {"w", &Equations::w, "pA", "Adaptation current", Show::both}} +
           inside(&Equations::synapses, Synapses::variables(Show::both)) +
           inside(&Equations::synapses, Synapses::slopes());
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    ShortestStep control;
    AdEx::Factors neuron;
    Synapses::Factors synapses;
    // The length of substeps, and with it the end of the one that is reset, hangs on rounding errors: the equations are
    // computed as they are written.
    Real ceiling, C_m, tau_w, g_delta, V_th, Delta_T;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto n = AdEx::prepare(p.neuron, grid);
    n.hold = grid.steps(p.neuron.refractoriness.t_ref);
    auto& m = p.neuron.membrane;
    bool sharp = p.neuron.Delta_T == 0;
    return {.control = {grid.h(), std::min(0.01, grid.h()), p.HMIN, p.MAXERR},
            .neuron = n,
            .synapses = Synapses::prepare(p.synapses),
            .ceiling = sharp ? std::numeric_limits<double>::infinity() : p.neuron.V_peak,
            .C_m = m.C_m,
            .tau_w = p.neuron.tau_w,
            .g_delta = sharp ? 0.0 : m.g_L * p.neuron.Delta_T,
            .V_th = p.neuron.V_th,
            .Delta_T = sharp ? 1.0 : p.neuron.Delta_T};
  }

  static Real update(State& s, const Factors& f, const Input& in) {
    auto& n = f.neuron;
    Real I = n.I_e + in.current, spikes = 0;
    s.refractory = max(s.refractory - 1.0, 0.0);
    auto slope = [&](const Equations& y) -> Equations {
      Real U = min(y.V, f.ceiling);
      Real upstroke = f.g_delta * exp(min((U - f.V_th) / f.Delta_T, 10.0));
      Real current = -n.g_L * (U - n.E_L) + upstroke + y.synapses.current(U, f.synapses) - y.w + I;
      return {current / f.C_m, y.synapses.slope(f.synapses), (n.a * (U - n.E_L) - y.w) / f.tau_w};
    };
    auto accepted = [&](Mask taken) {
      Mask lost = AdEx::beyond_sense(taken, s.V, s.w);
      spikes += select(AdEx::fire(taken, s.V, s.w, s.refractory, n), 1.0, 0.0);
      return lost;
    };
    integrate_by_first(static_cast<Equations&>(s), s.suggestion, f.control, slope, accepted);
    s.synapses.receive(in.ex, in.in, f.synapses);
    return spikes;
  }
};

}  // namespace

ModelPtr make_aeif_cond_alpha_RK5() { return neuron_model<aeif_cond_alpha_RK5>(); }

}  // namespace nestling
