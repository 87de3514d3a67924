#include "kernel/connect/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/base/interrupt.h"
#include "kernel/connect/store_targets.h"

namespace nestling {

ConnectionStore::ConnectionStore(const Environment& env)
    : env_(env), nodes_(*env.nodes), links_(nodes_), receptors_(env) {
  models_.common_weight_changed = [this](SynapseModelId model, double weight) { set_common_weight(model, weight); };
  clear(env.n_threads);
}

void ConnectionStore::clear(int n_threads) {
  models_.reset();
  delays_ = {};
  links_.clear();
  receptors_.clear();
  threads_.clear();
  threads_.resize(static_cast<std::size_t>(n_threads));
  for (auto& t : threads_) t.histories.when_told = [&t] { return when_told(t); };
  calls_ = 0;
}

template <class F>
void ConnectionStore::for_each_table(F f) const {
  for (auto& t : threads_) {
    for (SynapseModelId model : t.used) f(model, t.by_model[model]);
    for (SynapseModelId model = 0; model < t.live.size(); ++model)
      if (t.live[model]) f(model, *t.live[model]);
  }
}

// ---------------------------------------------------------------- building

SynapseTable& ConnectionStore::growing_table(int thread, SynapseModelId model) {
  ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  if (t.by_model.size() <= model) t.by_model.resize(model + 1);
  if (std::find(t.used.begin(), t.used.end(), model) == t.used.end())
    t.used.insert(std::upper_bound(t.used.begin(), t.used.end(), model), model);
  return t.by_model[model];
}

void ConnectionStore::append(int thread, SynapseModelId model, EdgeBatch&& batch, bool given) {
  ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  if (given || keeps_order()) t.order[model].take({batch.source, batch.receiver, batch.weight, batch.delay, {}});
  if (t.live.size() <= model) t.live.resize(model + 1);
  if (!t.live[model]) t.live[model] = models_[model].type->kind->table();
  t.live[model]->append(std::move(batch));
}

void ConnectionStore::append(const Link& link) { links_.append(link); }

void ConnectionStore::prepare(const Parallel& parallel) {
  for (auto& t : threads_)
    if (std::any_of(t.used.begin(), t.used.end(), [&](auto model) { return t.by_model[model].needs_build(); })) {
      settle();
      break;
    }
  links_.build(n_threads());
  run_all(parallel, n_threads(), [this](int thread) { prepare_thread(thread); });
  list_waiting();
}

// Only what was appended: edits wait, so that ids stay valid.
void ConnectionStore::build_pending() {
  bool pending = links_.has_pending();
  for_each_table([&](SynapseModelId, auto& table) { pending |= table.has_pending(); });
  if (pending) prepare();
}

void ConnectionStore::prepare_thread(int thread) {
  ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  const auto in_order = [&](SynapseModelId model, auto& table, auto build) {
    CreationOrder& order = t.order[model];
    if (!order.is_at_stake(table.size(), scope_)) return order.forget_new(), build();
    CreationOrder next = order;  // the user may interrupt
    next.before(table, scope_);
    build();
    next.after(table);
    order = std::move(next);
  };
  for (SynapseModelId model : t.used)
    if (SynapseTable& table = t.by_model[model]; table.needs_build()) in_order(model, table, [&] { table.build(); });
  list_cells(thread);
  const CellTargets targets(*this, thread);
  for (SynapseModelId model = 0; model < t.live.size(); ++model) {
    if (!t.live[model]) continue;
    heed_interrupt("connections are sorted when they are next needed");
    LiveTable& table = *t.live[model];
    if (table.has_pending() || t.order[model].watches()) in_order(model, table, [&] { table.build(targets); });
    else table.build(targets);
    transmitter_of(t, model);
  }
}

void ConnectionStore::heed_interrupt(const char* until_then) const {
  if (interrupted()) throw Error(err::interrupted, std::string("interrupted: ") + until_then);
}

void ConnectionStore::list_cells(int thread) {
  const auto n = static_cast<std::size_t>(thread);
  auto& ranges = threads_[n].cells;
  const auto has_cells = [&](auto& p) { return p->cells.size() > n && nodes_.count_on(*p, thread) > 0; };
  std::size_t given = 0;
  for (auto& p : nodes_.populations())
    if (has_cells(p)) given += p->cells[n].first.size();
  if (ranges.size() == given) return;
  ranges.clear();
  for (auto& p : nodes_.populations()) {
    if (!has_cells(p)) continue;
    std::uint32_t channel = 0;
    for (auto first : p->cells[n].first) ranges.push_back({first, p.get(), channel++});
  }
  std::sort(ranges.begin(), ranges.end(), [](auto& a, auto& b) { return a.first < b.first; });
}

Receiver ConnectionStore::receiver(const Port& port, const Population& target, Gid gid, double weight) const {
  if (port.ignored) return {Effect::ignored, static_cast<std::uint32_t>(gid)};
  const Cells& cells = target.cells[static_cast<std::size_t>(nodes_.thread_of(gid))];
  const std::uint32_t channel = weight >= 0 || port.counts ? port.positive : port.negative;
  const Effect effect = port.counts ? Effect::counts : port.decodes ? Effect::decodes : Effect::adds;
  return {effect, cells.at(channel, nodes_.local_index(target, gid))};
}

// ---------------------------------------------------------------- running

void ConnectionStore::schedule(int thread, std::span<const Spike> spikes, Calendar& calendar) const {
  constexpr std::size_t far = 12, near = 4;  // spikes ahead: fetch the index of the row, then its segments
  const ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  for (std::size_t i = 0; i < spikes.size(); ++i)
    for (SynapseModelId model : t.used) {
      const SynapseTable& table = t.by_model[model];
      if (i + far < spikes.size()) table.prefetch_row(spikes[i + far].source);
      if (i + near < spikes.size()) table.prefetch_segments(spikes[i + near].source);
      table.schedule(spikes[i], calendar);
    }
}

// ---------------------------------------------------------------- counting

std::size_t ConnectionStore::size() const {
  std::size_t n = links_.size();
  for_each_table([&](SynapseModelId, auto& table) { n += table.size(); });
  return n;
}

std::size_t ConnectionStore::size(SynapseModelId model) const {
  std::size_t n = links_.size(model);
  for_each_table([&](SynapseModelId m, auto& table) { n += m == model ? table.size() : 0; });
  return n;
}

std::size_t ConnectionStore::waiting() const {
  std::size_t n = 0;
  for (auto& t : threads_)
    for (SynapseModelId model : t.used)
      if (t.by_model[model].needs_build()) n += t.by_model[model].size();
  return n;
}

std::size_t ConnectionStore::bytes() const {
  std::size_t n = links_.bytes();
  for_each_table([&](SynapseModelId, auto& table) { n += table.bytes(); });
  for (auto& t : threads_)
    for (auto& [model, order] : t.order) n += order.bytes();
  return n;
}

}  // namespace nestling
