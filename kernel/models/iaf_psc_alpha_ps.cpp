// As iaf_psc_alpha, with spike times between the steps of the grid: where the exact solution reaches the threshold.
#include "kernel/models/parts/precise_alpha.h"

namespace nestling {
namespace {

template <class T>
struct Moved {
  T U;
  AlphaOf<T> ex, in;
};
template <class T>
struct Taus : PreciseConstants<T> {
  T tau_ex, tau_in;
};
template <class T>
struct Propagators {
  T P_V, P_0;
  AlphaInterval<T> ex, in;
};

struct iaf_psc_alpha_ps : EventDriven<iaf_psc_alpha_ps> {
  static constexpr auto name = "iaf_psc_alpha_ps";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents and precise spike times.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w e t / tau_syn exp(-t / tau_syn), which peaks at w\n"
      "at V_m >= V_th it fires, at a time found within the step; V_m is then V_reset for t_ref";
  static constexpr auto papers =
      "Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47\n"
      "Hanuschkin, Kunkel, Helias, Morrison & Diesmann 2010, Front Neuroinform 4:113";
  static constexpr bool clips_always = true;

  struct Params : PreciseParams {
    double tau_syn_ex = 2, tau_syn_in = 2;
  };
  static Table parameters() { return precise_rows() + synapse_rows<Params>(); }
  static void check(const Params& p) { check_precise(p); }

  template <class T>
  using Moving = Moved<T>;
  template <class T>
  using Constants = Taus<T>;
  struct State : PreciseState<Moved> {
    Real I_ex = 0, I_in = 0;  // copies, to be recorded
  };
  using Factors = PreciseFactors<Taus, Propagators>;
  static Moving<double> scalar(const Moving<Real>&);
  static Constants<double> scalar(const Constants<Real>&);

  static Variables variables() {
    return {{"V_m", {&State::m, &Moving<Real>::U}, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn_ex", &State::I_ex, "pA", "Excitatory synaptic current", Show::watch},
            {"I_syn_in", &State::I_in, "pA", "Inhibitory synaptic current", Show::watch}};
  }
  static void show(const Params& p, const State& s, Dict& to) {
    EventDriven::show(p, s, to);
    to["dI_syn_ex"] = s.m.ex.dI.v[0];
    to["dI_syn_in"] = s.m.in.dI.v[0];
  }

  static Constants<double> constants(const Params& p, const TimeGrid& grid) {
    return {precise_constants(p, grid), p.tau_syn_ex, p.tau_syn_in};
  }
  static Propagators<double> interval(const Constants<double>& c, double t) {
    return {.P_V = std::exp(-t / c.tau_m),
            .P_0 = constant_to_membrane(c.tau_m, c.C_m, t),
            .ex = alpha_interval(c.tau_ex, c.tau_m, c.C_m, t),
            .in = alpha_interval(c.tau_in, c.tau_m, c.C_m, t)};
  }
  template <class T>
  static void move(Moving<T>& m, const Propagators<T>& p, const Constants<T>&, T current, auto free) {
    m.U = select(free, p.P_V * m.U + p.P_0 * current + m.ex.to_membrane(p.ex) + m.in.to_membrane(p.in), m.U);
    m.ex.advance(p.ex);
    m.in.advance(p.in);
  }
  template <class T>
  static void receive(Moving<T>& m, const Constants<T>& c, T ex, T in) {
    m.ex.dI += ex * std::numbers::e / c.tau_ex;
    m.in.dI += in * std::numbers::e / c.tau_in;
  }
  static bool crosses(const Moving<double>& before, const Moving<double>& after, const Constants<double>& c,
                      double duration, double current, double& when) {
    if (after.U < c.theta) return false;
    when = first_crossing<iaf_psc_alpha_ps>(before, c, 0, duration, current);
    return true;
  }

  static Mask update(State& s, const Factors& f, const Input& in, OffGrid& off) {
    Mask fired = EventDriven::update(s, f, in, off);
    s.I_ex = s.m.ex.I;
    s.I_in = s.m.in.I;
    return fired;
  }
};

}  // namespace

ModelPtr make_iaf_psc_alpha_ps() { return neuron_model<iaf_psc_alpha_ps>(); }

}  // namespace nestling
