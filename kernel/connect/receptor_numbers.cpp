#include "kernel/connect/receptor_numbers.h"

#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/node/model.h"

namespace nestling {

const std::vector<std::int64_t>& ReceptorNumbers::named(const Population& target, Signal signal) {
  const auto [at, is_new] = named_.try_emplace({&target.model(), signal});
  if (!is_new) return at->second;
  Dict defaults;
  target.model().status(defaults, env_);
  const Value* const names = defaults.peek("receptor_types");
  if (!names) return at->second;
  for (auto& [name, id, _] : *std::get<std::shared_ptr<Dict>>(*names)) try {
      target.port(0, signal, std::get<std::int64_t>(id));
      at->second.push_back(std::get<std::int64_t>(id));
    } catch (const Error&) {  // for another kind of signal
    }
  std::sort(at->second.begin(), at->second.end());
  return at->second;
}

std::int64_t ReceptorNumbers::shown(const Population& target, Signal signal, std::int64_t receptor) {
  const auto& ids = named(target, signal);
  const auto at = std::find(ids.begin(), ids.end(), receptor);
  return at == ids.end() ? receptor : at - ids.begin();
}

std::int64_t ReceptorNumbers::given(const Population& target, Signal signal, std::int64_t shown) {
  const auto& ids = named(target, signal);
  const auto n = static_cast<std::size_t>(shown);
  return n < ids.size() ? ids[n] : shown;
}

}  // namespace nestling
