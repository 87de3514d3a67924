// As iaf_psc_alpha, with one synaptic time constant and spike times between the steps of the grid, found by
// interpolation between events.
#include "kernel/models/parts/precise_alpha.h"

namespace nestling {
namespace {

template <class T>
struct Moved {
  T U;
  AlphaOf<T> syn;
};
template <class T>
struct Shape : PreciseConstants<T> {
  T tau_syn, order;
};
template <class T>
struct Propagators {
  T P_V, P_0;
  AlphaInterval<T> syn;
};

struct iaf_psc_alpha_canon : EventDriven<iaf_psc_alpha_canon> {
  static constexpr auto name = "iaf_psc_alpha_canon";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents and precise spike times, interpolated "
      "between events.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w e t / tau_syn exp(-t / tau_syn), which peaks at w\n"
      "at V_m >= V_th it fires, at a time found within the step; V_m is then V_reset for t_ref\n"
      "that time is where a polynomial of degree Interpol_Order through the ends of the interval between two events is "
      "V_th";
  static constexpr auto papers = "Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47";
  static constexpr bool clips_always = true;

  struct Params : InterpolatingParams {};
  static Table parameters() { return interpolating_rows(positive); }
  static void check(const Params& p) { check_precise(p); }

  template <class T>
  using Moving = Moved<T>;
  template <class T>
  using Constants = Shape<T>;
  struct State : PreciseState<Moved> {};
  using Factors = PreciseFactors<Shape, Propagators>;
  static Moving<double> scalar(const Moving<Real>&);
  static Constants<double> scalar(const Constants<Real>&);

  static Variables variables() {
    return Variables{{"V_m", {&State::m, &Moving<Real>::U}, &Params::E_L, "mV", "Membrane potential", Show::both}} +
           inside(&State::m,
                  inside(&Moving<Real>::syn,
                         Variables{{"y1", &AlphaOf<Real>::dI, "pA/ms", "Slope variable of the current", Show::status},
                                   {"y2", &AlphaOf<Real>::I, "pA", "Synaptic current", Show::status}}));
  }

  static Constants<double> constants(const Params& p, const TimeGrid& grid) {
    return {precise_constants(p, grid), p.tau_syn, static_cast<double>(p.Interpol_Order)};
  }
  static Propagators<double> interval(const Constants<double>& c, double t) {
    return {.P_V = std::exp(-t / c.tau_m),
            .P_0 = constant_to_membrane(c.tau_m, c.C_m, t),
            .syn = alpha_interval(c.tau_syn, c.tau_m, c.C_m, t)};
  }
  template <class T>
  static void move(Moving<T>& m, const Propagators<T>& p, const Constants<T>&, T current, auto free) {
    m.U = select(free, p.P_V * m.U + p.P_0 * current + m.syn.to_membrane(p.syn), m.U);
    m.syn.advance(p.syn);
  }
  template <class T>
  static void receive(Moving<T>& m, const Constants<T>& c, T ex, T in) {
    m.syn.dI += (ex + in) * std::numbers::e / c.tau_syn;
  }
  static bool crosses(const Moving<double>& before, const Moving<double>& after, const Constants<double>& c,
                      double duration, double current, double& when) {
    if (after.U < c.theta) return false;
    auto slope = [&](const Moving<double>& m) { return -m.U / c.tau_m + (current + m.syn.I) / c.C_m; };
    when = crossing(static_cast<std::int64_t>(c.order),
                    {before.U - c.theta, slope(before), after.U - c.theta, slope(after), duration}, c.h);
    return true;
  }
};

}  // namespace

ModelPtr make_iaf_psc_alpha_canon() { return neuron_model<iaf_psc_alpha_canon>(); }

}  // namespace nestling
