#include "kernel/kernel.h"

#include <fmt/format.h>

#include "kernel/base/memory.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/connect_data.h"
#include "kernel/connect/rule.h"
#include "kernel/impl.h"
#include "kernel/run/status.h"

namespace nestling {

namespace {

constexpr std::string_view kernel_itself;  // begins no message

}  // namespace

// --- the whole

KernelImpl::KernelImpl(Kernel& facade)
    : facade(facade), connections((env.nodes = &nodes, env)), simulation(env, nodes, connections) {
  env.connections = &connections;
  env.log = [this](Level level, std::string_view from, std::string_view text) {
    if (this->facade.log) this->facade.log(level, from, text);
  };
  env.screen = [this](std::string_view text) {
    if (this->facade.screen) this->facade.screen(text);
  };
  clear();
}

void KernelImpl::clear() {
  auto from_environment = [](const char* name) {
    auto* value = std::getenv(name);
    return std::string(value ? value : "");
  };
  settings = {};
  settings.data_path = from_environment("NEST_DATA_PATH");
  settings.data_prefix = from_environment("NEST_DATA_PREFIX");
  custom = {};
  rebuild(1);
  models.reset();
  timers = {};
  phase = Phase::idle;
  simulated = defaults_changed = ever_prepared = false;
  to_do = 0;
  apply_settings();
}

void KernelImpl::rebuild(int n_threads) {
  simulation.clear(n_threads);
  without_cells.clear();
  nodes.clear(n_threads);
  connections.clear(n_threads);
  subnets.clear();
  env.now = 0;
  generators = {settings.grng_seed, settings.rng_seeds};
  if (!team || team->size() != n_threads) team = std::make_unique<Team>(n_threads);
}

void KernelImpl::apply_settings() {
  env.grid = settings.grid;
  env.now = simulation.now();
  env.n_threads = static_cast<int>(settings.local_num_threads);
  env.seed = generators.key();
  env.data_path = settings.data_path;
  env.data_prefix = settings.data_prefix;
  env.overwrite_files = settings.overwrite_files;
  env.off_grid_spiking = settings.off_grid_spiking;
  env.stdp_eps = settings.stdp_eps;
  env.dict_miss_is_error = settings.dict_miss_is_error;
}

void KernelImpl::warn(std::string_view from, std::string_view text) const { env.log(Level::warning, from, text); }

void KernelImpl::accept(std::string_view whom, const Dict& changes, std::function<Commit()> stage,
                        std::function<Dict()> entries) const {
  bool unused_is_error = settings.dict_miss_is_error;
  if (whom == kernel_itself) changes.read("dict_miss_is_error", unused_is_error);  // its new value counts at once
  nestling::accept(changes, {.whom = whom,
                             .stage = std::move(stage),
                             .entries = std::move(entries),
                             .unused_is_error = unused_is_error,
                             .warn = [this](std::string_view text) { warn("SetStatus", text); }});
}

Kernel::Kernel() : impl_(std::make_unique<KernelImpl>(*this)) {}
Kernel::~Kernel() = default;

Dict Kernel::status() const { return kernel_status(*impl_); }

void Kernel::set_status(const Dict& changes) {
  impl_->accept(
      kernel_itself, changes, [&] { return stage_kernel(*impl_, changes); }, [&] { return status(); });
}

void Kernel::reset() { impl_->clear(); }

void Kernel::reset_network() {
  auto& k = *impl_;
  if (!k.simulated) return;
  for (auto& p : k.nodes.populations()) p->reset_state(k.env);
  k.simulation.drop_spikes();
}

void Kernel::set_num_processes(std::int64_t n) {
  if (n < 1) throw Error(err::range_check, fmt::format("The number of processes must be at least 1, is {}.", n));
  impl_->settings.num_processes = n;
}

// --- models

std::vector<std::string> Kernel::node_models() const { return impl_->models.names(); }
std::vector<std::string> Kernel::synapse_models() const { return impl_->connections.models().names(); }

std::int64_t Kernel::model_id(std::string_view model) const {
  if (auto id = impl_->models.id(model); id >= 0) return id;
  if (impl_->connections.models().find(model)) return impl_->connections.models().id(model, err::unknown_model);
  auto known = node_models();
  for (auto& name : synapse_models()) known.push_back(name);
  throw Error(err::unknown_model, fmt::format("There is no model /{}.{}", model, did_you_mean(model, known)));
}

Dict KernelImpl::model_status(const NodeModel& model) const {
  Dict d;
  d.reserve(48);
  model.status(d, env);
  Array instances;
  std::vector<std::int64_t> count(static_cast<std::size_t>(env.n_threads), 0);
  for (auto& p : nodes.populations())
    if (&p->model() == &model)
      for (int t = 0; t < env.n_threads; ++t)
        count[static_cast<std::size_t>(t)] += p->has_proxies() ? nodes.count_on(*p, t) : p->size();
  Array none;
  for (auto n : count) {
    instances.push_back(n);
    none.push_back(0);
  }
  d["model"] = Literal{model.name()};
  d["type_id"] = Literal{std::string(model.traits().type_id)};
  d["element_type"] = Literal{std::string(model.traits().element_type)};
  d["instantiations"] = instances;
  d["capacity"] = instances;
  d["available"] = none;
  d["elementsize"] = model.bytes_per_node();
  d["global_id"] = 0;
  d["vp"] = -1;
  d["thread"] = 0;
  d["thread_local_id"] = -1;
  d["local"] = true;
  d["frozen"] = model.traits().element_type == "structure";
  if (model.traits().element_type == "structure") d["number_of_children"] = 0;
  d["node_uses_wfr"] = false;
  d["supports_precise_spikes"] = model.traits().precise;
  if (auto names = model.recordables(); !names.empty()) {
    Array list;
    for (auto& name : names) list.push_back(Literal{name});
    d["recordables"] = list;
  }
  return d;
}

Dict Kernel::defaults(std::string_view name) const {
  auto& k = *impl_;
  if (auto* model = k.models.find(name)) return k.model_status(*model);
  auto id = static_cast<SynapseModelId>(model_id(name));
  return k.connections.models().defaults(id, k.env.grid, k.connections.size(id));
}

void Kernel::set_defaults(std::string_view name, const Dict& changes) {
  auto& k = *impl_;
  auto stage = [&] {
    if (auto* model = k.models.find(name)) return model->stage(changes, k.env);
    auto id = static_cast<SynapseModelId>(model_id(name));
    return k.connections.models().stage(id, changes, k.env.grid, k.connections.delays(), k.nodes);
  };
  k.accept(name, changes, stage, [&] { return defaults(name); });
  k.defaults_changed = true;
}

void KernelImpl::require_new_model(std::string_view name) const {
  if (models.find(name) || connections.models().find(name))
    throw Error(err::model_exists, fmt::format("There is a model /{} already.", name));
}

void Kernel::add_model(ModelPtr model) {
  impl_->require_new_model(model->name());
  impl_->models.add(std::move(model));
}

void Kernel::copy_model(std::string_view old_name, std::string_view new_name, const Dict& changes) {
  auto& k = *impl_;
  model_id(old_name);  // must exist
  k.require_new_model(new_name);
  auto entries = [&] { return defaults(old_name); };
  if (auto* model = k.models.find(old_name)) {
    auto copy = model->copy(std::string(new_name));
    k.accept(
        new_name, changes, [&] { return copy->stage(changes, k.env); }, entries);
    k.models.add(std::move(copy));
    return;
  }
  auto& synapses = k.connections.models();
  auto id = synapses.copy(static_cast<SynapseModelId>(model_id(old_name)), std::string(new_name));
  try {
    auto stage = [&] { return synapses.stage(id, changes, k.env.grid, k.connections.delays(), k.nodes); };
    k.accept(new_name, changes, stage, entries);
  } catch (...) {
    synapses.remove_last();
    throw;
  }
}

std::string Kernel::help(std::string_view name) const {
  if (auto* model = impl_->models.find(name)) return fmt::format("{}: {}", name, model->help());
  auto& synapses = impl_->connections.models();
  if (!synapses.find(name)) return "";
  return fmt::format("{}: {}", name, synapses.help(synapses.id(name, err::unknown_model)));
}

// --- nodes

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
  if (auto* neurons = dynamic_cast<Neurons*>(&population)) without_cells.push_back(neurons);
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
  k.accept(
      name, params, [&] { return with_params->stage(params, k.env); }, [&] { return defaults(name); });
  return k.add_nodes(*with_params, model, n);
}

