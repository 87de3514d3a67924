// Drawing nodes from a list: with or without repetition, with or without one excluded node.
#pragma once
#include <unordered_map>
#include <vector>

#include "kernel/connect/node_list.h"
#include "kernel/random/philox.h"

namespace nestling {

// How often each node stands in a list.
class Occurrences {
 public:
  explicit Occurrences(const NodeList& list);
  std::uint32_t of(Gid gid) const;

 private:
  const NodeList& list_;
  std::unordered_map<Gid, std::uint32_t> count_;  // empty for ranges
};

// Draws positions of a list. Keeps its memory from draw to draw.
class Chooser {
 public:
  explicit Chooser(const NodeList& list) : list_(list) {}

  // k GIDs, uniformly; never `excluded` (0: nobody is). There must be somebody else.
  const std::vector<std::uint32_t>& with_repetition(Stream& stream, std::uint64_t k, Gid excluded);
  // k GIDs from different positions of the list; `available` of them are not `excluded`, at least k.
  const std::vector<std::uint32_t>& distinct(Stream& stream, std::uint64_t k, Gid excluded, std::uint64_t available);

 private:
  void take_at(const std::uint32_t* words, std::size_t m, std::uint32_t* to) const;
  std::uint32_t one(Stream& stream, std::uint32_t excluded) const;
  bool mark(std::uint32_t position);  // false if it was marked already in this draw
  void draw_marks(Stream& stream, std::uint64_t k, Gid excluded, bool keep);

  const NodeList& list_;
  std::vector<std::uint32_t> chosen_;
  std::vector<std::uint32_t> mark_;  // number of the draw that took the position last
  std::uint32_t draw_ = 0;
};

}  // namespace nestling
