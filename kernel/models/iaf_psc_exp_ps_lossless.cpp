// As iaf_psc_exp_ps, without missing an excursion above the threshold that ends before the next event: with one
// synaptic time constant the potential has at most one maximum in an interval, U(t) = U_inf + A exp(-t / tau_m) - k S
// exp(-t / tau_s) with S = I_ex + I_in.
#include <fmt/format.h>

#include "kernel/models/parts/precise_exponential.h"

namespace nestling {
namespace {

struct iaf_psc_exp_ps_lossless : PreciseExponential<iaf_psc_exp_ps_lossless> {
  static constexpr auto name = "iaf_psc_exp_ps_lossless";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential synaptic currents and precise spike times that misses no "
      "spike.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w exp(-t / tau_syn)\n"
      "at V_m >= V_th it fires, at a time found within the step; V_m is then V_reset for t_ref\n"
      "excursions above V_th between two events are found, too";
  static constexpr auto papers =
      "Krishnan, Porta Mana, Helias, Diesmann & Di Napoli 2018, Front Neuroinform 11:75\n"
      "Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47";

  struct Params : PreciseExponentialParams {};
  static Table parameters() { return precise_rows(not_negative) + synapse_rows<Params>(); }
  static void check(const Params& p) {
    check_precise(p);
    if (p.tau_syn_ex != p.tau_syn_in)
      bad_property(fmt::format("tau_syn_ex ({} ms) and tau_syn_in ({} ms) must be equal.", p.tau_syn_ex, p.tau_syn_in));
    require_different("tau_syn_ex", p.tau_syn_ex, "tau_m", p.tau_m, "ms");
  }

  struct State : PreciseState<exponential_dynamics::Moving> {
    Real I_syn = 0;
  };
  static Variables variables() {
    using Part = Moving<Real>;
    return PreciseExponential::variables() +
           Variables{{"I_syn_ex", {&State::m, &Part::ex}, "pA", "Excitatory synaptic current", Show::both},
                     {"I_syn_in", {&State::m, &Part::in}, "pA", "Inhibitory synaptic current", Show::both},
                     {"I_syn", &State::I_syn, "pA", "Their sum", Show::watch},
                     {"offset", &State::offset, "ms", "Of the last spike, before the end of its step", Show::shown}};
  }

  static Mask update(State& s, const Factors& f, const Input& in, OffGrid& off) {
    Mask fired = EventDriven::update(s, f, in, off);
    s.I_syn = s.m.ex + s.m.in;
    return fired;
  }

  static bool crosses(const Moving<double>& before, const Moving<double>& after, const Constants<double>& c,
                      double duration, double current, double& when) {
    double end = duration;
    if (after.U < c.theta) {
      end = time_of_maximum(before, c, current);
      if (!(end > 0 && end < duration)) return false;
      auto top = before;
      move(top, interval(c, end), c, current, true);
      if (top.U < c.theta) return false;
    }
    when = first_crossing<iaf_psc_exp_ps_lossless>(before, c, 0, end, current);
    return true;
  }

  // Whether the potential has a maximum within a step without events.
  static Mask may_cross(const Moving<Real>& before, const Moving<Real>& after, const Constants<Real>& c, Real current) {
    auto slope = [&](const Moving<Real>& m) { return (current + m.ex + m.in) / c.C_m - m.U / c.tau_m; };
    return (slope(before) > 0) & (slope(after) < 0);
  }

  static double time_of_maximum(const Moving<double>& m, const Constants<double>& c, double current) {
    double tau_s = c.tau_ex, k = c.tau_m * tau_s / (c.C_m * (c.tau_m - tau_s)), kS = k * (m.ex + m.in);
    double A = m.U - c.tau_m / c.C_m * current + kS;
    return c.tau_m * tau_s / (c.tau_m - tau_s) * std::log(kS * c.tau_m / (A * tau_s));
  }
};

}  // namespace

ModelPtr make_iaf_psc_exp_ps_lossless() { return neuron_model<iaf_psc_exp_ps_lossless>(); }

}  // namespace nestling
