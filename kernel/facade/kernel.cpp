// The kernel as a whole: its making, settings, time, random generators.
#include "kernel/kernel.h"

#include <fmt/format.h>

#include "kernel/impl.h"
#include "kernel/run/status.h"

namespace nestling {

KernelImpl::KernelImpl(Kernel& facade)
    : facade(facade), connections((env.nodes = &nodes, env)), simulation(env, nodes, connections) {
  env.connections = &connections;
  env.log = [this](Level level, std::string_view from, std::string_view text) {
    if (this->facade.log) this->facade.log(level, from, text);
  };
  env.screen = [this](std::string_view text) {
    if (this->facade.screen) this->facade.screen(text);
  };
  connections.interrupted = [this] { return this->facade.interrupted && this->facade.interrupted(); };
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
  connections.sort_by_source(settings.sort_connections_by_source);
}

void KernelImpl::warn(std::string_view from, std::string_view text) const { env.log(Level::warning, from, text); }

Commit KernelImpl::accepted(std::string_view whom, const Dict& changes, std::function<Commit()> stage,
                            std::function<Dict()> entries) const {
  bool unused_is_error = settings.dict_miss_is_error;
  if (whom.empty()) changes.read("dict_miss_is_error", unused_is_error);  // the kernel: its new value counts at once
  Commit commit;
  const auto stage_only = [&]() -> Commit {
    commit = stage();
    return [] {};
  };
  accept(changes, {.whom = whom,
                   .stage = stage_only,
                   .entries = std::move(entries),
                   .unused_is_error = unused_is_error,
                   .warn = [this](std::string_view text) { warn("SetStatus", text); }});
  return commit;
}

Kernel::Kernel() : impl_(std::make_unique<KernelImpl>(*this)) {}
Kernel::~Kernel() = default;

Dict Kernel::status() const { return kernel_status(*impl_); }

void Kernel::set_status(const Dict& changes) { set_status(root, changes); }

void Kernel::reset() {
  impl_->require_at_rest();
  impl_->clear();
}

void Kernel::reset_network() {
  auto& k = *impl_;
  k.require_at_rest();
  if (!k.simulated) return;
  for (auto& p : k.nodes.populations()) p->reset_state(k.env);
  k.simulation.drop_spikes();
  k.changed = true;
}

void Kernel::set_num_processes(std::int64_t n) {
  if (n < 1) throw Error(err::range_check, fmt::format("The number of processes must be at least 1, is {}.", n));
  impl_->settings.num_processes = n;
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

// --- time

void Kernel::prepare() { nestling::prepare(*impl_); }
void Kernel::run(double ms) { nestling::run(*impl_, ms); }
void Kernel::cleanup() { nestling::cleanup(*impl_); }

void Kernel::simulate(double ms) { nestling::simulate(*impl_, ms); }

}  // namespace nestling
