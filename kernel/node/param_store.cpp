#include "kernel/node/param_store.h"

#include <algorithm>

namespace nestling {

ParamColumns::Column::Column(const Param& row, const void* all, std::uint32_t n) : row(&row) {
  if (row.is_double()) numbers.assign(n, row.number(all));
  else values.assign(n, row.get(all));
}

void ParamColumns::Column::get(std::uint32_t node, void* to) const {
  if (row->is_double()) row->number(to) = numbers[node];
  else row->put(to, values[node]);
}

void ParamColumns::Column::put(std::uint32_t node, const void* from) {
  if (row->is_double()) numbers[node] = row->number(from);
  else values[node] = row->get(from);
}

bool ParamColumns::Column::same(void* a, void* b) const {
  if (row->is_double()) return std::all_of(numbers.begin(), numbers.end(), [&](double x) { return x == numbers[0]; });
  get(0, a);
  return std::all_of(values.begin(), values.end(), [&](auto& v) { return row->put(b, v), row->equal(a, b); });
}

void ParamColumns::get(std::uint32_t node, void* to) const {
  for (auto& column : columns_) column.get(node, to);
}

double ParamColumns::number(const Param& row, std::uint32_t node, const void* shared) const {
  for (auto& column : columns_)
    if (column.row == &row) return column.numbers[node];
  return row.number(shared);
}

void ParamColumns::set(std::uint32_t node, const void* params, const void* shared) {
  for (auto& row : *table_) {
    auto column = std::find_if(columns_.begin(), columns_.end(), [&](auto& c) { return c.row == &row; });
    if (column == columns_.end() && row.equal(params, shared)) continue;
    if (column == columns_.end()) column = columns_.insert(columns_.end(), Column(row, shared, n_));
    column->put(node, params);
  }
}

void ParamColumns::join(void* shared, void* a, void* b) {
  std::erase_if(columns_, [&](auto& column) { return column.same(a, b) && (column.get(0, shared), true); });
}

}  // namespace nestling
