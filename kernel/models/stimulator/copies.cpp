#include "kernel/models/stimulator/copies.h"

#include "kernel/random/binomial.h"

namespace nestling {

void Copies::send(const Emission& e, Step stamp, std::int64_t n, double probability) const {
  const auto over = [&](const auto& edge) {
    Stream stream(key_, static_cast<std::uint64_t>(stamp) << 32 | edge.ordinal);
    if (const auto passed = draw_binomial(stream, n, probability)) nestling::send(e, edge, stamp, passed);
  };
  for (auto& edge : e.edges) over(edge);
  for (auto& edge : e.recorders) over(edge);
}

}  // namespace nestling
