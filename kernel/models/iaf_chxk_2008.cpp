// Neuron of the lateral geniculate nucleus with alpha-shaped synaptic conductances and, instead of a reset, a
// conductance of the same shape that each spike starts. When in the step V crosses V_th, a straight line tells, and
// recorders note. What arrives takes effect at the end of its step. With `ahp_bug` a spike ends the conductance of
// those before it, as in the published program.
#include "kernel/models/parts/conductance.h"

namespace nestling {
namespace {

struct iaf_chxk_2008 {
  using Synapses = Conductances<AlphaInput>;
  static constexpr auto name = "iaf_chxk_2008";
  static constexpr auto doc = "Conductance-based neuron of Casti et al. that fires where it crosses its threshold.";
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - V) + I_syn + g_ahp (E_ahp - V) + I_e + I_stim\n"
      "fires where V crosses V_th from below, and adds such a conductance to g_ahp, with its peak and tau_ahp";
  static constexpr auto papers = "Casti, Hayot, Xiao & Kaplan 2008, J Comput Neurosci 24:235";
  static constexpr bool off_grid = true;

  struct Params {
    LeakyMembrane membrane{.C_m = 1000, .g_L = 100, .E_L = -60};
    Synapses::Params synapses{.tau = {{.tau_syn_ex = 1, .tau_syn_in = 1}}, .reversal = {.E_ex = 20, .E_in = -90}};
    double V_th = -45, g_ahp = 443.8, tau_ahp = 0.5, E_ahp = -95;
    bool ahp_bug = false;
  };
  static Table parameters() {
    return rows_of(&Params::membrane) + rows_of(&Params::synapses) +
           Table{{"V_th", &Params::V_th, "mV", any, "Spike threshold"},
                 {"g_ahp", &Params::g_ahp, "nS", any, "Peak of the conductance after a spike"},
                 {"tau_ahp", &Params::tau_ahp, "ms", positive, "Its time constant"},
                 {"E_ahp", &Params::E_ahp, "mV", any, "Its reversal potential"},
                 {"ahp_bug", &Params::ahp_bug, "", any, "A spike ends the conductance of those before it"}};
  }

  struct Equations {
    Real V = -60;
    Synapses synapses{};
    RisingInput ahp{};
  };
  struct State : Equations {
    Real I_ex = 0, I_in = 0, I_ahp = 0, suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return Variables{{"V_m", &Equations::V, "mV", "Membrane potential", Show::both},
                     {"g_ahp", {&Equations::ahp, &RisingInput::g}, "nS", "Conductance after spikes"},
                     {"I_syn_ex", &State::I_ex, "pA", "Current out through excitatory synapses"},
                     {"I_syn_in", &State::I_in, "pA", "Current out through inhibitory synapses"},
                     {"I_ahp", &State::I_ahp, "pA", "Current out through the conductance after spikes"}} +
           inside(&Equations::synapses, Synapses::variables());
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    Synapses::Factors synapses;
    RisingInput::Factors ahp;
    Real g_L, E_L, I_e, elastance, theta, E_ahp, keep;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto& m = p.membrane;
    return {.control = {grid.h(), grid.h(), 1e-3},
            .synapses = Synapses::prepare(p.synapses),
            .ahp = {1 / p.tau_ahp, 1 / p.tau_ahp, p.g_ahp * std::numbers::e / p.tau_ahp},
            .g_L = m.g_L,
            .E_L = m.E_L,
            .I_e = m.I_e,
            .elastance = 1 / m.C_m,
            .theta = p.V_th,
            .E_ahp = p.E_ahp,
            .keep = p.ahp_bug ? 0.0 : 1.0};
  }

  static Mask update(State& s, const Factors& f, Input in, OffGrid& off) {
    Real I = f.I_e + in.current, before = s.V;
    auto slope = [&](const Equations& y) -> Equations {
      Real current = I + f.g_L * (f.E_L - y.V) + y.synapses.current(y.V, f.synapses) + y.ahp.g * (f.E_ahp - y.V);
      return {current * f.elastance, y.synapses.slope(f.synapses), y.ahp.slope(f.ahp)};
    };
    integrate<Scale::absolute>(static_cast<Equations&>(s), s.suggestion, f.control, slope, [](Mask) {});

    Mask spike = (before < f.theta) & (s.V >= f.theta);
    Real since = (s.V - f.theta) * f.control.h / select(spike, s.V - before, 1.0);
    Real slope_now = f.ahp.jump * exp(-since * f.ahp.rate_g);
    s.ahp.dg = select(spike, f.keep * s.ahp.dg + slope_now, s.ahp.dg);
    s.ahp.g = select(spike, f.keep * s.ahp.g + slope_now * since, s.ahp.g);
    for (auto left = bits(spike); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      off.send(lane, since.v[lane]);
    }

    off.put_on_grid(in.ex, in.in);
    s.synapses.receive(in.ex, in.in, f.synapses);
    s.I_ex = s.synapses.ex.g * (s.V - f.synapses.E_ex);
    s.I_in = s.synapses.in.g * (s.V - f.synapses.E_in);
    s.I_ahp = s.ahp.g * (s.V - f.E_ahp);
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_chxk_2008() { return neuron_model<iaf_chxk_2008>(); }

}  // namespace nestling
