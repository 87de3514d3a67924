// The dynamics of iaf_psc_exp_ps and iaf_psc_exp_ps_lossless.
#pragma once
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/precise.h"

namespace nestling {

struct PreciseExponentialParams : PreciseParams {
  double tau_syn_ex = 2, tau_syn_in = 2;
};

namespace exponential_dynamics {
template <class T>
struct Moving {
  T U, ex, in;
};
template <class T>
struct Constants : PreciseConstants<T> {
  T tau_ex, tau_in;
};
template <class T>
struct Interval {
  T P_V, P_0, P_ex, P_in, decay_ex, decay_in;
};
}  // namespace exponential_dynamics

template <class M>
struct PreciseExponential : EventDriven<M> {
  template <class T>
  using Moving = exponential_dynamics::Moving<T>;
  template <class T>
  using Constants = exponential_dynamics::Constants<T>;
  template <class T>
  using Interval = exponential_dynamics::Interval<T>;
  using State = PreciseState<exponential_dynamics::Moving>;
  using Factors = PreciseFactors<exponential_dynamics::Constants, exponential_dynamics::Interval>;
  static Moving<double> scalar(const Moving<Real>&);
  static Constants<double> scalar(const Constants<Real>&);

  static Constants<double> constants(const PreciseExponentialParams& p, const TimeGrid& grid) {
    return {precise_constants(p, grid), p.tau_syn_ex, p.tau_syn_in};
  }
  static Interval<double> interval(const Constants<double>& c, double t) {
    return {.P_V = std::exp(-t / c.tau_m),
            .P_0 = constant_to_membrane(c.tau_m, c.C_m, t),
            .P_ex = exponential_to_membrane(c.tau_ex, c.tau_m, c.C_m, t),
            .P_in = exponential_to_membrane(c.tau_in, c.tau_m, c.C_m, t),
            .decay_ex = std::exp(-t / c.tau_ex),
            .decay_in = std::exp(-t / c.tau_in)};
  }
  template <class T>
  static void move(Moving<T>& m, const Interval<T>& p, const Constants<T>&, T current, auto free) {
    m.U = select(free, p.P_V * m.U + p.P_0 * current + (p.P_ex * m.ex + p.P_in * m.in), m.U);
    m.ex = p.decay_ex * m.ex;
    m.in = p.decay_in * m.in;
  }
  template <class T>
  static void receive(Moving<T>& m, const Constants<T>&, T ex, T in) {
    m.ex += ex;
    m.in += in;
  }
  static Variables variables() {
    return {{"V_m", {&State::m, &Moving<Real>::U}, &PreciseParams::E_L, "mV", "Membrane potential", Show::both}};
  }
  static bool crosses(const Moving<double>& before, const Moving<double>& after, const Constants<double>& c,
                      double duration, double current, double& when) {
    if (after.U < c.theta) return false;
    when = first_crossing<M>(before, c, 0, duration, current);
    return true;
  }
};

}  // namespace nestling
