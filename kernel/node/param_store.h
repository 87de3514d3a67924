// The parameters of all nodes of a population: one set for all, and a column for each one that somebody set apart.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "kernel/node/param.h"

namespace nestling {

template <class Params>
class ParamStore {
 public:
  ParamStore(const Table& table, const Params& all, std::uint32_t n) : table_(&table), shared_(all), n_(n) {}

  bool uniform() const { return apart_.empty(); }
  const Params& shared() const { return shared_; }  // of all nodes, if uniform()

  Params at(std::uint32_t index) const {
    Params p = shared_;
    for (auto& column : apart_) column.get(index, &p);
    return p;
  }

  // Shorter for one double of many nodes.
  double number(const Param& row, std::uint32_t index) const {
    for (auto& column : apart_)
      if (column.row == &row) return column.numbers[index];
    return row.number(&shared_);
  }

  void set_all(const Params& p) {
    apart_.clear();
    shared_ = p;
  }
  void set(std::uint32_t index, const Params& p) {
    if (n_ == 1) {
      shared_ = p;
      return;
    }
    for (auto& row : *table_) {
      auto column = std::find_if(apart_.begin(), apart_.end(), [&](auto& c) { return c.row == &row; });
      if (column == apart_.end() && row.equal(&p, &shared_)) continue;
      if (column == apart_.end()) column = apart_.insert(apart_.end(), Column(row, &shared_, n_));
      column->put(index, &p);
    }
  }

  // Columns in which all nodes have become the same again are given up: people set nodes one after the other.
  void join() {
    std::erase_if(apart_, [&](auto& column) { return column.same(shared_) && (column.get(0, &shared_), true); });
  }

 private:
  struct Column {
    Column(const Param& row, const void* all, std::uint32_t n) : row(&row) {
      if (row.is_double()) numbers.assign(n, row.number(all));
      else values.assign(n, row.get(all));
    }
    void get(std::uint32_t i, void* to) const {
      if (row->is_double()) row->number(to) = numbers[i];
      else row->put(to, values[i]);
    }
    void put(std::uint32_t i, const void* from) {
      if (row->is_double()) numbers[i] = row->number(from);
      else values[i] = row->get(from);
    }
    bool same(Params a) const {
      if (row->is_double())
        return std::all_of(numbers.begin(), numbers.end(), [&](double x) { return x == numbers[0]; });
      Params b = a;
      get(0, &a);
      return std::all_of(values.begin(), values.end(), [&](auto& v) { return row->put(&b, v), row->equal(&a, &b); });
    }
    const Param* row;
    std::vector<double> numbers;
    std::vector<Value> values;
  };

  const Table* table_;
  Params shared_;
  std::uint32_t n_;
  std::vector<Column> apart_;
};

}  // namespace nestling
