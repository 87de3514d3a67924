// Real: one number for each of several nodes, in a vector register. Models are written in it, so that their arithmetic runs
// on as many nodes at once as the processor allows, with any compiler, and is the same for each node wherever it lies.
#pragma once
#include <cstddef>
#include <cstdint>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace nestling {

#if defined(__AVX512F__)
inline constexpr std::size_t lane_count = 8;
#elif defined(__AVX__)
inline constexpr std::size_t lane_count = 4;
#else
inline constexpr std::size_t lane_count = 2;
#endif

// Columns are padded to this many nodes, a multiple of every lane count.
inline constexpr std::size_t lane_padding = 8;
inline constexpr std::size_t padded(std::size_t n) { return (n + lane_padding - 1) / lane_padding * lane_padding; }

struct Mask {
  typedef std::int64_t Vector __attribute__((vector_size(lane_count * 8)));
  Vector v;  // 0 or -1
  friend Mask operator&(Mask a, Mask b) { return {a.v & b.v}; }
  friend Mask operator|(Mask a, Mask b) { return {a.v | b.v}; }
  friend Mask operator!(Mask a) { return {~a.v}; }
};

struct Real {
  typedef double Vector __attribute__((vector_size(lane_count * 8)));
  Vector v;

  Real() = default;
  Real(Vector v) : v(v) {}
  Real(double x) : v(x - Vector{}) {}  // the form that g++ 12 makes one broadcast of
  static Real load(const double* aligned) { return *reinterpret_cast<const Vector*>(aligned); }
  void store(double* aligned) const { *reinterpret_cast<Vector*>(aligned) = v; }

  friend Real operator+(Real a, Real b) { return a.v + b.v; }
  friend Real operator-(Real a, Real b) { return a.v - b.v; }
  friend Real operator*(Real a, Real b) { return a.v * b.v; }
  friend Real operator/(Real a, Real b) { return a.v / b.v; }
  friend Real operator-(Real a) { return -a.v; }
  Real& operator+=(Real b) { return v += b.v, *this; }
  Real& operator-=(Real b) { return v -= b.v, *this; }
  Real& operator*=(Real b) { return v *= b.v, *this; }

  friend Mask operator<(Real a, Real b) { return {a.v < b.v}; }
  friend Mask operator>(Real a, Real b) { return {a.v > b.v}; }
  friend Mask operator>=(Real a, Real b) { return {a.v >= b.v}; }
  friend Mask operator<=(Real a, Real b) { return {a.v <= b.v}; }
  friend Mask operator==(Real a, Real b) { return {a.v == b.v}; }
};

inline Real select(Mask m, Real yes, Real no) { return m.v ? yes.v : no.v; }
inline Real max(Real a, Real b) { return a.v > b.v ? a.v : b.v; }
inline Real min(Real a, Real b) { return a.v < b.v ? a.v : b.v; }
inline Real abs(Real a) { return a.v < 0 ? -a.v : a.v; }

// One bit a lane, the first one lowest.
inline unsigned bits(Mask m) {
#if defined(__AVX512F__)
  auto v = reinterpret_cast<__m512i>(m.v);
  return _mm512_test_epi64_mask(v, v);
#elif defined(__AVX__)
  return static_cast<unsigned>(_mm256_movemask_pd(reinterpret_cast<__m256d>(m.v)));
#else
  unsigned result = 0;
  for (std::size_t i = 0; i < lane_count; ++i) result |= static_cast<unsigned>(m.v[i] & 1) << i;
  return result;
#endif
}

inline bool some(Mask m) { return bits(m) != 0; }

}  // namespace nestling
