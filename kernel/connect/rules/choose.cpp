#include "kernel/connect/rules/choose.h"

#include <algorithm>

namespace nestling {

Occurrences::Occurrences(const NodeList& list) : list_(list) {
  if (!list.is_range())
    for (std::size_t i = 0; i < list.size(); ++i) ++count_[list[i]];
}

std::uint32_t Occurrences::of(Gid gid) const {
  if (list_.is_range()) return list_.size() > 0 && gid >= list_[0] && gid <= list_[list_.size() - 1];
  const auto it = count_.find(gid);
  return it == count_.end() ? 0 : it->second;
}

// Many at once, by multiplication and shift; the few that Lemire's method rejects, and the excluded one, are replaced.
const std::vector<std::uint32_t>& Chooser::with_repetition(Stream& stream, std::uint64_t k, Gid excluded) {
  constexpr std::size_t most = 256;
  std::uint32_t words[most];
  const auto n = static_cast<std::uint32_t>(list_.size());
  const auto limit = static_cast<std::uint32_t>((std::uint64_t{1} << 32) % n);
  const auto none = static_cast<std::uint32_t>(excluded);
  chosen_.resize(k);
  for (std::size_t from = 0; from < k; from += most) {
    const std::size_t m = std::min(most, k - from);
    std::uint32_t* const to = chosen_.data() + from;
    stream.fill(words, m);
    take_at(words, m, to);
    std::uint32_t bad = 0;
    for (std::size_t i = 0; i < m; ++i) bad |= static_cast<std::uint32_t>((words[i] * n < limit) | (to[i] == none));
    for (std::size_t i = 0; bad && i < m; ++i)
      if (words[i] * n < limit || to[i] == none) to[i] = one(stream, none);
  }
  return chosen_;
}

// What stands at the fraction word / 2^32 of the list.
void Chooser::take_at(const std::uint32_t* words, std::size_t m, std::uint32_t* to) const {
  const std::uint64_t n = list_.size();
  if (list_.is_range()) {
    const auto first = static_cast<std::uint32_t>(list_[0]);
    for (std::size_t i = 0; i < m; ++i) to[i] = first + static_cast<std::uint32_t>(words[i] * n >> 32);
  } else {
    for (std::size_t i = 0; i < m; ++i) to[i] = static_cast<std::uint32_t>(list_[words[i] * n >> 32]);
  }
}

std::uint32_t Chooser::one(Stream& stream, std::uint32_t excluded) const {
  for (;;)
    if (const auto gid = static_cast<std::uint32_t>(list_[stream.below(list_.size())]); gid != excluded) return gid;
}

bool Chooser::mark(std::uint32_t position) {
  if (mark_[position] == draw_) return false;
  mark_[position] = draw_;
  return true;
}

// Marks k positions; with `keep`, what they hold is chosen in the order of the draws.
void Chooser::draw_marks(Stream& stream, std::uint64_t k, Gid excluded, bool keep) {
  while (k > 0) {
    const auto position = static_cast<std::uint32_t>(stream.below(list_.size()));
    if (list_[position] == excluded || !mark(position)) continue;
    --k;
    if (keep) chosen_.push_back(static_cast<std::uint32_t>(list_[position]));
  }
}

const std::vector<std::uint32_t>& Chooser::distinct(Stream& stream, std::uint64_t k, Gid excluded,
                                                    std::uint64_t available) {
  mark_.resize(list_.size());
  if (++draw_ == 0) mark_.assign(list_.size(), 0), draw_ = 1;
  chosen_.clear();
  if (k <= available / 2) {
    draw_marks(stream, k, excluded, true);
    return chosen_;
  }
  draw_marks(stream, available - k, excluded, false);  // fewer are left out than taken: draw those
  for (std::uint32_t p = 0; p < list_.size(); ++p)
    if (list_[p] != excluded && mark_[p] != draw_) chosen_.push_back(static_cast<std::uint32_t>(list_[p]));
  return chosen_;
}

}  // namespace nestling
