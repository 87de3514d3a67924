#include "kernel/connect/rules/choose.h"

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

const std::vector<std::uint32_t>& Chooser::with_repetition(Stream& stream, std::uint64_t k, Gid excluded) {
  chosen_.resize(k);
  for (auto& gid : chosen_) do
      gid = static_cast<std::uint32_t>(list_[stream.below(list_.size())]);
    while (gid == excluded);
  return chosen_;
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
