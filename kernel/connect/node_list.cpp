#include "kernel/connect/node_list.h"

#include <algorithm>

namespace nestling {

NodeList::NodeList(Gid first, Gid last) : first_(first), last_(last < first ? first - 1 : last) {}

NodeList::NodeList(std::vector<Gid> gids) : explicit_(std::move(gids)) {
  if (explicit_.empty()) return;
  for (std::size_t i = 0; i < explicit_.size(); ++i)
    if (explicit_[i] != explicit_[0] + static_cast<Gid>(i)) return;
  first_ = explicit_.front(), last_ = explicit_.back();
  explicit_ = {};
}

Gid NodeList::least() const { return is_range() ? first_ : *std::min_element(explicit_.begin(), explicit_.end()); }
Gid NodeList::greatest() const { return is_range() ? last_ : *std::max_element(explicit_.begin(), explicit_.end()); }

}  // namespace nestling
