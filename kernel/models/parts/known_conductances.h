// Conductances that decay by themselves are known at any time of a step: the solver can take a whole step with the
// potential alone as its unknown. The stages are those of runge_kutta.h.
#pragma once
#include <algorithm>
#include <cmath>

#include "kernel/models/parts/conductance.h"
#include "kernel/models/propagators.h"

namespace nestling {

// Where in a step the stages after the first lie; the end is one of them.
inline constexpr double stage_times[] = {1. / 4, 3. / 8, 12. / 13, 1, 1. / 2};
inline constexpr std::size_t stage_at_end = 3;

// What is left of an input after a while.
struct ExponentialDecay {
  Real g;
};
inline ExponentialDecay decay(const ExponentialInput::Factors& f, double t) { return {std::exp(-t * f.rate.v[0])}; }
inline Real g_after(const ExponentialInput& s, const ExponentialDecay& d) { return s.g * d.g; }
inline void advance(ExponentialInput& s, const ExponentialDecay& d) { s.g *= d.g; }

struct RisingDecay {
  Real dg, g, g_of_dg;
};
inline RisingDecay decay(const RisingInput::Factors& f, double t) {
  double a = f.rate_dg.v[0], b = f.rate_g.v[0];
  return {std::exp(-a * t), std::exp(-b * t), t * std::exp(-std::min(a, b) * t) * phi(-std::abs(a - b) * t)};
}
inline Real g_after(const RisingInput& s, const RisingDecay& d) { return s.g * d.g + s.dg * d.g_of_dg; }
inline void advance(RisingInput& s, const RisingDecay& d) {
  s.g = g_after(s, d);
  s.dg *= d.dg;
}

// A pair of inputs at all stages of a whole step.
template <class Input>
struct StageDecays {
  using Decay = decltype(decay(typename Input::Factors{}, 0.0));
  struct Stage {
    Decay ex, in;
  };
  Stage stages[std::size(stage_times)];

  static StageDecays over(const typename Pair<Input>::Factors& f, double h) {
    StageDecays all;
    for (std::size_t i = 0; i < std::size(stage_times); ++i)
      all.stages[i] = {decay(f.ex, stage_times[i] * h), decay(f.in, stage_times[i] * h)};
    return all;
  }
  void advance_to_end(Pair<Input>& s) const {
    advance(s.ex, stages[stage_at_end].ex);
    advance(s.in, stages[stage_at_end].in);
  }
};

struct MembraneAfterStep {
  Real V, error;
};

// C dV/dt = drive - conductance V, where the synapses add to both: one substep over the whole step.
template <class Input>
[[gnu::flatten]] MembraneAfterStep whole_step(Real V, Real h, const Pair<Input>& s, const StageDecays<Input>& decays,
                                              Real drive, Real conductance, Real E_ex, Real E_in, Real elastance) {
  using namespace runge_kutta;
  struct Potential {
    Real V;
  };
  auto slope = [&](const Potential& y, Real g_ex, Real g_in) -> Potential {
    return {((drive + g_ex * E_ex + g_in * E_in) - (conductance + g_ex + g_in) * y.V) * elastance};
  };
  auto slope_at = [&](std::size_t i, const Potential& y) {
    return slope(y, g_after(s.ex, decays.stages[i].ex), g_after(s.in, decays.stages[i].in));
  };
  Potential y{V}, k[6];
  k[0] = slope(y, s.ex.g, s.in.g);
  k[1] = slope_at(0, moved(y, h, stage2, k));
  k[2] = slope_at(1, moved(y, h, stage3, k));
  k[3] = slope_at(2, moved(y, h, stage4, k));
  k[4] = slope_at(3, moved(y, h, stage5, k));
  k[5] = slope_at(4, moved(y, h, stage6, k));
  return {moved(y, h, order5, k).V, abs(h * mixed(error, k, 0))};
}

// Of each lane one state or the other.
template <class State>
State chosen(Mask first, const State& a, const State& b) {
  State result;
#pragma GCC unroll 32
  for (std::size_t i = 0; i < width<State>; ++i)
    runge_kutta::part(result, i) = select(first, runge_kutta::part(a, i), runge_kutta::part(b, i));
  return result;
}

}  // namespace nestling
