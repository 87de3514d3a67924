// What the generalized integrate-and-fire neurons share: spike-triggered currents, a moving threshold, escape noise. A
// step has probability p = 1 - exp(-lambda h): a uniform number u is below it exactly when V - theta > Delta_V
// (log(-log(1
// - u)) - log(lambda_0 h)).
#pragma once
#include <cmath>
#include <tuple>
#include <vector>

#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {

inline constexpr auto gif_equations =
    "fires with the intensity lambda_0 exp((V - theta) / Delta_V), theta = V_T_star + sum of gamma_j; V is V_reset in "
    "the\n"
    "steps of t_ref that follow\n"
    "eta_j jumps by q_stc_j at a spike and decays with tau_stc_j; gamma_j by q_sfa_j, with tau_sfa_j";
inline constexpr auto gif_papers =
    "Mensi, Naud, Pozzorini, Avermann, Petersen & Gerstner 2012, J Neurophysiol 107:1756\n"
    "Pozzorini, Mensi, Hagens, Naud, Koch & Gerstner 2015, PLoS Comput Biol 11:e1004275";

struct GifParams {
  double C_m = 80, g_L = 4, E_L = -70, V_reset = -55, V_T_star = -35, Delta_V = 0.5, lambda_0 = 1, t_ref = 4, I_e = 0;
  std::vector<double> tau_sfa, q_sfa, tau_stc, q_stc;
};
Table gif_rows();
void check_gif(const GifParams& p);

// One for each element of `taus`: decays, and is raised by its jump at a spike.
template <auto taus, auto jumps>
struct Adaptation {
  struct State {
    Real x = 0;
  };
  struct Factors {
    Real decay, jump;
  };
  static constexpr auto size = taus;
  template <class Params>
  static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
    return {std::exp(-grid.h() / (p.*taus)[i]), (p.*jumps)[i]};
  }
  static Variables variables() { return {}; }

  // The sum before the decay of this step.
  static Real sum_and_decay(Group<Adaptation>& all) {
    Real sum = 0;
    all.each([&](State& s, const Factors& f) {
      sum += s.x;
      s.x *= f.decay;
    });
    return sum;
  }
  static void jump(Group<Adaptation>& all, Mask spike) {
    all.each([&](State& s, const Factors& f) { s.x += select(spike, f.jump, 0); });
  }
};
using ThresholdAdaptation = Adaptation<&GifParams::tau_sfa, &GifParams::q_sfa>;
using TriggeredCurrent = Adaptation<&GifParams::tau_stc, &GifParams::q_stc>;

struct GifFactors {
  LeakyFactors membrane;
  Real V_T_star, E_L, Delta_V, log_p;
};
inline Real gif_noise(Real uniform) { return log(-log(uniform)); }
GifFactors gif_factors(const GifParams& p, const TimeGrid& grid);

// The base of State. A spike leaves the potential where it is; it is at the reset in the steps that follow.
struct Gif : Leaky {
  Real E_sfa = 0, I_stc = 0;

  void adapt(const GifFactors& f, Group<ThresholdAdaptation>& sfa, Group<TriggeredCurrent>& stc) {
    I_stc = TriggeredCurrent::sum_and_decay(stc);
    E_sfa = f.V_T_star + ThresholdAdaptation::sum_and_decay(sfa);
  }
  Mask fire(const GifFactors& f, Real noise, Group<ThresholdAdaptation>& sfa, Group<TriggeredCurrent>& stc) {
    Mask spike = (!held()) & (U + f.E_L - E_sfa > f.Delta_V * (noise - f.log_p));
    U = select(held(), f.membrane.reset, U);
    refractory = select(spike, f.membrane.hold, max(refractory - 1, 0));
    ThresholdAdaptation::jump(sfa, spike);
    TriggeredCurrent::jump(stc, spike);
    return spike;
  }

  static Variables variables() {
    return {{"V_m", &Gif::U, &GifParams::E_L, "mV", "Membrane potential", Show::both},
            {"E_sfa", &Gif::E_sfa, "mV", "Threshold at the start of the step", Show::watch},
            {"I_stc", &Gif::I_stc, "pA", "Spike-triggered current at the start of the step", Show::watch}};
  }
};

}  // namespace nestling
