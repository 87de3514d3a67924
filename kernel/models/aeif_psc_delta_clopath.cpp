// Adaptive exponential integrate-and-fire neuron for Clopath synapses: after a spike the potential is clamped, an
// after-current z and a raised threshold V_T decay. Input spikes are added to V at the end of the first substep; they
// are lost while V is held.
#include <fmt/format.h>

#include "kernel/models/parts/aeif.h"
#include "kernel/models/parts/clopath.h"

namespace nestling {
namespace {

struct aeif_psc_delta_clopath {
  using AdEx = AdaptiveExponential;
  static constexpr auto name = "aeif_psc_delta_clopath";
  static constexpr auto doc =
      "Adaptive exponential integrate-and-fire neuron with a clamped spike, for Clopath synapses.";
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - U) + g_L Delta_T exp((U - V_T) / Delta_T) - w + z + I_e + I_stim,   dz/dt = -z / tau_z\n"
      "tau_w dw/dt = a (U - E_L) - w,   dV_T/dt = (V_th_rest - V_T) / tau_V_th\n"
      "U = V_clamp for t_clamp after a spike, when w stands still, V_reset for t_ref after that, else min(V, V_peak)\n"
      "fires at V >= V_peak (V_T if Delta_T = 0): V = V_clamp, w grows by b, z = I_sp, V_T = V_th_max\n"
      "a spike of weight w adds w to V; u_bar_plus, u_bar_minus: U filtered with tau_plus, tau_minus; u_bar_bar: "
      "u_bar_minus\n"
      "filtered with tau_bar_bar";
  static constexpr auto papers =
      "Clopath, Buesing, Vasilaki & Gerstner 2010, Nat Neurosci 13:344\n"
      "Clopath & Gerstner 2010, Front Synaptic Neurosci 2:25";

  struct Params {
    AdEx::Params neuron{.V_peak = 33};  // V_th: at rest
    FilteredPotentials::Params traces{.tau_plus = 7};
    double V_th_max = 30.4, tau_V_th = 50, I_sp = 400, tau_z = 40, V_clamp = 33, t_clamp = 2;
  };
  static Table parameters() {
    return rows_of(&Params::neuron, "V_th_rest") + rows_of(&Params::traces) +
           Table{{"V_th_max", &Params::V_th_max, "mV", any, "Threshold after a spike"},
                 {"tau_V_th", &Params::tau_V_th, "ms", positive, "Time constant of the threshold"},
                 {"V_clamp", &Params::V_clamp, "mV", any, "Potential during the clamp"},
                 {"t_clamp", &Params::t_clamp, "ms", not_negative, "Duration of the clamp"},
                 {"I_sp", &Params::I_sp, "pA", any, "After-current of a spike"},
                 {"tau_z", &Params::tau_z, "ms", positive, "Time constant of the after-current"}};
  }
  static void check(const Params& p) {
    auto& n = p.neuron;
    if (p.V_th_max < n.V_th)
      bad_property(fmt::format("V_th_max ({} mV) must not be below V_th_rest ({} mV).", p.V_th_max, n.V_th));
    AdEx::check_peak(n.V_reset, n.V_peak, "V_th_rest", n.V_th, n.Delta_T);
  }

  struct Equations {
    Real V = -70.6, w = 0, z = 0, V_T = -50.4;
    FilteredPotentials traces{-70.6, -70.6, -70.6};
  };
  struct State : Equations {
    Real clamped = 0, refractory = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static Variables variables() {
    return Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
                     {"w", &Equations::w, "pA", "Adaptation current", Show::both},
                     {"z", &Equations::z, "pA", "After-current of spikes"},
                     {"V_th", &Equations::V_T, "mV", "Threshold"}} +
           inside(&Equations::traces, FilteredPotentials::variables());
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }

  struct Factors {
    AdEx::Factors neuron;
    FilteredPotentials::Factors traces;
    Real V_th_rest, V_th_max, rate_V_th, I_sp, rate_z, V_clamp, clamp, sharp;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.neuron = AdEx::prepare(p.neuron, grid),
            .traces = FilteredPotentials::prepare(p.traces),
            .V_th_rest = p.neuron.V_th,
            .V_th_max = p.V_th_max,
            .rate_V_th = 1 / p.tau_V_th,
            .I_sp = p.I_sp,
            .rate_z = 1 / p.tau_z,
            .V_clamp = p.V_clamp,
            .clamp = AdEx::rest_of_step_and(grid.steps(p.t_clamp)),
            .sharp = p.neuron.Delta_T == 0 ? 1.0 : 0.0};
  }

  static Equations slope(const Equations& y, Mask clamped, Mask held, Real I, const Factors& f) {
    auto& n = f.neuron;
    Real U = select(clamped, f.V_clamp, AdEx::effective(y.V, held, n));
    Real upstroke = n.upstroke * exp((U - y.V_T) * n.inverse_delta);
    Real rest = (n.g_L * (n.E_L - U) + (I + y.z - y.w)) * n.elastance;
    return {select(clamped | held, 0.0, upstroke + rest), select(clamped, 0.0, AdEx::dw(U, y.w, n)), -f.rate_z * y.z,
            (f.V_th_rest - y.V_T) * f.rate_V_th, y.traces.slope(U, f.traces)};
  }

  static Real update(State& s, const Factors& f, const Input& in) {
    auto& n = f.neuron;
    Real I = n.I_e + in.current, jump = in.spikes, spikes = 0;
    auto accepted = [&](Mask taken) {
      Mask lost = AdEx::beyond_sense(taken, s.V, s.w), unclamped = taken & (s.clamped <= 0.0);
      s.V = select(unclamped & (s.refractory <= 0.0), s.V + jump, s.V);
      jump = select(taken, 0.0, jump);
      Mask spike = unclamped & (s.V >= select(f.sharp > 0.0, s.V_T, n.peak));
      Mask release = taken & !spike & (s.clamped == 1.0);
      spikes += select(spike, 1.0, 0.0);
      s.V = select(spike, f.V_clamp, select(release, n.reset, s.V));
      s.w = select(spike, s.w + n.b, s.w);
      s.z = select(spike, f.I_sp, s.z);
      s.V_T = select(spike, f.V_th_max, s.V_T);
      s.clamped = select(spike, f.clamp, select(release, 0.0, s.clamped));
      s.refractory = select(release, n.hold, s.refractory);
      s.V = select(taken & (s.refractory > 0.0), n.reset, s.V);
      return lost;
    };
    integrate<Scale::with_slope>(
        static_cast<Equations&>(s), s.suggestion, n.control,
        [&](const Equations& y) { return slope(y, s.clamped > 0.0, s.refractory > 0.0, I, f); }, accepted);
    s.clamped = max(s.clamped - 1.0, 0.0);
    s.refractory = max(s.refractory - 1.0, 0.0);
    return spikes;
  }
};

}  // namespace

ModelPtr make_aeif_psc_delta_clopath() { return neuron_model<aeif_psc_delta_clopath>(); }

}  // namespace nestling
