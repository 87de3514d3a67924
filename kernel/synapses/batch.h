// Many synapses of one source at one of its spikes, for models written in lanes. What they learn of their targets is collected
// first, one after the other; then those with an arrival go side by side, then those with a second one, …, and at last all.
// So lanes do not wait for the one with the most arrivals, and all that is touched more than once is in the first-level cache.
#pragma once
#include <algorithm>
#include <bit>
#include <limits>

#include "kernel/base/real_math.h"
#include "kernel/synapses/post.h"

namespace nestling {

// Spikes of the targets that arrived between the last spike of the source and this one: one for each of several synapses.
struct Arrivals {
  Real time;
  Real K_triplet;  // the slower trace of the target just before that spike, for models that read it
  int number;      // 0 for the first of a synapse since the last spike of the source
};

// How the targets of several synapses are when the spike of the source arrives.
struct PostLanes {
  Real K_after_last, exponent;
  const std::int32_t* n;  // arrivals
  Mask any() const {
    Mask m;
    for (std::size_t k = 0; k < lane_count; ++k) m.v[k] = n[k] > 0 ? -1 : 0;
    return m;
  }
  Real K() const { return K_after_last * exp(exponent); }
  Real nearest_K() const { return select(K_after_last > 0.0, exp(exponent), 0.0); }  // if only the last spike counts
};

template <bool with_triplets>
class Batch {
 public:
  static constexpr std::size_t most = 128;
  alignas(64) double x[most + lane_padding];  // what the model changes, one for each synapse

  explicit Batch(const ArrivalWindow& window)
      : window_(window),
        from_(steps(window.from)),
        to_(steps(window.to)),
        strictly_to_(steps(window.strictly_to)),
        asked_(static_cast<std::int64_t>(window.at)) {
    std::fill_n(x + most, lane_padding, 1.0);
    std::fill_n(times_ + most * n_times, n_times, 0.0);
  }

  void clear() { n_active_ = n_slow_ = 0; }

  void find(std::uint32_t i, SpikeHistories& histories, SpikeHistories::Slot slot) {
    RecentSpikes& recent = histories.recent(slot);
    const int below_from = below(recent, from_), below_to = below(recent, to_), below_at = below(recent, strictly_to_);
    if (with_triplets || below_from == 0 || below_at <= n_times - RecentSpikes::n_K) [[unlikely]]
      return find_slowly(i, histories[slot], recent);
    recent.asked = asked_;
    keep_times(i, recent);
    const int n = n_[i] = below_to - below_from;
    K_[i] = recent.K[below_at - 1 - (n_times - RecentSpikes::n_K)];
    exponent_[i] = (recent.time[below_at - 1] - window_.at) * recent.minus;
    active_[n_active_] = i;
    place_[n_active_] = i * n_times + static_cast<std::uint32_t>(below_from);
    n_active_ += n > 0;
  }

  // x = potentiate(x, arrivals) for all arrivals, those of a synapse in order.
  template <class F>
  void each(F potentiate) {
    for (int round = 0; n_active_ > 0; ++round) {
      for (std::size_t k = n_active_; k % lane_count != 0; ++k) active_[k] = most, place_[k] = most * n_times;
      for (std::size_t k = 0; k < n_active_; k += lane_count) {
        const Arrivals arrivals{gather(times_, place_ + k), 0.0, round};
        scatter(potentiate(gather(x, active_ + k), arrivals), x, active_ + k);
      }
      std::size_t left = 0;
      for (std::size_t k = 0; k < n_active_; ++k) {
        active_[left] = active_[k], place_[left] = place_[k] + 1;
        left += n_[active_[left]] > round + 1;
      }
      n_active_ = left;
    }
    for (int round = 0; keep_slow(round); ++round)
      for (std::size_t k = 0; k < n_slow_; k += lane_count) {
        alignas(64) double time[lane_count] = {}, K_triplet[lane_count] = {};
        std::uint32_t at[lane_count];
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
          const bool used = k + lane < n_slow_;
          at[lane] = used ? slow_[k + lane].i : most;
          if (used) time[lane] = slow_[k + lane].times[round];
          if (used && with_triplets) K_triplet[lane] = slow_[k + lane].K_triplet[round];
        }
        scatter(potentiate(gather(x, at), {Real::load(time), Real::load(K_triplet), round}), x, at);
      }
  }

