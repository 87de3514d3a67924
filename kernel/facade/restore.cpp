// Nodes from what GetStatus gave.
#include <map>

#include "kernel/impl.h"

namespace nestling {

namespace {

struct Blueprint {
  const NodeModel* owner;
  ModelPtr defaults;  // with the parameters of this node
  Gid old_gid = -1, parent = root;
  bool frozen = false;

  bool is_subnet() const { return owner->traits().element_type == "structure"; }
};

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

Blueprint blueprint(const KernelImpl& k, const Dict& status) {
  std::string model;
  status.at("model");  // DictError
  status.read("model", model);
  Blueprint b;
  b.owner = &k.models.get(model);
  status.read("global_id", b.old_gid);
  status.read("parent", b.parent);
  if (!b.is_subnet()) status.read("frozen", b.frozen);  // subnets always say that they are
  b.defaults = b.owner->copy(model);
  b.defaults->stage(differences(status, k.model_status(*b.owner)), k.env)();
  return b;
}

void check_parents(const KernelImpl& k, const std::vector<Blueprint>& nodes) {
  std::map<Gid, bool> is_subnet;  // by old GID
  for (auto& b : nodes) {
    const auto at = is_subnet.find(b.parent);
    if (!(at != is_subnet.end() ? at->second : k.is_subnet(b.parent)))
      throw Error(err::subnet_expected,
                  "Node " + std::to_string(b.parent) + " is no subnet, so it cannot be a parent.");
    is_subnet[b.old_gid] = b.is_subnet();
  }
}

}  // namespace

void Kernel::restore_nodes(std::span<const Dict> statuses) {
  auto& k = *impl_;
  k.require_unprepared("created");
  std::vector<Blueprint> nodes;
  for (auto& status : statuses) nodes.push_back(blueprint(k, status));
  check_parents(k, nodes);
  const Gid before = k.subnets.current();
  std::map<Gid, Gid> new_gid;
  for (auto& b : nodes) {
    const auto moved = new_gid.find(b.parent);
    k.subnets.change(moved != new_gid.end() ? moved->second : b.parent);
    const Gid gid = new_gid[b.old_gid] = k.add_nodes(*b.defaults, *b.owner, 1);
    if (b.frozen) k.nodes.find(gid).population->freeze(0, true);
  }
  k.subnets.change(before);
}

}  // namespace nestling
