// Connections: making, finding, changing and removing them.
#include <fmt/format.h>

#include "kernel/connect/connect_data.h"
#include "kernel/connect/rule.h"
#include "kernel/impl.h"

namespace nestling {

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

void Kernel::set_status(const ConnectionId& c, const Dict& changes) {
  impl_->require_at_rest();
  if (changes.peek("delay")) impl_->require_unprepared("given another delay");
  impl_->connections.set_status(c, changes);
  impl_->changed = true;
}

void Kernel::set_status(std::span<const ConnectionId> c, std::span<const Dict> changes) {
  for (auto& dict : changes)
    if (dict.peek("delay")) impl_->require_unprepared("given another delay");
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

}  // namespace nestling
