// Special functions, from Boost.Math.
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/lambert_w.hpp>
#include <cmath>

#include "sli/builtins.h"
#include "sli/op.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

constexpr double branch_point = -0.36787944117144232;  // -1/e, where the two branches of Lambert's W meet

double lambert_w0(double x) {
  require_range(x >= branch_point, "the principal branch of Lambert's W needs x >= -1/e, not ", x);
  return boost::math::lambert_w0(x);
}

double lambert_wm1(double x) {
  require_range(x >= branch_point && x < 0, "the lower branch of Lambert's W needs -1/e <= x < 0, not ", x);
  return boost::math::lambert_wm1(x);
}

// The start value only chooses the branch.
double lambert_w(double x, double start) { return start < -1 ? lambert_wm1(x) : lambert_w0(x); }

double gamma_p(double x, double a) {
  require_range(a > 0 && x >= 0, "P(a, x) needs a > 0 and x >= 0, not a = ", a, ", x = ", x);
  return boost::math::gamma_p(a, x);
}

// Mass of the Gaussian exp(-|r|^2)/pi, shifted by r0, in the disk of radius R around the origin.
double gauss_disk(double radius, double r0) {
  require_range(radius >= 0 && r0 >= 0, "radius and distance must not be negative, are ", radius, " and ", r0);
  if (r0 == 0) return -std::expm1(-radius * radius);
  return boost::math::cdf(boost::math::non_central_chi_squared(2, 2 * r0 * r0), 2 * radius * radius);
}

}  // namespace

const OpTable special_ops = {
    op("Erf", "x -> error function", [](Double x) { return std::erf(x); }),
    op("Erfc", "x -> 1 - error function", [](Double x) { return std::erfc(x); }),
    op("Gammainc", "x a -> P(a, x), the regularised lower incomplete gamma function",
       [](Double x, Double a) { return gamma_p(x, a); }),
    op("LambertW0", "x -> principal branch of Lambert's W, x >= -1/e", [](Double x) { return lambert_w0(x); }),
    op("LambertWm1", "x -> lower branch of Lambert's W, -1/e <= x < 0", [](Double x) { return lambert_wm1(x); }),
    op("LambertW", "x start -> Lambert's W, on the lower branch when start < -1",
       [](Double x, Double start) { return lambert_w(x, start); })
        .as_trie(),
    op("GaussDiskConv", "R r0 -> mass in a disk of radius R of a Gaussian at the distance r0",
       [](Double radius, Double r0) { return gauss_disk(radius, r0); }),
};

}  // namespace nestling::sli
