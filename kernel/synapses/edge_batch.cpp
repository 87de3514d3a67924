#include "kernel/synapses/edge_batch.h"

#include <cstring>

namespace nestling {

namespace {

// Appends one value for all of n connections, or one each. The column stays short while all are equal.
template <class T>
void append(std::vector<T>& column, std::span<const T> values, std::size_t n_before, std::size_t n) {
  if (values.empty()) return;
  const bool equal = values.size() == 1 && (n_before == 0 || (column.size() == 1 &&
                                                              std::memcmp(&column[0], &values[0], sizeof(T)) == 0));
  if (equal) {
    column.assign(1, values[0]);
    return;
  }
  if (column.size() < n_before) column.resize(n_before, column[0]);
  if (values.size() == 1) column.resize(n_before + n, values[0]);
  else column.insert(column.end(), values.begin(), values.end());
}

}  // namespace

void EdgeBatch::take(const EdgeRow& row) {
  const std::size_t before = source.size(), n = row.sources.size();
  source.insert(source.end(), row.sources.begin(), row.sources.end());
  if (row.receivers.size() == 1) receiver.resize(before + n, row.receivers[0]);
  else receiver.insert(receiver.end(), row.receivers.begin(), row.receivers.end());
  append(weight, row.weights, before, n);
  append(delay, row.delays, before, n);
  append(label, row.labels, before, n);
  for (std::size_t k = 0; k < further.size(); ++k)
    further[k].column.insert(further[k].column.end(), row.further[k].begin(), row.further[k].end());
}

std::size_t EdgeBatch::bytes() const {
  const auto of = [](const auto& v) { return v.capacity() * sizeof v[0]; };
  std::size_t n = of(source) + of(receiver) + of(weight) + of(delay) + of(label);
  for (auto& f : further) n += of(f.column);
  return n;
}

}  // namespace nestling
