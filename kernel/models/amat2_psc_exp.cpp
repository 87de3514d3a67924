// As mat2_psc_exp, with a threshold that follows the changes of the potential:
//   dd/dt = beta dU/dt - d / tau_v,   dtheta_v/dt = d - theta_v / tau_v,
// solved exactly together with the membrane and the synapses.
#include "kernel/models/parts/linear_system.h"
#include "kernel/models/parts/multi_timescale.h"

namespace nestling {
namespace {

struct amat2_psc_exp {
  static constexpr auto name = "amat2_psc_exp";
  static constexpr auto doc =
      "Neuron without reset whose threshold jumps at each spike, decays on two time scales, and follows the changes of "
      "the "
      "potential; exponential synaptic currents.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w exp(-t / tau_syn)\n"
      "at V_m >= V_th = omega + theta_1 + theta_2 + theta_v it fires, unless it did less than t_ref ago; V_m is not "
      "reset\n"
      "theta_i jumps by alpha_i at a spike and decays with tau_i\n"
      "theta_v(t) = beta integral of K(s) dV_m/dt(t - s) ds with K(s) = s exp(-s / tau_v)";
  static constexpr auto papers = "Yamauchi, Kim & Shinomoto 2011, Front Comput Neurosci 5:42";

  struct Params : MultiTimescaleParams {
    Params() { C_m = 200, tau_m = 10, alpha_1 = 10, alpha_2 = 0, omega = -65; }
    double beta = 0, tau_v = 5;
  };
  static Table parameters() {
    return multi_timescale_rows() +
           Table{{"beta", &Params::beta, "1/ms", any, "Weight of the potential in the threshold"},
                 {"tau_v", &Params::tau_v, "ms", positive, "Time constant of that"}};
  }
  static void check(const Params& p) {
    check_multi_timescale(p);
    require_different("tau_v", p.tau_v, "tau_m", p.tau_m, "ms");
    require_different("tau_v", p.tau_v, "tau_syn_ex", p.tau_syn_ex, "ms");
    require_different("tau_v", p.tau_v, "tau_syn_in", p.tau_syn_in, "ms");
  }

  struct State : MultiTimescale {
    Real theta_v = 0, d = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return MultiTimescale::variables() +
           Variables{
               {"V_th_v", &State::theta_v, "mV", "Component of the threshold that follows the potential", Show::both},
               {"I_syn_ex", {&State::ex, &ExponentialCurrent::I}, "pA", "Excitatory synaptic current"},
               {"I_syn_in", {&State::in, &ExponentialCurrent::I}, "pA", "Inhibitory synaptic current"}};
  }
  static void show(const Params& p, const State& s, Dict& to) {
    to["V_th"] = p.omega + s.theta_1.v[0] + s.theta_2.v[0] + s.theta_v.v[0];
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Follow {  // how the quantities at the start of a step enter one at its end
    Real theta_v, d, U, ex, in, constant;
    Real operator()(const State& s, Real current) const {
      return theta_v * s.theta_v + d * s.d + U * s.U + (ex * s.ex.I + in * s.in.I) + constant * current;
    }
  };
  struct Factors {
    MultiTimescaleFactors mat;
    Follow theta_v, d;
    Real I_e;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    enum { theta_v, d, U, ex, in, constant, n };
    Matrix<n> A{};
    A[theta_v][theta_v] = A[d][d] = -1 / p.tau_v;
    A[theta_v][d] = 1;
    A[U][U] = -1 / p.tau_m;
    A[U][ex] = A[U][in] = A[U][constant] = 1 / p.C_m;
    A[ex][ex] = -1 / p.tau_syn_ex;
    A[in][in] = -1 / p.tau_syn_in;
    for (int k = 0; k < n; ++k) A[d][k] += p.beta * A[U][k];
    auto E = exponential(A, grid.h());
    auto row = [&](int i) { return Follow{E[i][0], E[i][1], E[i][2], E[i][3], E[i][4], E[i][5]}; };
    return {.mat = multi_timescale_factors(p, grid), .theta_v = row(theta_v), .d = row(d), .I_e = p.I_e};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real current = in.current + f.I_e, theta_v = f.theta_v(s, current), d = f.d(s, current);
    s.theta_v = theta_v;
    s.d = d;
    return s.step(f.mat, in, theta_v);
  }
};

}  // namespace

ModelPtr make_amat2_psc_exp() { return neuron_model<amat2_psc_exp>(); }

}  // namespace nestling
