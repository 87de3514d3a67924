// The solver under all non-linear models: the embedded Runge-Kutta-Fehlberg pair of orders 4 and 5 (Fehlberg 1969, NASA
// TR R-315) over one step of the kernel, in substeps whose length each node chooses for itself. As many nodes as a
// vector register has lanes go together; a lane that has arrived or has to try again is left as it is by what the
// others do.
#pragma once
#include <cstddef>
#include <limits>
#include <type_traits>

#include "kernel/base/real_math.h"

namespace nestling {

// Constants of the step-size control, part of a model's Factors.
struct StepControl {
  Real h;          // the step of the kernel
  Real first;      // length of the very first substep
  Real tolerance;  // of a variable in a substep
};

// What the error is compared with: the tolerance alone, or tolerance (1 + |change of the variable in the substep|).
enum class Scale { absolute, with_slope };

namespace runge_kutta {

template <class Y>
inline constexpr std::size_t n_equations = sizeof(Y) / sizeof(Real);
template <class Y>
Real& part(Y& y, std::size_t i) {
  return reinterpret_cast<Real*>(&y)[i];
}
template <class Y>
const Real& part(const Y& y, std::size_t i) {
  return reinterpret_cast<const Real*>(&y)[i];
}

// The weighted sum of one component of the first slopes.
template <std::size_t N, class Y>
Real mixed(const double (&weights)[N], const Y* slopes, std::size_t i) {
  Real sum = weights[0] * part(slopes[0], i);
#pragma GCC unroll 8
  for (std::size_t j = 1; j < N; ++j)
    if (weights[j] != 0) sum += weights[j] * part(slopes[j], i);
  return sum;
}

template <std::size_t N, class Y>
Y moved(const Y& y, Real step, const double (&weights)[N], const Y* slopes) {
  Y result;
#pragma GCC unroll 32
  for (std::size_t i = 0; i < n_equations<Y>; ++i) part(result, i) = part(y, i) + step * mixed(weights, slopes, i);
  return result;
}

inline constexpr double stage2[] = {1. / 4}, stage3[] = {3. / 32, 9. / 32},
                        stage4[] = {1932. / 2197, -7200. / 2197, 7296. / 2197},
                        stage5[] = {8341. / 4104, -32832. / 4104, 29440. / 4104, -845. / 4104},
                        stage6[] = {-6080. / 20520, 41040. / 20520, -28352. / 20520, 9295. / 20520, -5643. / 20520},
                        order5[] = {902880. / 7618050, 0, 3953664. / 7618050, 3855735. / 7618050, -1371249. / 7618050,
                                    277020. / 7618050},
                        error[] = {1. / 360, 0, -128. / 4275, -2197. / 75240, 1. / 50, 2. / 55};

// Nobody needs as many: a solution that does is stiff beyond hope.
inline constexpr int max_attempts = 100000;

// The sum over all equations is 0, or no number.
template <class Y>
Real nothing_if_finite(const Y& y) {
  Real sum = 0.0;
#pragma GCC unroll 32
  for (std::size_t i = 0; i < n_equations<Y>; ++i) sum += part(y, i) - part(y, i);
  return sum;
}

// What came out of trying a substep: the solution, the lanes that have to try again, and the length to go on with.
template <class Y>
struct Attempt {
  Y next;
  Mask again;
  Real length;
};

// Nothing is known that would take a node over the step at once.
struct NoOpening {};

// Takes y over one step of the kernel in substeps. attempt(y, t, step, last, active) -> Attempt. opening(lanes) may
// take some of these lanes, for which a whole step is not too long, to the end of it -> Mask of those that have
// arrived.
template <class Y, class Opening, class Try, class Accepted>
void march(Y& y, Real& suggestion, Real h, Real first, Opening opening, Try attempt, Accepted accepted) {
  Real length = select(suggestion > 0.0, suggestion, first), t = 0.0;
  Mask active = t < h, lost = !active;
  auto accept = [&](Mask taken) {
    if constexpr (std::is_void_v<decltype(accepted(taken))>) accepted(taken);
    else lost = lost | accepted(taken);
  };
  if constexpr (!std::is_same_v<Opening, NoOpening>) {
    Mask arrived = opening(length >= h);
    accept(arrived);
    t = select(arrived, h, t);
    active = active & !(arrived | lost);
  }
  for (int n = 0; n < max_attempts && some(active); ++n) {
    Real rest = h - t;
    Mask last = length >= rest;
    Real step = select(last, rest, length);
    auto [next, again, next_length] = attempt(y, t, step, last, active);
    Mask taken = active & !again;
#pragma GCC unroll 32
    for (std::size_t i = 0; i < n_equations<Y>; ++i) part(y, i) = select(taken, part(next, i), part(y, i));
    t = select(taken, select(last, h, t + step), t);
    length = select(active, next_length, length);
    accept(taken);
    active = (t < h) & !lost;
  }
  suggestion =
      select((nothing_if_finite(y) == 0.0) & !(active | lost), length, std::numeric_limits<double>::quiet_NaN());
}

// slope(y), or slope(y, time in the step), -> Y is the right-hand side.
template <class Slope, class Y>
Y slope_at(const Slope& slope, const Y& y, Real time) {
  if constexpr (std::is_invocable_v<Slope, const Y&, Real>) return slope(y, time);
  else return slope(y);
}

}  // namespace runge_kutta

// Takes y over one step. slope(y), or slope(y, time in the step), -> Y is the right-hand side; accepted(lanes), called
// after each substep, may change those lanes of y, and may return a Mask of lanes in which the solution is beyond
// sense. The length that each node found right is kept in `suggestion` (0 before the first step); it is no number where
// the solution could not be followed.
// All that it calls becomes part of it: the right-hand sides of the stages would go through memory otherwise.
template <Scale scale, class Y, class Slope, class Accepted, class Opening = runge_kutta::NoOpening>
[[gnu::flatten]] void integrate(Y& y, Real& suggestion, const StepControl& control, Slope slope, Accepted accepted,
                                Opening opening = {}) {
  using namespace runge_kutta;
  auto fehlberg = [&](const Y& y, Real t, Real step, Mask last, Mask active) -> Attempt<Y> {
    Y k[6];
    k[0] = slope_at(slope, y, t);
    k[1] = slope_at(slope, moved(y, step, stage2, k), t + 1. / 4 * step);
    k[2] = slope_at(slope, moved(y, step, stage3, k), t + 3. / 8 * step);
    k[3] = slope_at(slope, moved(y, step, stage4, k), t + 12. / 13 * step);
    k[4] = slope_at(slope, moved(y, step, stage5, k), t + step);
    k[5] = slope_at(slope, moved(y, step, stage6, k), t + 1. / 2 * step);
    Y next = moved(y, step, order5, k);

    auto error_of = [&](std::size_t i) { return abs(step * mixed(error, k, i)); };
    Mask doubtful = t < 0.0;  // the error may be too large
#pragma GCC unroll 32
    for (std::size_t i = 0; i < n_equations<Y>; ++i) doubtful = doubtful | (error_of(i) > 1.1 * control.tolerance);
    Mask whole = last & (t == 0.0);  // there is no use in growing beyond it
    Mask shrink = t < 0.0;
    Real change = step;
    if (some(active & (doubtful | !whole))) {
      auto allowed = [&, end = scale == Scale::with_slope ? slope_at(slope, next, t + step) : next](std::size_t i) {
        if constexpr (scale == Scale::absolute) return control.tolerance;
        else return control.tolerance + control.tolerance * abs(step * part(end, i));
      };
      Real ratio = 1e-300;
#pragma GCC unroll 32
      for (std::size_t i = 0; i < n_equations<Y>; ++i) ratio = max(ratio, error_of(i) / allowed(i));
      shrink = doubtful & (ratio > 1.1);
      Mask grow = (ratio < 0.5) & !whole;
      Real factor = 0.9 * exp(log(ratio) * select(shrink, -1.0 / 5, -1.0 / 6));
      change = select(shrink, step * max(factor, 0.2), select(grow, step * min(max(factor, 1.0), 5.0), step));
    }
    Mask again = shrink & (change < step) & (t + change > t);
    return {next, again, select(shrink & !again, step, change)};  // too short to be cut: it stays
  };
  march(y, suggestion, control.h, control.first, opening, fehlberg, accepted);
}

}  // namespace nestling
