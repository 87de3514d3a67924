// The tree of nodes: each Create puts its nodes under the current subnet.
#pragma once
#include <map>
#include <vector>

#include "kernel/node/population.h"

namespace nestling {

inline constexpr Gid root = 0;

class SubnetTree {
 public:
  void add(Gid first, std::uint32_t n);   // new nodes, children of the current subnet
  Gid current() const { return current_; }
  void change(Gid subnet) { current_ = subnet; }
  void clear() { *this = SubnetTree(); }

  Gid parent(Gid node) const;
  std::int64_t local_id(Gid node) const;  // place in the parent, counted from 1
  std::vector<Gid> children(Gid subnet) const;
  std::int64_t child_count(Gid subnet) const;

 private:
  struct Range {
    Gid first, parent;
    std::uint32_t n;
    std::int64_t first_local_id;
  };
  const Range& range_of(Gid node) const;

  std::vector<Range> ranges_;  // ascending GIDs
  std::map<Gid, std::int64_t> count_;
  Gid current_ = root;
};

}  // namespace nestling