Gid Kernel::last_node() const { return impl_->nodes.last(); }

void KernelImpl::require_unprepared(std::string_view done) const {
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
  return node == root ? std::string(kernel_itself)
                      : fmt::format("{} ({})", nodes.find(node).population->model().name(), node);
}

void Kernel::set_status(Gid node, const Dict& changes) {
  auto& k = *impl_;
  k.accept(
      k.name_of(node), changes, [&] { return k.stage_node(node, changes); }, [&] { return status(node); });
}

void Kernel::set_status(std::span<const Gid> nodes, std::span<const Dict> changes) {
  auto& k = *impl_;
  const auto change = [&](std::size_t i) -> const Dict& { return changes[changes.size() == 1 ? 0 : i]; };
  for (std::size_t i = 0; nodes.size() > 1 && i < nodes.size(); ++i) {  // all are tried first
    const auto stage_only = [&]() -> Commit {
      k.stage_node(nodes[i], change(i));
      return [] {};
    };
    nestling::accept(change(i), {.whom = k.name_of(nodes[i]),
                                 .stage = stage_only,
                                 .entries = [&] { return status(nodes[i]); },
                                 .unused_is_error = k.settings.dict_miss_is_error});
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) set_status(nodes[i], change(i));
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
  auto settable = [&](Neurons& neurons, auto, std::size_t) { return neurons.write_variable(key, {}, nullptr); };
  if (!for_each_run(impl_->nodes, nodes, settable)) return false;
  return for_each_run(impl_->nodes, nodes, [&](Neurons& neurons, auto indices, std::size_t offset) {
    return neurons.write_variable(key, indices, values.data() + offset);
  });
}

