// What glif_psc and glif_cond share: threshold, after-spike currents, reset; equations at glif_psc.cpp. Three
// mechanisms are switched on in the combinations that make the five levels of the paper.
#pragma once
#include <cmath>
#include <vector>

#include "kernel/node/neuron.h"

namespace nestling {

struct GlifParams {
  double C_m = 58.72, t_ref = 3.75, E_L = -78.85, V_th = -51.68, V_reset = -78.85;
  bool spike_dependent_threshold = false, after_spike_currents = false, adapting_threshold = false;
  double th_spike_add = 0.37, th_spike_decay = 0.009, th_voltage_index = 0.005, th_voltage_decay = 0.09;
  double voltage_reset_fraction = 0.2, voltage_reset_add = 18.51;
  std::vector<double> asc_init{0.0, 0.0}, asc_decay{0.003, 0.1}, asc_amps{-9.18, -198.94}, asc_r{1.0, 1.0};
};
Table glif_rows();
void check_glif(const GlifParams& p, const Dict& changes);

// One for each element of asc_decay.
struct AfterSpikeCurrent {
  struct State {
    Real A = 0;
  };
  struct Factors {
    Real mean, decay, kept, jump;  // of a step; what is kept over a refractory period; amplitude
  };
  static constexpr auto size = &GlifParams::asc_decay;
  static Factors prepare(const GlifParams& p, std::size_t i, const TimeGrid& grid);
  static State fresh(const GlifParams& p, std::size_t i) { return {i < p.asc_init.size() ? p.asc_init[i] : 0.0}; }
  static Variables variables() { return {{"ASCurrents", &State::A, "pA", "After-spike currents", Show::status}}; }
};

struct GlifFactors {
  Real decay_s, decay_s_refractory, add_s;      // spike component of the threshold
  Real decay_v, couple_v, rest_v, slope_per_I;  // voltage component; 1 / conductance
  Real theta, hold, reset, reset_fraction;
};
GlifFactors glif_factors(const GlifParams& p, double conductance, const TimeGrid& grid);

// The base of State. U_start is the potential at the start of the step.
struct Glif {
  Real U = 0, I_stim = 0, refractory = 0, asc_sum = 0, theta_s = 0, theta_v = 0, threshold = 0;

  // Threshold and after-spike currents over a step.
  void relax(const GlifFactors& f, Group<AfterSpikeCurrent>& currents, Mask held) {
    Real sum = 0;
    currents.each([&](AfterSpikeCurrent::State& s, const AfterSpikeCurrent::Factors& cf) {
      sum += cf.mean * s.A;
      s.A = select(held, s.A, cf.decay * s.A);
    });
    asc_sum = select(held, asc_sum, sum);
    theta_s = select(held, theta_s, f.decay_s * theta_s);
    Real rest = (I_stim + asc_sum) * f.slope_per_I;
    theta_v = select(held, theta_v, f.decay_v * theta_v + f.couple_v * (U - rest) + f.rest_v * rest);
  }

  // Takes the new potential, or resets it.
  Mask fire(const GlifFactors& f, Group<AfterSpikeCurrent>& currents, Mask held, Real U_new) {
    Mask spike = (!held) & (U_new > f.theta + theta_s + theta_v);
    U = select(held, U, select(spike, f.reset_fraction * U + f.reset, U_new));
    theta_s = select(spike, f.decay_s_refractory * theta_s + f.add_s, theta_s);
    threshold = f.theta + theta_s + theta_v;
    refractory = select(spike, f.hold, max(refractory - 1, 0));
    currents.each([&](AfterSpikeCurrent::State& s, const AfterSpikeCurrent::Factors& cf) {
      s.A = select(spike, cf.jump + cf.kept * s.A, s.A);
    });
    return spike;
  }

  static Variables variables();
};

}  // namespace nestling
