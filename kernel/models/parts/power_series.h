// A whole step at once, as power series of time whose terms follow from each other by the equations (Parker & Sochacki
// 1996, Neural Parallel Sci Comput 4:97; Stewart & Bair 2009, J Comput Neurosci 27:115): the opening of integrate().
// Where V obeys dV/dt = drive - conductance V + what else there is, and synapses decay by themselves.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kernel/models/parts/conductance.h"
#include "kernel/models/propagators.h"

namespace nestling {

namespace power_series {

inline constexpr std::size_t order = 6;  // of the last term

// All terms with the power of the step in them: their sum is the value at its end.
struct Series {
  Real term[order + 1];

  Real& operator[](std::size_t k) { return term[k]; }
  const Real& operator[](std::size_t k) const { return term[k]; }
  Real sum() const {  // what is known late does not wait for the others
    Real early = term[order - 3], late = term[order - 1] + term[order];
#pragma GCC unroll 16
    for (std::size_t k = order - 3; k-- > 1;) early += term[k];
    return term[0] + (early + (term[order - 2] + late));
  }
  // What is left out is below the last term, unless that one is small by chance.
  Mask ends_below(Real tolerance) const {
    auto within = [](Real x, Real bound) { return (x <= bound) & (x >= -bound); };
    return within(term[order], tolerance) & within(term[order - 1], order * tolerance);
  }
};

// `sum` and term k of a product without the summand that has late[k]: that one is not known yet.
inline Real with_product(Real sum, const Series& late, const Series& early, std::size_t k) {
#pragma GCC unroll 16
  for (std::size_t j = 0; j < k; ++j) sum += late[j] * early[k - j];
  return sum;
}

// The next term of synapses whose slopes are linear in themselves.
template <class Synapses>
Synapses next(const Synapses& term, const typename Synapses::Factors& f, Real share) {
  Synapses slope = term.slope(f);
#pragma GCC unroll 8
  for (std::size_t i = 0; i < width<Synapses>; ++i) runge_kutta::part(slope, i) *= share;
  return slope;
}

// Of each lane one state or the other.
template <class State>
void take(Mask which, State& to, const State& from) {
#pragma GCC unroll 32
  for (std::size_t i = 0; i < width<State>; ++i)
    runge_kutta::part(to, i) = select(which, runge_kutta::part(from, i), runge_kutta::part(to, i));
}

}  // namespace power_series

// What is left of a synaptic input after a step.
struct ExponentialDecay {
  Real g;
};
inline ExponentialDecay decay(const ExponentialInput::Factors& f, double t) { return {std::exp(-t * f.rate.v[0])}; }
inline void advance(ExponentialInput& s, const ExponentialDecay& d) { s.g *= d.g; }

struct RisingDecay {
  Real dg, g, g_of_dg;
};
inline RisingDecay decay(const RisingInput::Factors& f, double t) {
  double a = f.rate_dg.v[0], b = f.rate_g.v[0];
  return {std::exp(-a * t), std::exp(-b * t), t * std::exp(-std::min(a, b) * t) * phi(-std::abs(a - b) * t)};
}
inline void advance(RisingInput& s, const RisingDecay& d) {
  s.g = s.g * d.g + s.dg * d.g_of_dg;
  s.dg *= d.dg;
}

template <class Input>
struct PairDecay {
  decltype(decay(typename Input::Factors{}, 0.0)) ex, in;

  static PairDecay over(const typename Pair<Input>::Factors& f, double h) { return {decay(f.ex, h), decay(f.in, h)}; }
  void advance_pair(Pair<Input>& s) const {
    advance(s.ex, ex);
    advance(s.in, in);
  }
};

}  // namespace nestling
