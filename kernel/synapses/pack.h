// Lists of numbers in lanes from which some are taken, and to which they are put back: those of a mask, side by side.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

#include "kernel/base/lanes.h"

namespace nestling {

inline std::size_t count(unsigned bits) { return static_cast<std::size_t>(std::popcount(bits)); }

// Writes the lanes of a mask (one bit each) one after the other; may write a whole vector.
inline void pack(unsigned bits, Real x, double* to) {
#if defined(__AVX512F__)
  const auto packed = _mm512_maskz_compress_pd(static_cast<__mmask8>(bits), reinterpret_cast<__m512d>(x.v));
  _mm512_storeu_pd(to, packed);
#else
  for (std::size_t lane = 0; lane < lane_count; ++lane)
    if (bits >> lane & 1) *to++ = x.v[lane];
#endif
}

inline void pack(unsigned bits, const std::uint32_t* from, std::uint32_t* to) {
#if defined(__AVX512VL__)
  const auto x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_maskz_compress_epi32(static_cast<__mmask8>(bits), x));
#else
  for (std::size_t lane = 0; lane < lane_count; ++lane)
    if (bits >> lane & 1) *to++ = from[lane];
#endif
}

inline Mask mask_of(unsigned bits) {
#if defined(__AVX512DQ__)
  return {reinterpret_cast<Mask::Vector>(_mm512_movm_epi64(static_cast<__mmask8>(bits)))};
#else
  Mask m;
  for (std::size_t lane = 0; lane < lane_count; ++lane) m.v[lane] = bits >> lane & 1 ? -1 : 0;
  return m;
#endif
}

// The other way round: lanes that are not in the mask stay; may read a whole vector.
inline Real unpack(unsigned bits, Real x, const double* from) {
#if defined(__AVX512F__)
  return reinterpret_cast<Real::Vector>(
      _mm512_mask_expand_pd(reinterpret_cast<__m512d>(x.v), static_cast<__mmask8>(bits), _mm512_loadu_pd(from)));
#else
  for (std::size_t lane = 0; lane < lane_count; ++lane)
    if (bits >> lane & 1) x.v[lane] = *from++;
  return x;
#endif
}

}  // namespace nestling