// --- random generators

std::shared_ptr<RandomGenerator> Kernel::generator_of(Gid node) const {
  auto& k = *impl_;
  if (node == root || !k.nodes.find(node).population->has_proxies())
    throw Error(err::node_with_proxies_expected,
                fmt::format("Node {} lives on every virtual process, so no generator is its own.", node));
  return k.generators.of(static_cast<std::size_t>(k.nodes.thread_of(node)));
}

std::shared_ptr<RandomGenerator> Kernel::global_generator() const { return impl_->generators.global(); }

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

// --- connections

std::vector<std::string> Kernel::connection_rules() const { return rule_names(); }

void Kernel::connect(const NodeList& sources, const NodeList& targets, const Dict& conn_spec, const Dict& syn_spec) {
  auto& k = *impl_;
  k.require_unprepared("connected");
  Stopwatch watch(k.timers.connect);
  nestling::connect(k.connect_context(), sources, targets, conn_spec, syn_spec);
}

ConnectContext KernelImpl::connect_context() {
  give_cells();
  return {.env = env, .store = connections, .parallel = [this](auto& job) { team->run(job); }};
}

void Kernel::connect_data(Gid source, const Dict& columns, std::string_view model) {
  impl_->require_unprepared("connected");
  connect_columns(impl_->connect_context(), source, columns, model);
}

void Kernel::connect_data(std::span<const Dict> statuses) {
  impl_->require_unprepared("connected");
  connect_described(impl_->connect_context(), statuses);
}

void Kernel::disconnect(const NodeList& sources, const NodeList& targets, const Dict& conn_spec, const Dict& syn_spec) {
  impl_->require_unprepared("disconnected");
  nestling::disconnect(impl_->connections, sources, targets, conn_spec, syn_spec);
}

std::vector<ConnectionId> Kernel::connections(const Dict& filter) const {
  if (!impl_->settings.keep_source_table && impl_->simulated)
    throw Error(err::kernel_exception,
                "Connections cannot be looked at after simulating with keep_source_table false: set it true before.");
  return impl_->connections.find(filter);
}
Dict Kernel::status(const ConnectionId& c) const { return impl_->connections.status(c); }
void Kernel::set_status(const ConnectionId& c, const Dict& changes) { impl_->connections.set_status(c, changes); }

void Kernel::set_status(std::span<const ConnectionId> c, std::span<const Dict> changes) {
  for (std::size_t k = 0; k < c.size(); ++k) impl_->connections.check(c[k], changes[changes.size() == 1 ? 0 : k]);
  for (std::size_t k = 0; k < c.size(); ++k) set_status(c[k], changes[changes.size() == 1 ? 0 : k]);
}

void Kernel::set_stdp_eps(double ms) {
  auto& k = *impl_;
  if (!(ms >= 0) || !(ms < k.settings.grid.h()))
    throw Error(err::kernel_exception, fmt::format("The tolerance of SetStdpEps must be at least 0 and less than the "
                                                   "resolution, {} ms; it is {} ms.",
                                                   k.settings.grid.h(), ms));
  k.settings.stdp_eps = ms;
  k.apply_settings();
}

// --- time

void Kernel::prepare() { nestling::prepare(*impl_); }
void Kernel::run(double ms) { nestling::run(*impl_, ms); }
void Kernel::cleanup() { nestling::cleanup(*impl_); }

void Kernel::simulate(double ms) {
  steps_to_simulate(*impl_, ms);  // an impossible time is refused before anything is done
  prepare();
  run(ms);
  cleanup();
}

}  // namespace nestling
