// What the synapses of Clopath et al. (2010, Nat Neurosci 13:344) see of a neuron: filtered potentials
//   tau_plus du_plus/dt = V - u_plus,   tau_minus du_minus/dt = V - u_minus,   tau_bar_bar du_bar/dt = u_minus - u_bar,
// and the parameters of the history that is made of them.
#pragma once
#include "kernel/models/parts/conductance.h"

namespace nestling {

struct ClopathHistory {
  double A_LTD = 0.00014, A_LTP = 0.00008, u_ref_squared = 60, theta_plus = -45.3, theta_minus = -70.6,
         delay_u_bars = 5;
  bool A_LTD_const = true;

  static Table rows() {
    using H = ClopathHistory;
    return {{"A_LTD", &H::A_LTD, "1/mV", any, "Amplitude of depression"},
            {"A_LTP", &H::A_LTP, "1/mV^2", any, "Amplitude of potentiation"},
            {"u_ref_squared", &H::u_ref_squared, "mV^2", positive, "Reference of the depression's amplitude"},
            {"theta_plus", &H::theta_plus, "mV", any, "Threshold of the potential"},
            {"theta_minus", &H::theta_minus, "mV", any, "Threshold of the filtered potentials"},
            {"delay_u_bars", &H::delay_u_bars, "ms", any, "Delay of the filtered potentials"},
            {"A_LTD_const", &H::A_LTD_const, "", any, "Whether the amplitude of depression is constant"}};
  }
};

struct FilteredPotentials {
  Real plus = 0, minus = 0, bar_bar = 0;

  // `tau_minus` is also the time constant of the trace of spikes, and shown there; until it is set they differ.
  struct Params {
    double tau_plus = 114, tau_minus = 10, tau_bar_bar = 500;
    ClopathHistory history{};
    static Table rows() {
      return rows_of(&Params::history) +
             Table{
                 {"tau_plus", &Params::tau_plus, "ms", positive, "Time constant of u_bar_plus"},
                 {"tau_minus", &Params::tau_minus, "ms", positive, "Time constant of u_bar_minus", Access::write_only},
                 {"tau_bar_bar", &Params::tau_bar_bar, "ms", positive, "Time constant of u_bar_bar"}};
    }
  };
  struct Factors {
    Real rate_plus, rate_minus, rate_bar_bar;
  };
  static Factors prepare(const Params& p) { return {1 / p.tau_plus, 1 / p.tau_minus, 1 / p.tau_bar_bar}; }
  static Variables variables() {
    using F = FilteredPotentials;
    return {{"u_bar_plus", &F::plus, "mV", "Filtered potential", Show::both},
            {"u_bar_minus", &F::minus, "mV", "Filtered potential", Show::both},
            {"u_bar_bar", &F::bar_bar, "mV", "u_bar_minus, filtered again", Show::both}};
  }
  FilteredPotentials slope(Real V, const Factors& f) const {
    return {(V - plus) * f.rate_plus, (V - minus) * f.rate_minus, (minus - bar_bar) * f.rate_bar_bar};
  }
};

}  // namespace nestling
