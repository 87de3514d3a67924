// Nodes: making them, their status, subnets.
#include <fmt/format.h>

#include <deque>
#include <unordered_map>

#include "kernel/base/memory.h"
#include "kernel/impl.h"
#include "kernel/run/status.h"

namespace nestling {

Gid KernelImpl::add_nodes(const NodeModel& defaults, const NodeModel& owner, std::int64_t n) {
  constexpr std::int64_t most = (std::int64_t{1} << 30) - 1;  // GIDs travel as 32-bit numbers
  if (n < 1) throw Error(err::range_check, fmt::format("The number of nodes must be at least 1, is {}.", n));
  if (n > most - nodes.last())
    throw Error(err::kernel_exception, fmt::format("{} more nodes are too many: a kernel holds at most {}.", n, most));
  require_memory(static_cast<double>(n) * static_cast<double>(owner.bytes_per_node()),
                 fmt::format("{} nodes of {}", n, owner.name()));
  require_unprepared("created");
  Stopwatch watch(timers.create);
  auto first = nodes.last() + 1;
  auto population = defaults.make(owner, first, static_cast<std::uint32_t>(n), env);
  want_cells(*population);
  nodes.add(std::move(population));
  subnets.add(first, static_cast<std::uint32_t>(n));
  if (owner.traits().precise) settings.off_grid_spiking = env.off_grid_spiking = true;
  return nodes.last();
}

void KernelImpl::want_cells(Population& population) {
  auto* neurons = dynamic_cast<Neurons*>(&population);
  const bool noted = !without_cells.empty() && without_cells.back() == neurons;  // nodes are set one after the other
  if (neurons && !noted) without_cells.push_back(neurons);
}

void KernelImpl::give_cells() {
  simulation.add_cells(without_cells);
  without_cells.clear();
}

Gid Kernel::create(std::string_view name, std::int64_t n) {
  auto& model = impl_->models.get(name);
  return impl_->add_nodes(model, model, n);
}

Gid Kernel::create(std::string_view name, std::int64_t n, const Dict& params) {
  auto& k = *impl_;
  auto& model = k.models.get(name);
  auto with_params = model.copy(std::string(name));
  k.accepted(
      name, params, [&] { return with_params->stage(params, k.env); }, [&] { return defaults(name); })();
  return k.add_nodes(*with_params, model, n);
}

Gid Kernel::last_node() const { return impl_->nodes.last(); }

void KernelImpl::require_at_rest() const {
  if (working) throw Error(err::kernel_exception, "While nodes are at work nothing of the kernel can be changed.");
}

void KernelImpl::require_unprepared(std::string_view done) const {
  require_at_rest();
  if (phase == Phase::prepared)
    throw Error(err::kernel_exception, fmt::format("Between Prepare and Cleanup nothing can be {}.", done));
}

bool KernelImpl::is_subnet(Gid node) const {
  return node == root || nodes.find(node).population->model().traits().element_type == "structure";
}

// Counts what lives on the node's thread before it; nodes without proxies live on all.
std::int64_t KernelImpl::thread_local_id(Gid node) const {
  if (!ever_prepared) return -1;
  auto& own = *nodes.find(node).population;
  int thread = own.has_proxies() ? nodes.thread_of(node) : 0;
  std::int64_t before = 0;
  for (auto& p : nodes.populations()) {
    if (p.get() == &own) break;
    before += p->has_proxies() ? nodes.count_on(*p, thread) : p->size();
  }
  return before + (own.has_proxies() ? nodes.local_index(own, node) : node - own.first());
}

void KernelImpl::add_status(Gid node, const Population& p, std::uint32_t index, Dict& to) const {
  auto& traits = p.model().traits();
  to["model"] = Literal{p.model().name()};
  to["element_type"] = Literal{std::string(traits.element_type)};
  to["global_id"] = node;
  to["parent"] = subnets.parent(node);
  to["local_id"] = subnets.local_id(node);
  for (auto* key : {"thread", "vp"}) to[key] = p.has_proxies() ? nodes.thread_of(node) : 0;
  to["thread_local_id"] = thread_local_id(node);
  to["local"] = true;
  to["frozen"] = p.frozen(index);
  to["node_uses_wfr"] = false;
  to["supports_precise_spikes"] = traits.precise;
  if (traits.element_type == "structure") to["number_of_children"] = subnets.child_count(node);
  if (auto names = p.recordables(); !names.empty()) {
    Array list;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (p.has_recordable(index, i)) list.push_back(Literal{names[i]});
    to["recordables"] = std::move(list);
  }
}

Dict KernelImpl::node_status(Gid node) const {
  auto [population, index] = nodes.find(node);
  Dict d;
  d.reserve(48);
  population->status(index, d, env);
  add_status(node, *population, index, d);
  return d;
}

Dict Kernel::status(Gid node) const { return node == root ? status() : impl_->node_status(node); }

Value Kernel::status(Gid node, std::string_view key) const {
  if (node == root) return kernel_entry(*impl_, key);
  double number;
  if (status_column({&node, 1}, key, {&number, 1})) return number;
  return status(node).at(key);
}

Commit KernelImpl::stage_node(Gid node, const Dict& changes) {
  if (node == root) return stage_kernel(*this, changes);
  auto [population, index] = nodes.find(node);
  auto apply = population->stage(index, changes, env);
  Commit commit = [this, apply, population = population] {
    apply();
    want_cells(*population);
  };
  bool frozen = population->frozen(index);
  if (!changes.read("frozen", frozen)) return commit;
  population->check_freezable(index, frozen);
  return [=, population = population, index = index] {
    commit();
    population->freeze(index, frozen);
  };
}

std::string KernelImpl::name_of(Gid node) const {
  return node == root ? std::string() : fmt::format("{} ({})", nodes.find(node).population->model().name(), node);
}

Commit KernelImpl::accepted_of(Gid node, const Dict& changes) {
  return accepted(
      name_of(node), changes, [&] { return stage_node(node, changes); }, [&] { return facade.status(node); });
}

void Kernel::set_status(Gid node, const Dict& changes) {
  impl_->require_at_rest();
  impl_->accepted_of(node, changes)();
  impl_->changed = true;
}

namespace {

// What each of some nodes gets: one dictionary for all, or one each. A node that stands in the list more than once gets
// all that is meant for it at once; what comes later counts.
class ChangesByNode {
 public:
  ChangesByNode(std::span<const Gid> nodes, std::span<const Dict> changes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) add(nodes[i], changes[changes.size() == 1 ? 0 : i]);
  }
  struct Entry {
    Gid node;
    const Dict* changes;
  };
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  void add(Gid node, const Dict& changes) {
    const auto [at, is_new] = place_.try_emplace(node, entries_.size());
    if (is_new) return entries_.push_back({node, &changes});
    Entry& entry = entries_[at->second];
    if (entry.changes == &changes) return;
    Dict& joined = joined_.emplace_back(*entry.changes);
    for (auto& [key, value, _] : changes) joined[key] = value;
    entry.changes = &joined;
  }

