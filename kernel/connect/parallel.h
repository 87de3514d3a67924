// Work that is done once for each thread.
#pragma once
#include <exception>
#include <functional>
#include <vector>

namespace nestling {

// Runs a function once for each thread, side by side where there is a pool. The function must not throw.
using Parallel = std::function<void(const std::function<void(int thread)>&)>;

// The same for a function that may throw: all threads come to their end, then the error of the first that has one is
// thrown on.
template <class Work>
void run_all(const Parallel& parallel, int n_threads, Work work) {
  std::vector<std::exception_ptr> errors(static_cast<std::size_t>(n_threads));
  parallel([&](int thread) {
    try {
      work(thread);
    } catch (...) { errors[static_cast<std::size_t>(thread)] = std::current_exception(); }
  });
  for (auto& e : errors)
    if (e) std::rethrow_exception(e);
}

// One after the other.
inline Parallel in_turn(int n_threads) {
  return [n_threads](const std::function<void(int)>& work) {
    for (int thread = 0; thread < n_threads; ++thread) work(thread);
  };
}

}  // namespace nestling
