// Synaptic currents of given shape, and what they contribute to a leaky membrane in a step.
#pragma once
#include <cmath>
#include <numbers>

#include "kernel/base/lanes.h"
#include "kernel/base/time.h"
#include "kernel/models/propagators.h"
#include "kernel/node/param.h"

namespace nestling {

// The rows of models with one synapse for weights above 0 and one for those below.
template <class Params>
Table synapse_rows() {
  return {{"tau_syn_ex", &Params::tau_syn_ex, "ms", positive, "Time constant of excitatory synapses"},
          {"tau_syn_in", &Params::tau_syn_in, "ms", positive, "Time constant of inhibitory synapses"}};
}

// w exp(-t / tau).
struct ExponentialFactors {
  Real P, decay;
};
inline ExponentialFactors exponential_factors(double tau, double tau_m, double C, const TimeGrid& grid) {
  return {.P = exponential_to_membrane(tau, tau_m, C, grid.h()), .decay = std::exp(-grid.h() / tau)};
}

struct ExponentialCurrent {
  Real I = 0;

  Real to_membrane(const ExponentialFactors& f) const { return f.P * I; }
  void advance(const ExponentialFactors& f, Real arrived) { I = f.decay * I + arrived; }
};

// w e t / tau exp(-t / tau), with the peak w at tau.
struct AlphaFactors {
  Real P, dP, decay, h, gain;
};
inline AlphaFactors alpha_factors(double tau, double tau_m, double C, const TimeGrid& grid) {
  return {.P = exponential_to_membrane(tau, tau_m, C, grid.h()),
          .dP = alpha_to_membrane(tau, tau_m, C, grid.h()),
          .decay = std::exp(-grid.h() / tau),
          .h = grid.h(),
          .gain = std::numbers::e / tau};
}

struct AlphaCurrent {
  Real I = 0, dI = 0;

  Real to_membrane(const AlphaFactors& f) const { return f.dP * dI + f.P * I; }
  void advance(const AlphaFactors& f, Real arrived) {
    I = f.decay * (I + f.h * dI);
    dI = f.decay * dI + f.gain * arrived;
  }
};

}  // namespace nestling
