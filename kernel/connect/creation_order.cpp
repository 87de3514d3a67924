#include "kernel/connect/creation_order.h"

#include <algorithm>
#include <numeric>

namespace nestling {

void CreationOrder::take(const EdgeRow& row) {
  const auto of = [](const auto& column, std::size_t i) { return column[column.size() == 1 ? 0 : i]; };
  for (std::size_t i = 0; i < row.sources.size(); ++i)
    newborn_.push_back({row.sources[i], {of(row.delays, i), of(row.receivers, i)}});
}

bool CreationOrder::Key::may_change_places(const Key& other) const {
  const auto [low, high] = std::minmax({receiver.cell(), other.receiver.cell()});  // by value
  return delay != other.delay || receiver.effect() != other.receiver.effect() ||
         high - low > SegmentCells::reach / 2;  // of two others, too
}

// Rows keep the order of creation where all connections have one delay and lie close together.
bool CreationOrder::is_at_stake(std::size_t size_of_table, Scope scope) const {
  if (scope == Scope::all || !ranks_.empty() || !loaded_.empty()) return true;
  if (newborn_.empty()) return false;
  const bool are_alone = newborn_.size() >= size_of_table;
  return !are_alone || std::any_of(newborn_.begin(), newborn_.end(),
                                   [&](auto& n) { return n.key.may_change_places(newborn_[0].key); });
}

void CreationOrder::load_new(Scope scope) {
  scope_ = scope;
  if (scope == Scope::all && !knows_all_) number_anew();
  for (const Newborn& n : newborn_) loaded_[n.source].push_back({n.key.bits(), born_++});
  newborn_ = {};
}

// Up to now connections were sorted: by source, then by what is known of the order within rows.
void CreationOrder::number_anew() {
  std::vector<std::uint32_t> sources;
  for (auto& [source, _] : loaded_) sources.push_back(source);
  std::sort(sources.begin(), sources.end());
  born_ = 0;
  std::vector<Entry*> by_rank;
  for (const std::uint32_t source : sources) {
    by_rank.clear();
    for (Entry& e : loaded_[source]) by_rank.push_back(&e);
    std::sort(by_rank.begin(), by_rank.end(), [](auto* a, auto* b) { return a->rank < b->rank; });
    for (Entry* e : by_rank) e->rank = born_++;
  }
}

// The n-th of some key in the order of loading is the n-th of that key in the row.
void CreationOrder::match(std::uint32_t source, std::vector<Entry>& loaded, const std::vector<Entry>& row) {
  if (loaded.size() != row.size()) return;
  std::vector<std::size_t> place(row.size());
  std::iota(place.begin(), place.end(), std::size_t{0});
  std::stable_sort(place.begin(), place.end(), [&](auto a, auto b) { return row[a].key < row[b].key; });
  std::stable_sort(loaded.begin(), loaded.end(), [](auto& a, auto& b) { return a.key < b.key; });
  std::vector<Rank> ranks(row.size());
  for (std::size_t i = 0; i < place.size(); ++i) ranks[place[i]] = loaded[i].rank;
  if (scope_ == Scope::all || !std::is_sorted(ranks.begin(), ranks.end())) ranks_[source] = std::move(ranks);
}

std::size_t CreationOrder::bytes() const {
  std::size_t n = newborn_.capacity() * sizeof(Newborn);
  for (auto& [source, ranks] : ranks_) n += ranks.capacity() * sizeof(Rank) + sizeof ranks;
  return n;
}

}  // namespace nestling
