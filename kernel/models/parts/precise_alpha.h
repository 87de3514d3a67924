// Alpha-shaped currents over intervals of any duration, and the parameters of the models that find spike times by
// interpolation.
#pragma once
#include <numbers>

#include "kernel/models/parts/current.h"
#include "kernel/models/parts/precise.h"

namespace nestling {

template <class T>
struct AlphaInterval {
  T P, dP, decay, duration;
};
inline AlphaInterval<double> alpha_interval(double tau, double tau_m, double C, double t) {
  return {.P = exponential_to_membrane(tau, tau_m, C, t),
          .dP = alpha_to_membrane(tau, tau_m, C, t),
          .decay = std::exp(-t / tau),
          .duration = t};
}

template <class T>
struct AlphaOf {
  T dI, I;
  T to_membrane(const AlphaInterval<T>& p) const { return p.dP * dI + p.P * I; }
  void advance(const AlphaInterval<T>& p) {
    I = p.decay * (I + p.duration * dI);
    dI = p.decay * dI;
  }
};

struct InterpolatingParams : PreciseParams {
  double tau_syn = 2;
  std::int64_t Interpol_Order = 1;
};
Table interpolating_rows(Constraint t_ref_rule);

// Two ends of an interval: potentials above the threshold, and their slopes.
struct Ends {
  double from, slope_from, to, slope_to, duration;
};
// When a polynomial of this order through the ends crosses 0; order 3 must do so before `latest`.
double crossing(std::int64_t order, const Ends& ends, double latest);

}  // namespace nestling
