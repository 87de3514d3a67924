// An older variant of aeif_cond_alpha. It differs: refractoriness puts V back after each substep, and is a step
// shorter. Spikes are reset at the end of a substep that is at least HMIN long, so V after a spike is uncertain by what
// it rises meanwhile.
#include "kernel/models/parts/aeif.h"
#include "kernel/models/parts/dormand_prince.h"

namespace nestling {
namespace {

struct OlderRules : AdaptiveExponential {
  using AdEx = AdaptiveExponential;

  struct Params : AdEx::Params {
    double MAXERR = 1e-10, HMIN = 1e-3;
    static Table rows() {
      return without(AdEx::Params::rows(), {"gsl_error_tol"}) +
             Table{{"MAXERR", &Params::MAXERR, "mV", positive, "Largest error of a substep"},
                   {"HMIN", &Params::HMIN, "ms", positive, "Shortest substep"}};
    }
    void check() const {
      require_below("V_th", V_th, "V_peak", V_peak, "mV");
      check_upstroke(V_peak, "V_th", V_th, Delta_T);
    }
  };

  // The length of substeps, and with it the end of the one that is reset, hangs on rounding errors: the equations are
  // computed as they are written.
  struct Factors : AdEx::Factors {
    ShortestStep limits;
    Real ceiling, C_m, tau_w, g_delta, V_th, Delta_T;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto n = AdEx::prepare(p, grid);
    n.hold = grid.steps(p.refractoriness.t_ref);
    const bool sharp = p.Delta_T == 0;
    return {n,
            {grid.h(), std::min(0.01, grid.h()), p.HMIN, p.MAXERR},
            sharp ? std::numeric_limits<double>::infinity() : p.V_peak,
            p.membrane.C_m,
            p.tau_w,
            sharp ? 0.0 : p.membrane.g_L * p.Delta_T,
            p.V_th,
            sharp ? 1.0 : p.Delta_T};
  }

  template <class Current>
  static Slopes slopes(Real V, Real w, Current I, Real, const Factors& f) {
    Real U = min(V, f.ceiling);
    Real upstroke = f.g_delta * exp(min((U - f.V_th) / f.Delta_T, 10.0));
    return {(-f.g_L * (U - f.E_L) + upstroke + I(U) - w) / f.C_m, (f.a * (U - f.E_L) - w) / f.tau_w};
  }
  static Real at_start(Real refractory) { return max(refractory - 1.0, 0.0); }
  static Real at_end(Real refractory) { return refractory; }
  template <class State, class Slope, class Accepted, class... Known>
  static void solve(State& s, const Factors& f, Slope slope, Accepted accepted, const Known&...) {
    integrate_by_first(static_cast<typename State::Solved&>(s), s.suggestion, f.limits, slope, accepted);
  }
};

struct aeif_cond_alpha_RK5 : Aeif<Conductances<AlphaInput>, OlderRules> {
  static constexpr auto name = "aeif_cond_alpha_RK5";
  static constexpr auto doc =
      "Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic conductances: an older variant, with\n"
      "limits on its substeps instead of a tolerance. The exponent is at most 10; V is not held within a substep.";
};

}  // namespace

ModelPtr make_aeif_cond_alpha_RK5() { return neuron_model<aeif_cond_alpha_RK5>(); }

}  // namespace nestling
