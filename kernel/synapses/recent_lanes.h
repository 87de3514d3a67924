// What the histories of several neurons tell at once.
#pragma once
#include <algorithm>
#include <bit>

#include "kernel/base/lanes.h"
#include "kernel/node/history.h"

namespace nestling {

struct LastLanes {
  Real last, before, K, minus;
};

#if defined(__AVX512F__) && defined(__AVX512VL__)
namespace lanes {

inline Real doubles(__m256i integers) {
  return reinterpret_cast<Real::Vector>(_mm512_maskz_cvtepi32_pd(0xff, integers));
}
inline __m256i lower_halves(__m512i x) { return _mm512_maskz_cvtepi64_epi32(0xff, x); }

// Four times 16 bytes.
inline __m512i side_by_side(const LastSpikes* a, const LastSpikes* b, const LastSpikes* c, const LastSpikes* d) {
  const auto load = [](const LastSpikes* p) { return _mm_load_si128(reinterpret_cast<const __m128i*>(p)); };
  const auto low = _mm256_inserti128_si256(_mm256_castsi128_si256(load(a)), load(b), 1);
  const auto high = _mm256_inserti128_si256(_mm256_castsi128_si256(load(c)), load(d), 1);
  return _mm512_maskz_inserti64x4(0xff, _mm512_castsi256_si512(low), high, 1);
}

// Eight loads and a few permutations: faster than gathering one quantity after the other.
inline void last_of(const LastSpikes* all, const SpikeHistories::Slot* s, LastLanes& to) {
  const __m512i even = side_by_side(all + s[0], all + s[2], all + s[4], all + s[6]);
  const __m512i odd = side_by_side(all + s[1], all + s[3], all + s[5], all + s[7]);
  const __m512i times = _mm512_maskz_unpacklo_epi64(0xff, even, odd);
  to.last = doubles(lower_halves(times));
  to.before = doubles(lower_halves(_mm512_maskz_srli_epi64(0xff, times, 32)));
  to.K = reinterpret_cast<Real::Vector>(_mm512_maskz_unpackhi_epi64(0xff, even, odd));
}

}  // namespace lanes
#else
namespace lanes {

inline void last_of(const LastSpikes* all, const SpikeHistories::Slot* s, LastLanes& to) {
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    const LastSpikes& it = all[s[lane]];
    to.last.v[lane] = it.last, to.before.v[lane] = it.before, to.K.v[lane] = it.K;
  }
}

}  // namespace lanes
#endif

// The last spikes of so many neurons; those of further lanes mean nothing.
inline LastLanes last_lanes(const SpikeHistories& histories, const SpikeHistories::Slot* slots, std::size_t used) {
  SpikeHistories::Slot few[lane_count];
  if (used < lane_count) {
    std::fill(std::copy_n(slots, used, few), few + lane_count, slots[0]);
    slots = few;
  }
  LastLanes is;
  lanes::last_of(histories.last(), slots, is);
  is.minus = histories.traces()->minus;
  if (!histories.same_minus()) [[unlikely]]
    for (std::size_t lane = 0; lane < lane_count; ++lane) is.minus.v[lane] = histories.traces()[slots[lane]].minus;
  return is;
}

// Recent spikes of neurons, `earlier` spikes before those at these places.
inline Real recent_lanes(const SpikeHistories& histories, const std::uint32_t* places, int earlier) {
  const std::int32_t* const times = histories.recent_times() + earlier;
#if defined(__AVX512F__) && defined(__AVX512VL__)
  const auto at = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(places));
  return lanes::doubles(_mm256_i32gather_epi32(times, at, sizeof(std::int32_t)));
#else
  Real x;
  for (std::size_t lane = 0; lane < lane_count; ++lane) x.v[lane] = times[places[lane]];
  return x;
#endif
}

// The slower traces just before these spikes.
inline Real triplet_lanes(const SpikeHistories& histories, const std::uint32_t* places, int earlier) {
  Real x;
  for (std::size_t lane = 0; lane < lane_count; ++lane)
    x.v[lane] = histories.recent_triplets()[places[lane] + static_cast<std::uint32_t>(earlier)];
  return x;
}

// How many of the recent spikes of a neuron are at this time or later.
inline int not_before(const RecentSpikes& recent, std::int32_t least) {
#if defined(__AVX512F__) && defined(__AVX512VL__)
  const auto time = _mm256_load_si256(reinterpret_cast<const __m256i*>(recent.time));
  return std::popcount(static_cast<unsigned>(_mm256_cmp_epi32_mask(time, _mm256_set1_epi32(least), _MM_CMPINT_NLT)));
#else
  int n = 0;
  for (const std::int32_t time : recent.time) n += time >= least;
  return n;
#endif
}

}  // namespace nestling
