#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/node/population.h"

namespace nestling {

Place NodeTable::find(Gid gid) const {
  if (!exists(gid)) {
    auto known = last_ == 0 ? std::string("there are no nodes yet") : "the last one is " + std::to_string(last_);
    throw Error(err::unknown_node, "There is no node " + std::to_string(gid) + "; " + known + ".");
  }
  auto after = std::upper_bound(populations_.begin(), populations_.end(), gid,
                                [](Gid g, const auto& p) { return g < p->first(); });
  auto& p = **std::prev(after);
  return {&p, static_cast<std::uint32_t>(gid - p.first())};
}

std::uint32_t NodeTable::count_on(const Population& p, int thread) const {
  auto end = p.first() + p.size(), first = first_on(p, thread);
  return first >= end ? 0 : static_cast<std::uint32_t>((end - first + n_threads_ - 1) / n_threads_);
}

void NodeTable::add(std::unique_ptr<Population> p) {
  last_ = p->first() + p->size() - 1;
  populations_.push_back(std::move(p));
}

void NodeTable::clear(int n_threads) {
  populations_.clear();
  last_ = 0;
  n_threads_ = n_threads;
}

}  // namespace nestling