  PostLanes post(std::size_t i) const { return {Real::load(K_ + i), Real::load(exponent_ + i), n_ + i}; }

 private:
  static constexpr int n_times = RecentSpikes::n;

  struct Slow {  // a synapse that has to read the whole history
    std::uint32_t i;
    int n;
    const double *times, *K_triplet;
  };

  // Those that have so many arrivals and one more come to the front; whether there are any.
  bool keep_slow(int n) {
    n_slow_ = static_cast<std::size_t>(std::remove_if(slow_, slow_ + n_slow_, [n](auto& s) { return s.n <= n; }) - slow_);
    return n_slow_ > 0;
  }

  // Whole steps are before a time if they are before this one.
  static std::int32_t steps(double time) {
    constexpr double least = RecentSpikes::long_ago + 1.0, most_steps = RecentSpikes::elsewhere;
    return static_cast<std::int32_t>(std::clamp(std::ceil(time), least, most_steps));
  }

  typedef std::int32_t Steps __attribute__((vector_size(RecentSpikes::n * 4)));
  static int below(const RecentSpikes& recent, std::int32_t time) {
    const Steps is = *reinterpret_cast<const Steps*>(recent.time) < time;
#if defined(__AVX512VL__) && defined(__AVX512DQ__)
    return std::popcount(static_cast<unsigned>(_mm256_movepi32_mask(reinterpret_cast<__m256i>(is))));
#elif defined(__AVX__)
    return std::popcount(static_cast<unsigned>(_mm256_movemask_ps(reinterpret_cast<__m256>(is))));
#else
    int n = 0;
    for (int k = 0; k < RecentSpikes::n; ++k) n -= is[k];
    return n;
#endif
  }

  void keep_times(std::uint32_t i, const RecentSpikes& recent) {
#if defined(__AVX512F__)
    _mm512_store_pd(times_ + i * n_times, _mm512_maskz_cvtepi32_pd(0xff, *reinterpret_cast<const __m256i*>(recent.time)));
#else
    for (int k = 0; k < n_times; ++k) times_[i * n_times + k] = recent.time[k];
#endif
  }

  void find_slowly(std::uint32_t i, const SpikeHistory& history, RecentSpikes& recent) {
    const double* const last = std::lower_bound(history.begin(), history.end(), window_.to);
    const double* const first = std::lower_bound(history.begin(), last, window_.from);
    const double* const begin = history.begin() + 1;
    const double* const before = std::lower_bound(begin, std::max(last, begin), window_.strictly_to) - 1;
    recent.asked = asked_;
    K_[i] = history.K(before);
    exponent_[i] = (*before - window_.at) * recent.minus;
    n_[i] = static_cast<std::int32_t>(last - first);
    slow_[n_slow_++] = {i, static_cast<int>(last - first), first, history.K_triplet(first)};
  }

  static Real gather(const double* from, const std::uint32_t* at) {
#if defined(__AVX512F__)
    const __m256i index = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    return reinterpret_cast<Real::Vector>(_mm512_mask_i32gather_pd(_mm512_setzero_pd(), 0xff, index, from, 8));
#else
    Real x;
    for (std::size_t i = 0; i < lane_count; ++i) x.v[i] = from[at[i]];
    return x;
#endif
  }
  static void scatter(Real x, double* to, const std::uint32_t* at) {
#if defined(__AVX512F__)
    _mm512_i32scatter_pd(to, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)), reinterpret_cast<__m512d>(x.v), 8);
#else
    for (std::size_t i = 0; i < lane_count; ++i) to[at[i]] = x.v[i];
#endif
  }

  const ArrivalWindow window_;
  const std::int32_t from_, to_, strictly_to_;
  const std::int64_t asked_;
  std::size_t n_active_ = 0, n_slow_ = 0;
  alignas(64) double K_[most], exponent_[most];
  alignas(64) double times_[(most + 1) * n_times];
  std::int32_t n_[most + lane_padding];
  std::uint32_t active_[most + lane_padding], place_[most + lane_padding];  // who has arrivals; where the next is
  Slow slow_[most];
};

}  // namespace nestling
