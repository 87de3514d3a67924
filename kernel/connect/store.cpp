#include "kernel/connect/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/connect/store_targets.h"

namespace nestling {

ConnectionStore::ConnectionStore(const Environment& env) : env_(env), nodes_(*env.nodes), links_(nodes_) {
  models_.common_weight_changed = [this](SynapseModelId model, double weight) { set_common_weight(model, weight); };
  clear(env.n_threads);
}

void ConnectionStore::clear(int n_threads) {
  models_.reset();
  delays_ = {};
  links_.clear();
  threads_.clear();
  threads_.resize(static_cast<std::size_t>(n_threads));
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

void ConnectionStore::append(int thread, SynapseModelId model, EdgeBatch&& batch) {
  ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  if (t.live.size() <= model) t.live.resize(model + 1);
  if (!t.live[model]) t.live[model] = models_[model].type->kind->table();
  t.live[model]->append(std::move(batch));
}

void ConnectionStore::append(const Link& link) { links_.append(link); }

void ConnectionStore::prepare(int n_threads) {
  prepare([&](const std::function<void(int)>& work) {
    for (int thread = 0; thread < n_threads; ++thread) work(thread);
  });
}

void ConnectionStore::prepare(const Parallel& parallel) {
  for (auto& t : threads_)
    if (std::any_of(t.used.begin(), t.used.end(), [&](auto model) { return t.by_model[model].needs_build(); })) {
      settle();
      break;
    }
  links_.build(static_cast<int>(threads_.size()));
  parallel([this](int thread) { prepare_thread(thread); });
  list_waiting();
}

// Only what was appended: edits wait, so that ids stay valid.
void ConnectionStore::build_pending() {
  bool pending = links_.has_pending();
  for_each_table([&](SynapseModelId, auto& table) { pending |= table.has_pending(); });
  if (pending) prepare(static_cast<int>(threads_.size()));
}

void ConnectionStore::prepare_thread(int thread) {
  ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  for (SynapseModelId model : t.used) t.by_model[model].build();
  list_cells(thread);
  const CellTargets targets(*this, thread);
  for (auto& table : t.live)
    if (table) table->build(targets);
  for (SynapseModelId model = 0; model < t.live.size(); ++model)
    if (t.live[model]) transmitter_of(t, model);
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
  return n;
}

}  // namespace nestling
