// exp, log and a few relatives on vectors: the same arithmetic in every lane, no branches, no calls.
#pragma once
#include <array>
#include <bit>
#include <limits>

#include "kernel/base/lanes.h"

namespace nestling {

namespace lanes {

inline Real from_bits(Mask::Vector v) { return std::bit_cast<Real::Vector>(v); }
inline Mask::Vector to_bits(Real x) { return std::bit_cast<Mask::Vector>(x.v); }
inline Mask::Vector to_integers(Real x) { return __builtin_convertvector(x.v, Mask::Vector); }
// Wraps around: lanes that nobody looks at may hold anything.
inline Mask::Vector difference(Mask::Vector a, Mask::Vector b) {
  typedef std::uint64_t Unsigned __attribute__((vector_size(sizeof a)));
  return std::bit_cast<Mask::Vector>(std::bit_cast<Unsigned>(a) - std::bit_cast<Unsigned>(b));
}
inline Real to_reals(Mask::Vector v) { return __builtin_convertvector(v, Real::Vector); }

template <std::size_t N>
Real polynomial(Real x, const double (&c)[N]) {  // c[0] + c[1] x + …
  Real sum = c[N - 1];
#pragma GCC unroll 16
  for (std::size_t i = 1; i < N; ++i) sum = sum * x + c[N - 1 - i];
  return sum;
}

inline constexpr double ln2_high = 0.6931471803691238, ln2_low = 1.9082149292705877e-10;

}  // namespace lanes

// e^x to within 2 units in the last place; 0 below -707, infinite above 709.7, NaN for NaN.
// x = n ln 2 + r, |r| <= ln(2) / 2; e^r = 1 + r p(r) where p, of degree 10, interpolates (e^r - 1) / r at the Chebyshev
// nodes: its error is 1e-17. All is doubled, and 2^(n - 1) taken: 2^1024 would be no number.
inline Real exp(Real x) {
  static constexpr double round = 0x1.8p52;  // numbers of this size have no digits behind the point
  Real shifted = x * 1.4426950408889634 + round;
  Real n = shifted - round;
  Real r = x - n * lanes::ln2_high - n * lanes::ln2_low;
  Real half = lanes::from_bits((lanes::to_bits(shifted) + 1022) << 52);
  Real r2 = r * r, r4 = r2 * r2;  // by pairs: the chain of operations that wait for each other is short
  Real low = (2 * 1.0 + r * (2 * 0.5000000000000006)) + r2 * (2 * 0.1666666666666667 + r * (2 * 0.041666666666573066));
  Real middle = (2 * 0.008333333333326136 + r * (2 * 0.001388888893251478)) +
                r2 * (2 * 0.00019841269874820627 + r * (2 * 2.480150431378554e-05));
  Real high = (2 * 2.7557255400206422e-06 + r * (2 * 2.7626371065696354e-07)) + r2 * (2 * 2.5105217004720745e-08);
  Real result = (2.0 + r * (low + r4 * (middle + r4 * high))) * half;
  result = select(x < -707.0, 0.0, result);
  return select(x > 709.78, std::numeric_limits<double>::infinity(), result);
}

// log x for positive normal numbers, to within 4 units in the last place: x = 2^n m with m in [sqrt(1/2), sqrt(2)),
// log m = 2 artanh((m - 1) / (m + 1)) by its series.
inline Real log(Real x) {
  static constexpr double series[] = {2.0,      2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9, 2.0 / 11,
                                      2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21};
  static constexpr std::int64_t sqrt_half = 0x3fe6a09e667f3bcd;
  Mask::Vector n = lanes::difference(lanes::to_bits(x), Mask::Vector{} + sqrt_half) >> 52;
  Real m = lanes::from_bits(lanes::difference(lanes::to_bits(x), n << 52));
  Real s = (m - 1.0) / (m + 1.0), k = lanes::to_reals(n);
  return k * lanes::ln2_high + (s * lanes::polynomial(s * s, series) + k * lanes::ln2_low);
}

// x / (1 - e^-x), with its limit 1 at 0; also for who has e^-x already.
inline Real linear_over_one_minus_exp(Real x, Real exp_minus_x) {
  return select(abs(x) < 1e-5, 1.0 + 0.5 * x, x / (1.0 - exp_minus_x));
}
inline Real linear_over_one_minus_exp(Real x) { return linear_over_one_minus_exp(x, exp(-x)); }

// A value that is rounded here: what is added to a product is not fused with it.
inline Real rounded(Real x) {
#if defined(__x86_64__)
  asm("" : "+x"(x.v));
#else
  asm("" : "+m"(x.v));
#endif
  return x;
}

}  // namespace nestling
