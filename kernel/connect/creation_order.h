// In which order the connections of a table came to be. Rows sort them by source, and long rows by delay; where that is
// another order it is kept here: of connections that a user made one by one, and, while the user does not want
// connections to be sorted, of all.
#pragma once
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "kernel/connect/edges.h"
#include "kernel/connect/segment_data.h"

namespace nestling {

class CreationOrder final : public EdgeSink {
 public:
  using Rank = std::uint64_t;       // less: created earlier
  enum class Scope { given, all };  // those made one by one, or all

  // The connections that will be appended, as they were created. The order of rows that get
  // others, too, is not known any more.
  void take(const EdgeRow& row) override;
  bool is_at_stake(std::size_t size_of_table, Scope scope) const;  // else rows keep it
  bool watches() const { return !loaded_.empty(); }
  void forget_new() { newborn_ = {}, loaded_.clear(); }
  void watch(std::uint32_t source) { loaded_[source]; }  // its row may come into another order
  template <class Table>
  void before(const Table& table, Scope scope);
  template <class Table>
  void after(const Table& table);

  bool knows_none() const { return ranks_.empty(); }
  bool knows_all() const { return knows_all_; }
  // Of the connections of a source, in the order of the row; null: that is their order.
  const std::vector<Rank>* ranks(std::uint32_t source) const {
    const auto at = ranks_.find(source);
    return at == ranks_.end() ? nullptr : &at->second;
  }
  std::size_t bytes() const;

 private:
  // Delay, effect and cell of a connection. Rows sort by the first two, and by windows of the cells where these lie far
  // apart; they keep the order of connections that agree in all.
  struct Key {
    std::uint32_t delay;
    Receiver receiver;
    std::uint64_t bits() const { return std::uint64_t{delay} << 32 | receiver.bits; }
    bool may_change_places(const Key& other) const;
  };
  struct Entry {
    std::uint64_t key;
    Rank rank;
  };
  void load_new(Scope scope);
  void number_anew();
  void match(std::uint32_t source, std::vector<Entry>& loaded, const std::vector<Entry>& row);

  struct Newborn {
    std::uint32_t source;
    Key key;
  };
  std::vector<Newborn> newborn_;
  std::unordered_map<std::uint32_t, std::vector<Entry>> loaded_;  // by source, in the order in which rows get them
  std::unordered_map<std::uint32_t, std::vector<Rank>> ranks_;
  Rank born_ = 0;
  bool knows_all_ = false;
  Scope scope_ = Scope::given;
};

// ---------------------------------------------------------------- for tables of both kinds

template <class Table>
void CreationOrder::before(const Table& table, Scope scope) {
  for (const Newborn& n : newborn_) watch(n.source);
  for (auto& [source, _] : ranks_) watch(source);
  std::uint32_t source = 0;
  Rank row = 0;
  const std::vector<Rank>* known = nullptr;
  const auto load = [&](Rank position, const auto& s) {
    if (s.source != source) source = s.source, row = position, known = ranks(source);
    const Rank rank = known ? (*known)[position - row] : position;
    born_ = std::max(born_, rank + 1);
    if (!table.is_removed(position))
      loaded_[source].push_back({Key{static_cast<std::uint32_t>(s.delay), s.receiver}.bits(), rank});
  };
  if (scope == Scope::all) table.for_each(load);
  else
    for (auto& [watched, _] : loaded_) table.for_each(watched, load);
  load_new(scope);
}

template <class Table>
void CreationOrder::after(const Table& table) {
  ranks_.clear();
  std::vector<Entry> row;
  for (auto& [source, loaded] : loaded_) {
    row.clear();
    table.for_each(source, [&](auto, const auto& s) {
      row.push_back({Key{static_cast<std::uint32_t>(s.delay), s.receiver}.bits(), 0});
    });
    match(source, loaded, row);
  }
  loaded_.clear();
  knows_all_ = scope_ == Scope::all;
}

}  // namespace nestling
