// The leaky membrane of the current-based integrate-and-fire neurons, integrated exactly. With U = V_m - E_L:
//   dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m;
// at U >= theta it is reset, and held there for t_ref.
#pragma once
#include "kernel/base/lanes.h"
#include "kernel/base/time.h"
#include "kernel/node/param.h"

namespace nestling {

struct LeakyParams {
  double C_m = 250, tau_m = 10, t_ref = 2, E_L = -70, V_th = -55, V_reset = -70, I_e = 0;
};

Table leaky_rows();
inline void check_leaky(const LeakyParams& p) { require_below("V_reset", p.V_reset, "V_th", p.V_th, "mV"); }

struct LeakyFactors {
  Real P_V, P_0, drive, theta, reset, hold;
};
LeakyFactors leaky_factors(const LeakyParams& p, const TimeGrid& grid);

// The base of a model's State.
struct Leaky {
  Real U = 0, refractory = 0;

  // At the end of the step, if it is not held; `synaptic` is what synaptic currents contribute.
  Real free(const LeakyFactors& f, Real I_stim, Real synaptic) const {
    return f.P_V * U + (f.P_0 * I_stim + f.drive) + synaptic;
  }
  Mask held() const { return refractory > 0; }

  Mask fire(const LeakyFactors& f, Mask spike) {
    U = select(spike, f.reset, U);
    refractory = select(spike, f.hold, max(refractory - 1, 0));
    return spike;
  }
  Mask fire(const LeakyFactors& f) { return fire(f, U >= f.theta); }
};

}  // namespace nestling
