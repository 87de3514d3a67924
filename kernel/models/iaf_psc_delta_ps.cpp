// As iaf_psc_delta, with spike times between the steps of the grid. A spike that arrives may make it fire at that
// moment; what arrives while it is refractory is lost.
#include "kernel/models/parts/precise.h"
#include "kernel/models/propagators.h"

namespace nestling {
namespace {

template <class T>
struct Moved {
  T U;
};
template <class T>
struct Decay {
  T P_V, P_0;
};

template <class Named>
struct DeltaPrecise : EventDriven<DeltaPrecise<Named>> {
  static constexpr auto name = Named::name;
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron whose potential jumps at a spike, with precise spike times.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_stim + I_e) / C_m with U = V_m - E_L\n"
      "a spike of weight w adds w to V_m at its time; what arrives during t_ref is lost\n"
      "at V_m >= V_th it fires, at a time found within the step; V_m is then V_reset for t_ref";
  static constexpr auto papers = "Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47";
  static constexpr bool jumps = true;

  struct Params : PreciseParams {
    Params() { V_min = std::numeric_limits<double>::lowest(); }
  };
  static Table parameters() { return precise_rows(); }
  static void check(const Params& p) { check_precise(p); }

  template <class T>
  using Moving = Moved<T>;
  template <class T>
  using Constants = PreciseConstants<T>;
  using State = PreciseState<Moved>;
  using Factors = PreciseFactors<PreciseConstants, Decay>;
  static Moving<double> scalar(const Moving<Real>&);
  static Constants<double> scalar(const Constants<Real>&);

  static Variables variables() {
    return {{"V_m", {&State::m, &Moving<Real>::U}, &PreciseParams::E_L, "mV", "Membrane potential", Show::both}};
  }
  static void show(const Params& p, const State& s, Dict& to) {
    EventDriven<DeltaPrecise>::show(p, s, to);
    to["refractory_input"] = false;
  }

  static Constants<double> constants(const Params& p, const TimeGrid& grid) { return precise_constants(p, grid); }
  static Decay<double> interval(const Constants<double>& c, double t) {
    return {.P_V = std::exp(-t / c.tau_m), .P_0 = constant_to_membrane(c.tau_m, c.C_m, t)};
  }
  template <class T>
  static void move(Moving<T>& m, const Decay<T>& p, const Constants<T>&, T current, auto free) {
    m.U = select(free, p.P_V * m.U + p.P_0 * current, m.U);
  }
  template <class T>
  static void receive(Moving<T>& m, const Constants<T>&, T ex, T in) {
    m.U += ex + in;
  }
  static bool crosses(const Moving<double>&, const Moving<double>& after, const Constants<double>& c, double duration,
                      double current, double& when) {
    if (after.U < c.theta) return false;
    double U_inf = c.tau_m / c.C_m * current;
    when = duration + c.tau_m * std::log((U_inf - after.U) / (U_inf - c.theta));
    if (!(when >= 0)) when = 0;
    return true;
  }
};

struct iaf_psc_delta_ps {
  static constexpr auto name = "iaf_psc_delta_ps";
};
struct iaf_psc_delta_canon {
  static constexpr auto name = "iaf_psc_delta_canon";
};

}  // namespace

ModelPtr make_iaf_psc_delta_ps() { return neuron_model<DeltaPrecise<iaf_psc_delta_ps>>(); }
ModelPtr make_iaf_psc_delta_canon() { return neuron_model<DeltaPrecise<iaf_psc_delta_canon>>(); }

}  // namespace nestling
