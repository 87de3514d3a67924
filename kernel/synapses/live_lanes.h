// The way of a spike through the synapses of a group, for models written in lanes (kernel/synapses/batch.h).
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

#include "kernel/synapses/batch.h"

namespace nestling {

// Where the targets are looked up, and what counts.
struct Looking {
  const SpikeHistories& histories;
  const ArrivalWindow& window;
};

namespace lanes {

template <class Own>
void take_weights(std::span<const Own> own, double* x) {
  for (std::size_t i = 0; i < own.size(); ++i) x[i] = own[i].weight;
  std::fill_n(x + own.size(), lane_padding, 1.0);
}

// Calls turn(i, weight) for each whose sign is another now.
template <class Own, class Turn>
void put_weights(const double* x, std::span<Own> own, Turn turn) {
  std::uint64_t changed = 0;  // bits; the first is that of the sign
  for (std::size_t i = 0; i < own.size(); ++i)
    changed |= std::bit_cast<std::uint64_t>(own[i].weight) ^ std::bit_cast<std::uint64_t>(x[i]);
  if (changed >> 63) [[unlikely]]
    for (std::size_t i = 0; i < own.size(); ++i)
      if ((own[i].weight < 0) != (x[i] < 0)) turn(i, x[i]);
  for (std::size_t i = 0; i < own.size(); ++i) own[i].weight = x[i];
}

}  // namespace lanes

// All of a group, a batch at a time; which of them lie side by side makes no difference to any. Before a batch fetch(i)
// is called with the place of the next one; then send(i, weight) for each synapse, and turn(i, weight) if its sign
// turns.
template <class M, class Factors, class Fetch, class Turn, class Send>
void transmit_in_lanes(std::span<typename M::Own> own, const SpikeHistories::Slot* posts, Looking at,
                       Factors factors,  // a copy: known not to overlap with what is written
                       Fetch fetch, Turn turn, Send send) {
  using Many = Batch<M::traits.reads_triplets>;
  Many batch(at.histories, at.window);
  double* const x = batch.x();
  for (std::size_t begin = 0; begin < own.size(); begin += Many::most) {
    const auto some = own.subspan(begin, std::min(Many::most, own.size() - begin));
    fetch(begin + Many::most);
    lanes::take_weights<typename M::Own>(some, x);
    if constexpr (requires { M::enter(Real(), factors); })
      for (std::size_t i = 0; i < some.size(); i += lane_count) M::enter(Real::load(x + i), factors).store(x + i);
    batch.find(posts + begin, some.size());
    batch.each([&](Real now, const Arrivals& a) { return M::potentiate(now, factors, a); });
    for (std::size_t i = 0; i < some.size(); i += lane_count)
      M::depress(Real::load(x + i), factors, batch.post(i)).store(x + i);
    lanes::put_weights(x, some, [&](std::size_t i, double weight) { turn(begin + i, weight); });
    for (std::size_t i = 0; i < some.size(); ++i) send(begin + i, x[i]);
  }
}

}  // namespace nestling
