// The parameters of all nodes of a population: one set for all, and a column for each one that somebody set apart.
#pragma once
#include <cstdint>
#include <vector>

#include "kernel/node/param.h"

namespace nestling {

// The columns. A set of parameters is passed as void*, as in Param; `shared` is the one of all nodes.
class ParamColumns {
 public:
  ParamColumns(const Table& table, std::uint32_t n_nodes) : table_(&table), n_(n_nodes) {}

  bool empty() const { return columns_.empty(); }
  void get(std::uint32_t node, void* to) const;  // what is set apart
  double number(const Param& row, std::uint32_t node, const void* shared) const;
  void set(std::uint32_t node, const void* params, const void* shared);
  void clear() { columns_.clear(); }

  // Columns in which all nodes have become the same again are given up: people set nodes one after the other. Two more
  // sets to work with.
  void join(void* shared, void* a, void* b);

 private:
  struct Column {
    Column(const Param& row, const void* all, std::uint32_t n);
    void get(std::uint32_t node, void* to) const;
    void put(std::uint32_t node, const void* from);
    bool same(void* a, void* b) const;
    const Param* row;
    std::vector<double> numbers;
    std::vector<Value> values;
  };

  const Table* table_;
  std::uint32_t n_;
  std::vector<Column> columns_;
};

template <class Params>
class ParamStore {
 public:
  ParamStore(const Table& table, const Params& all, std::uint32_t n) : columns_(table, n), shared_(all), n_(n) {}

  bool uniform() const { return columns_.empty(); }
  const Params& shared() const { return shared_; }  // of all nodes, if uniform()

  Params at(std::uint32_t index) const {
    Params p = shared_;
    columns_.get(index, &p);
    return p;
  }
  // Shorter for one double of many nodes.
  double number(const Param& row, std::uint32_t index) const { return columns_.number(row, index, &shared_); }

  void set_all(const Params& p) {
    columns_.clear();
    shared_ = p;
  }
  void set(std::uint32_t index, const Params& p) {
    if (n_ == 1) shared_ = p;
    else columns_.set(index, &p, &shared_);
  }
  void join() {
    if (columns_.empty()) return;
    Params a = shared_, b = shared_;
    columns_.join(&shared_, &a, &b);
  }

 private:
  ParamColumns columns_;
  Params shared_;
  std::uint32_t n_;
};

}  // namespace nestling
