#include "kernel/node/off_grid.h"

#include <algorithm>

namespace nestling {

std::span<const OffGrid::Letter> OffGrid::to(std::uint32_t at) const {
  auto first = std::partition_point(letters.begin(), letters.end(), [&](auto& l) { return l.place < at; });
  auto last = std::partition_point(first, letters.end(), [&](auto& l) { return l.place == at; });
  return {first, last};
}

std::span<const Arrival> OffGrid::arrivals(std::size_t lane) {
  scratch_.clear();
  for (auto& letter : to(place + static_cast<std::uint32_t>(lane))) scratch_.push_back(letter.arrival);
  return scratch_;
}

Mask OffGrid::any() {
  Mask m{};
  if (letters.empty()) return m;
  for (std::size_t lane = 0; lane < lane_count; ++lane)
    m.v[lane] = to(place + static_cast<std::uint32_t>(lane)).empty() ? 0 : -1;
  return m;
}

void OffGrid::put_on_grid(Real& positive, Real& negative) {
  for (std::size_t lane = 0; lane < lane_count && !letters.empty(); ++lane)
    for (auto& letter : to(place + static_cast<std::uint32_t>(lane)))
      (letter.arrival.amount < 0 ? negative : positive).v[lane] += letter.arrival.amount;
}

}  // namespace nestling
