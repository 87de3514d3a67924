// Random firing: one number for each node in each step.
#pragma once
#include <cstdint>
#include <vector>

#include "kernel/base/real_math.h"
#include "kernel/node/draws.h"
#include "kernel/node/neurons.h"

namespace nestling {

template <class M>
inline constexpr bool stochastic = requires(const typename M::Params& p) {
  M::noisy(p);
};

// A uniform number for each node, as the model takes it: of (seed, node, step), whoever its neighbours are. What the
// generator gives serves two steps.
template <class M>
class Noise {
 public:
  void resize(std::size_t threads) { drawn_.resize(threads); }
  // Seeds may be others from now on.
  void restart() {
    for (auto& drawn : drawn_) drawn.pair = -1;
  }

  // For the nodes `begin` … `end` of the thread of the piece.
  void draw(GidsOfThread gids, const Piece& piece, Step stamp, std::uint32_t begin, std::uint32_t end, double* noise) {
    auto& drawn = drawn_[static_cast<std::size_t>(piece.thread)];
    if (drawn.pair != stamp / 2 || drawn.begin != begin) drawn.draw(gids, piece.env.seed, stamp / 2, begin, end);
    const auto *low = drawn.words[stamp % 2 * 2], *high = drawn.words[stamp % 2 * 2 + 1];
    for (std::uint32_t i = 0; i < end - begin; ++i)
      noise[i] = (static_cast<double>((low[i] | std::uint64_t{high[i]} << 32) >> 12) + 0.5) * 0x1p-52;
    for (std::uint32_t i = 0; i < end - begin; i += lane_count) {
      auto uniform = Real::load(noise + i);
      if constexpr (requires { M::noise(uniform); }) M::noise(uniform).store(noise + i);
      else log(uniform).store(noise + i);
    }
  }

 private:
  std::vector<DrawnWords> drawn_;  // for each thread
};

struct NoNoise {
  void resize(std::size_t) {}
  void restart() {}
};

}  // namespace nestling
