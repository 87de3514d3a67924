// Sixteen Philox blocks side by side, for loops that need many numbers at once. Bit for bit what philox() gives.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "kernel/random/philox.h"
#ifdef __AVX2__
#include <immintrin.h>
#endif

namespace nestling {

class PhiloxLanes {
 public:
  static constexpr std::size_t lanes = 16;

  // words[w][i]: word w of philox(key, low[i], high).
  void draw(StreamKey key, const std::uint64_t* low, std::uint64_t high) {
    for (std::size_t half = 0; half < 2; ++half) {
      std::memcpy(&x_[0][half], low + 8 * half, sizeof(Vector));
      x_[1][half] = x_[0][half] >> 32;
      x_[2][half] = Vector{} + high;
      x_[3][half] = Vector{} + (high >> 32);
    }
    for (int round = 0; round < 10; ++round) {
      one_round(key, 0);
      one_round(key, 1);
      key.k0 += 0x9E3779B9;
      key.k1 += 0xBB67AE85;
    }
    for (std::size_t w = 0; w < 4; ++w)
      for (std::size_t i = 0; i < lanes; ++i) words[w][i] = static_cast<std::uint32_t>(x_[w][i / 8][i % 8]);
  }

  alignas(64) std::uint32_t words[4][lanes];

 private:
  // Eight words, each in the lower half of 64 bits; what is in the upper halves is never looked at.
  using Vector = std::uint64_t __attribute__((vector_size(64)));

  void one_round(StreamKey key, int half) {
    Vector a, b;
    multiply(a, x_[0][half], 0xD2511F53);
    multiply(b, x_[2][half], 0xCD9E8D57);
    x_[0][half] = (b >> 32) ^ x_[1][half] ^ std::uint64_t{key.k0};
    x_[1][half] = b;
    x_[2][half] = (a >> 32) ^ x_[3][half] ^ std::uint64_t{key.k1};
    x_[3][half] = a;
  }

  // 32 x 32 -> 64 bits. Compilers do not find the one instruction for it by themselves (g++ 12 takes one of three times
  // the cost).
  static void multiply(Vector& to, const Vector& x, std::uint32_t m) {
#if defined(__AVX512F__)
    to = reinterpret_cast<Vector>(_mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(x), _mm512_set1_epi64(m)));
#elif defined(__AVX2__)
    const auto* from = reinterpret_cast<const __m256i*>(&x);
    auto* out = reinterpret_cast<__m256i*>(&to);
    for (int i = 0; i < 2; ++i) out[i] = _mm256_mul_epu32(from[i], _mm256_set1_epi64x(m));
#else
    to = (x & 0xffffffffu) * std::uint64_t{m};
#endif
  }

  Vector x_[4][2];
};

}  // namespace nestling
