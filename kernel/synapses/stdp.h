// What the pair rules of spike-timing dependent plasticity share (Guetig et al. 2003; Rubin, Lee & Sompolinsky 2001;
// Song et al. 2000; van Rossum et al. 2000). With v = w / Wmax, a spike of the target that arrives while the source's trace is K
// makes v += lambda (1 - v)^mu_plus K, one of the source while the target's trace is K makes v -= alpha lambda v^mu_minus K.
#pragma once
#include "kernel/synapses/decay.h"
#include "kernel/synapses/synapse.h"

namespace nestling {

// The trace of the source as it reaches the spikes of the target.
struct PreTrace {
  double K, reaches;  // the trace after the last spike; when that spike met spikes of the target, in steps
  double rate;        // of its decay, in 1 / steps
  double at(double time) const { return K * std::exp((reaches - time) * rate); }
  Real at(Real time) const { return K * exp(exponent(time)); }
  Real exponent(Real time) const { return (reaches - time) * rate; }
};

struct StdpRule {
  double tau_plus = 20, lambda = 0.01, alpha = 1, mu_plus = 1, mu_minus = 1, Wmax = 100;

  static Table table() {
    return {{"tau_plus", &StdpRule::tau_plus, "ms", any, "Time constant of the source's trace"},
            {"lambda", &StdpRule::lambda, "", any, "Step size"},
            {"alpha", &StdpRule::alpha, "", any, "Depression over potentiation"},
            {"mu_plus", &StdpRule::mu_plus, "", any, "How potentiation depends on the weight: exponent"},
            {"mu_minus", &StdpRule::mu_minus, "", any, "How depression depends on the weight: exponent"},
            {"Wmax", &StdpRule::Wmax, "", any, "Largest weight; of the same sign as the weight"}};
  }

  Real potentiate(Real v, const PreTrace& plus, Real time) const {
    const Real next = v + (lambda * plus.K) * power_times_exp(1.0 - v, mu_plus, plus.exponent(time));
    return select(next < 1.0, next, 1.0);
  }
  Real depress(Real v, Real K) const {
    const Real next = v - alpha * lambda * power(v, mu_minus) * K;
    return select(next > 0.0, next, 0.0);
  }
};

// A weight and its bound have the same sign; 0 counts as positive.
void check_sign(double weight, std::string_view bound, double value);

struct Weight {
  double weight;
};

inline PreTrace pre_trace(double K, const PreSpike& pre, double tau) {
  return {K, pre.last - pre.delay, pre.h / tau};
}

inline void add_spike(double& K, const PreSpike& pre, double tau) { K = K * decayed(pre.since(), tau) + 1; }

}  // namespace nestling
