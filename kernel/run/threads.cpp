#include "kernel/run/threads.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace nestling {

namespace {

void pause_briefly() {
#if defined(__x86_64__)
  _mm_pause();
#endif
}

// Returns as soon as `value` is no longer `old`. The others are usually some microseconds away, and to be woken takes tens of
// them: so first spin, then offer the core to whoever wants it (on a busy machine that is the one waited for), then sleep.
template <class T>
void wait_for_change(const std::atomic<T>& value, T old) {
  constexpr int spins = 500, offers = 500;
  for (int i = 0; i < spins + offers; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    if (i < spins) pause_briefly();
    else std::this_thread::yield();
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

void Barrier::wait() {
  if (n_ == 1) return;
  auto phase = phase_.load(std::memory_order_acquire);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 < n_) {
    wait_for_change(phase_, phase);
    return;
  }
  arrived_.store(0, std::memory_order_relaxed);
  phase_.fetch_add(1, std::memory_order_release);
  phase_.notify_all();
}

Team::Team(int n_threads) : n_(n_threads), barrier_(n_threads) {
  for (int t = 1; t < n_; ++t) threads_.emplace_back([this, t] { serve(t); });
}

Team::~Team() {
  stop_ = true;
  jobs_.fetch_add(1, std::memory_order_release);
  jobs_.notify_all();
}

void Team::run(const std::function<void(int)>& job) {
  if (n_ == 1) return job(0);
  job_ = &job;
  busy_.store(n_ - 1, std::memory_order_relaxed);
  jobs_.fetch_add(1, std::memory_order_release);
  jobs_.notify_all();
  job(0);
  for (int left; (left = busy_.load(std::memory_order_acquire)) != 0;) wait_for_change(busy_, left);
}

void Team::serve(int thread) {
  for (std::uint32_t seen = 0;; ++seen) {
    jobs_.wait(seen, std::memory_order_acquire);
    if (stop_) return;
    (*job_)(thread);
    if (busy_.fetch_sub(1, std::memory_order_acq_rel) == 1) busy_.notify_all();
  }
}

FlushDenormals::FlushDenormals() {
#if defined(__x86_64__)
  before_ = _mm_getcsr();
  _mm_setcsr(before_ | 0x8040u);  // flush to zero, denormals are zero
#endif
}

FlushDenormals::~FlushDenormals() {
#if defined(__x86_64__)
  _mm_setcsr(before_);
#endif
}

}  // namespace nestling
