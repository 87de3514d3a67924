// The pair of orders 5 and 4 of Dormand & Prince (1980, J Comput Appl Math 6:19), whose substeps follow the error of
// the first equation alone and have a smallest length: once they are as short, the error is what it is.
#pragma once
#include "kernel/models/parts/runge_kutta.h"

namespace nestling {

struct ShortestStep {
  Real h, first, shortest;
  Real tolerance;  // of the first equation in a substep
};

namespace dormand_prince {

inline constexpr double stage2[] = {1. / 5}, stage3[] = {3. / 40, 9. / 40}, stage4[] = {44. / 45, -56. / 15, 32. / 9},
                        stage5[] = {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
                        stage6[] = {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
                        order5[] = {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84},
                        order4[] = {5179. / 57600,    0,           7571. / 16695, 393. / 640,
                                    -92097. / 339200, 187. / 2100, 1. / 40};

}  // namespace dormand_prince

// As integrate() of runge_kutta.h; slope(y) -> Y.
template <class Y, class Slope, class Accepted>
void integrate_by_first(Y& y, Real& suggestion, const ShortestStep& control, Slope slope, Accepted accepted) {
  using namespace runge_kutta;
  namespace pair = dormand_prince;
  auto attempt = [&](const Y& y, Real, Real step, Mask, Mask) -> Attempt<Y> {
    Y k[7];
    k[0] = slope(y);
    k[1] = slope(moved(y, step, pair::stage2, k));
    k[2] = slope(moved(y, step, pair::stage3, k));
    k[3] = slope(moved(y, step, pair::stage4, k));
    k[4] = slope(moved(y, step, pair::stage5, k));
    k[5] = slope(moved(y, step, pair::stage6, k));
    Y next = moved(y, step, pair::order5, k);
    k[6] = slope(next);
    // By subtraction: where tolerances are near the rounding error, that has its part in the length of substeps.
    Real fourth = part(y, 0) + step * mixed(pair::order4, k, 0);
    Real ratio = abs(part(next, 0) - fourth) / control.tolerance + 1e-200;
    Real length = max(control.shortest, 0.98 * step * exp(log(ratio) * (-1.0 / 5)));
    return {next, (ratio > 1.0) & (step > control.shortest), length};
  };
  march(y, suggestion, control.h, control.first, NoOpening{}, attempt, accepted);
}

}  // namespace nestling
