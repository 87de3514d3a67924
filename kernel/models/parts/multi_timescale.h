// Leaky membrane without reset under a threshold that jumps at each spike and decays on two time scales: what
// mat2_psc_exp and amat2_psc_exp share (Kobayashi, Tsubo & Shinomoto 2009, Front Comput Neurosci 3:9).
#pragma once
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {

struct MultiTimescaleParams : LeakyParams {
  double tau_syn_ex = 1, tau_syn_in = 3, tau_1 = 10, tau_2 = 200, alpha_1, alpha_2, omega;
};
Table multi_timescale_rows();
void check_multi_timescale(const MultiTimescaleParams& p);

struct MultiTimescaleFactors {
  LeakyFactors membrane;
  ExponentialFactors ex, in;
  Real decay_1, decay_2, alpha_1, alpha_2;
};
MultiTimescaleFactors multi_timescale_factors(const MultiTimescaleParams& p, const TimeGrid& grid);

// The base of State. `threshold` is relative to omega.
struct MultiTimescale : Leaky {
  ExponentialCurrent ex, in;
  Real theta_1 = 0, theta_2 = 0, threshold = 0;

  template <class Input>
  Mask step(const MultiTimescaleFactors& f, const Input& input, Real theta_v) {
    U = free(f.membrane, input.current, ex.to_membrane(f.ex) + in.to_membrane(f.in));
    theta_1 *= f.decay_1;
    theta_2 *= f.decay_2;
    ex.advance(f.ex, input.ex);
    in.advance(f.in, input.in);
    Mask spike = (!held()) & (U >= f.membrane.theta + theta_1 + theta_2 + theta_v);
    refractory = select(spike, f.membrane.hold, max(refractory - 1, 0));
    theta_1 += select(spike, f.alpha_1, 0);
    theta_2 += select(spike, f.alpha_2, 0);
    threshold = theta_1 + theta_2 + theta_v;
    return spike;
  }

  static Variables variables() {
    using S = MultiTimescale;
    using P = MultiTimescaleParams;
    return {{"V_m", &S::U, &P::E_L, "mV", "Membrane potential", Show::both},
            {"V_th", &S::threshold, &P::omega, "mV", "Threshold", Show::watch},
            {"V_th_alpha_1", &S::theta_1, "mV", "Faster component of the threshold", Show::status},
            {"V_th_alpha_2", &S::theta_2, "mV", "Slower component of the threshold", Show::status}};
  }
};

}  // namespace nestling
