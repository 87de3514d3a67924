#pragma once
#include <vector>

#include "kernel/node/population.h"

namespace nestling {

// Node lists as Connect takes them: ranges of consecutive GIDs cost nothing.
class NodeList {
 public:
  NodeList() = default;
  NodeList(Gid first, Gid last);             // inclusive; empty when last < first
  explicit NodeList(std::vector<Gid> gids);  // recognises a consecutive range
  std::size_t size() const {
    return explicit_.empty() ? static_cast<std::size_t>(last_ - first_ + 1) : explicit_.size();
  }
  Gid operator[](std::size_t i) const { return explicit_.empty() ? first_ + static_cast<Gid>(i) : explicit_[i]; }
  bool is_range() const { return explicit_.empty(); }
  Gid least() const;  // of a list that is not empty
  Gid greatest() const;

 private:
  Gid first_ = 1, last_ = 0;
  std::vector<Gid> explicit_;
};

}  // namespace nestling