  std::vector<Entry> entries_;
  std::unordered_map<Gid, std::size_t> place_;
  std::deque<Dict> joined_;
};

}  // namespace

void Kernel::set_status(std::span<const Gid> nodes, std::span<const Dict> changes) {
  impl_->require_at_rest();
  std::vector<Commit> commits;
  for (auto& [node, dict] : ChangesByNode(nodes, changes)) commits.push_back(impl_->accepted_of(node, *dict));
  for (auto& commit : commits) commit();
  impl_->changed = true;
}

namespace {

// Calls f(neurons, indices, offset) for each run of nodes of one population; stops and returns false when f does, or
// when something else than neurons is among the nodes.
template <class F>
bool for_each_run(const NodeTable& table, std::span<const Gid> nodes, F f) {
  std::vector<std::uint32_t> indices;
  for (std::size_t begin = 0, end; begin < nodes.size(); begin = end) {
    auto place = table.find(nodes[begin]);
    auto* neurons = dynamic_cast<Neurons*>(place.population);
    if (!neurons) return false;
    indices.clear();
    for (end = begin; end < nodes.size() && neurons->contains(nodes[end]); ++end)
      indices.push_back(static_cast<std::uint32_t>(nodes[end] - neurons->first()));
    if (!f(*neurons, std::span<const std::uint32_t>(indices), begin)) return false;
  }
  return true;
}

}  // namespace

bool Kernel::status_column(std::span<const Gid> nodes, std::string_view key, std::span<double> out) const {
  return for_each_run(impl_->nodes, nodes, [&](Neurons& neurons, auto indices, std::size_t offset) {
    return neurons.read_number(key, indices, out.data() + offset);
  });
}

bool Kernel::status_column(std::span<const ConnectionId> connections, std::string_view key,
                           std::span<double> out) const {
  return impl_->connections.column(connections, key, out);
}

bool Kernel::set_status_column(std::span<const Gid> nodes, std::string_view key, std::span<const double> values) {
  impl_->require_at_rest();
  auto settable = [&](Neurons& neurons, auto, std::size_t) { return neurons.write_variable(key, {}, nullptr); };
  if (!for_each_run(impl_->nodes, nodes, settable)) return false;
  return for_each_run(impl_->nodes, nodes, [&](Neurons& neurons, auto indices, std::size_t offset) {
    return neurons.write_variable(key, indices, values.data() + offset);
  });
}

// --- subnets

Gid Kernel::current_subnet() const { return impl_->subnets.current(); }

namespace {

void require_subnet(const KernelImpl& k, Gid node) {
  if (!k.is_subnet(node)) throw Error(err::subnet_expected, fmt::format("Node {} is no subnet.", node));
}

}  // namespace

void Kernel::change_subnet(Gid subnet) {
  require_subnet(*impl_, subnet);
  impl_->subnets.change(subnet);
}

std::vector<Gid> Kernel::children(Gid subnet) const {
  require_subnet(*impl_, subnet);
  return impl_->subnets.children(subnet);
}

}  // namespace nestling
