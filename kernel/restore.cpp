// Nodes from what GetStatus gave.
#include "kernel/impl.h"

namespace nestling {

namespace {

std::string model_of(const Dict& status) {
  std::string model;
  status.at("model");  // DictError
  status.read("model", model);
  return model;
}

template <class T>
bool both(const Value& a, const Value& b) {
  const auto *x = std::get_if<T>(&a), *y = std::get_if<T>(&b);
  return x && y && *x == *y;
}

bool same(const Value& a, const Value& b) {
  return both<double>(a, b) || both<std::int64_t>(a, b) || both<bool>(a, b) || both<std::string>(a, b) ||
         both<Literal>(a, b);
}

// What is to be set: not every value that a status shows can be given back (-1 for "not chosen").
Dict differences(const Dict& wanted, const Dict& present) {
  Dict d;
  for (auto& [key, value, _] : wanted) {
    const Value* now = present.peek(key);
    const bool recorded = key == "events" || key == "n_events";  // is not restored
    if (now && !recorded && !same(value, *now)) d[key] = value;
  }
  return d;
}

void restore(KernelImpl& k, const Dict& status) {
  Gid parent = root;
  if (status.read("parent", parent) && k.is_subnet(parent)) k.subnets.change(parent);
  const Gid gid = k.facade.create(model_of(status), 1);
  const Place node = k.nodes.find(gid);
  node.population->stage(node.index, differences(status, k.node_status(gid)), k.env)();
}

}  // namespace

void Kernel::restore_nodes(std::span<const Dict> statuses) {
  auto& k = *impl_;
  for (auto& status : statuses) k.models.get(model_of(status));
  const Gid before = k.subnets.current();
  for (auto& status : statuses) restore(k, status);
  k.subnets.change(before);
}

}  // namespace nestling
