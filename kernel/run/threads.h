// Threads: a team that lives as long as the kernel, and the barrier at which it meets.
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace nestling {

// Waits awake for a moment, because the others are usually about to arrive, then parks: on a busy machine a waiting thread
// gives its core away.
class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}
  void wait();

 private:
  const int n_;
  std::atomic<int> arrived_{0};
  std::atomic<std::uint32_t> phase_{0};
};

// The caller is thread 0; the other threads sleep between jobs.
class Team {
 public:
  explicit Team(int n_threads);
  ~Team();

  int size() const { return n_; }
  Barrier& barrier() { return barrier_; }
  // Runs job(thread) on every thread and returns when all are done. A job must not throw.
  void run(const std::function<void(int)>& job);

 private:
  void serve(int thread);

  const int n_;
  Barrier barrier_;
  const std::function<void(int)>* job_ = nullptr;
  std::atomic<std::uint32_t> jobs_{0};
  std::atomic<int> busy_{0};
  bool stop_ = false;
  std::vector<std::jthread> threads_;
};

// While it lives, this thread counts numbers too small for normal precision as 0: decaying currents would otherwise become
// denormal, on which processors are a hundred times slower.
class FlushDenormals {
 public:
  FlushDenormals();
  ~FlushDenormals();

 private:
  [[maybe_unused]] unsigned before_ = 0;
};

}  // namespace nestling
