// Buffers for large results, used again: fresh memory costs more than the numbers that are copied into it, since the
// system has to find and to wipe it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace nestling::shim {

class Spares {
 public:
  struct Buffer {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  // With room for at least n bytes; what is inside is arbitrary.
  Buffer take(std::size_t n) {
    {
      std::lock_guard lock(mutex_);
      const auto fits = std::ranges::find_if(idle_, [&](auto& b) { return b.size >= n && b.size / 2 <= n; });
      if (fits != idle_.end()) {
        Buffer found = std::move(*fits);
        idle_.erase(fits);
        idle_bytes_ -= found.size;
        return found;
      }
    }
    return {std::make_unique_for_overwrite<std::byte[]>(n), n};
  }

  // Keeps it, if it is worth that and not too much lies here already. May be called by any thread.
  void give_back(Buffer buffer) {
    std::lock_guard lock(mutex_);
    if (buffer.size < least || idle_bytes_ + buffer.size > most) return;
    idle_bytes_ += buffer.size;
    idle_.push_back(std::move(buffer));
  }

 private:
  static constexpr std::size_t least = std::size_t{1} << 20, most = std::size_t{64} << 20;
  std::mutex mutex_;
  std::vector<Buffer> idle_;
  std::size_t idle_bytes_ = 0;
};

}  // namespace nestling::shim
