#include "kernel/node/subnets.h"

#include <algorithm>

namespace nestling {

void SubnetTree::add(Gid first, std::uint32_t n) {
  auto& count = count_[current_];
  ranges_.push_back({first, current_, n, count + 1});
  count += n;
}

const SubnetTree::Range& SubnetTree::range_of(Gid node) const {
  auto after = std::upper_bound(ranges_.begin(), ranges_.end(), node, [](Gid g, auto& r) { return g < r.first; });
  return *std::prev(after);
}

Gid SubnetTree::parent(Gid node) const { return range_of(node).parent; }

std::int64_t SubnetTree::local_id(Gid node) const {
  auto& r = range_of(node);
  return r.first_local_id + node - r.first;
}

std::vector<Gid> SubnetTree::children(Gid subnet) const {
  std::vector<Gid> result;
  for (auto& r : ranges_)
    if (r.parent == subnet)
      for (std::uint32_t i = 0; i < r.n; ++i) result.push_back(r.first + i);
  return result;
}

std::int64_t SubnetTree::child_count(Gid subnet) const {
  auto at = count_.find(subnet);
  return at == count_.end() ? 0 : at->second;
}

}  // namespace nestling
