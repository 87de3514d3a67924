// The numbers of receptors in the status of connections. Where receptors have names, those for one kind of signal are
// counted from 0 there; else it is the number that was given to Connect.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "kernel/node/population.h"

namespace nestling {

class ReceptorNumbers {
 public:
  explicit ReceptorNumbers(const Environment& env) : env_(env) {}
  std::int64_t shown(const Population& target, Signal signal, std::int64_t receptor);
  std::int64_t given(const Population& target, Signal signal, std::int64_t shown);
  void clear() { named_.clear(); }

 private:
  const std::vector<std::int64_t>& named(const Population& target, Signal signal);

  const Environment& env_;
  std::map<std::pair<const NodeModel*, Signal>, std::vector<std::int64_t>> named_;  // ascending
};

}  // namespace nestling
