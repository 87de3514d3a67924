// Models with state: their tables at the end of a slice, the histories of their targets, weights for recorders.
#include <algorithm>
#include <limits>
#include <tuple>

#include "kernel/base/error.h"
#include "kernel/connect/store.h"
#include "kernel/connect/store_targets.h"
#include "kernel/node/device.h"
#include "kernel/node/neurons.h"

namespace nestling {

Gid ConnectionStore::CellTargets::target(Receiver receiver) const { return store_.target_of(thread_, receiver); }

Neurons& ConnectionStore::CellTargets::neurons(Gid gid) const {
  if (!last_ || !last_->contains(gid)) last_ = store_.nodes_.find(gid).population;
  return static_cast<Neurons&>(*last_);
}

SpikeHistories::Slot ConnectionStore::CellTargets::history(Receiver receiver) const {
  const Gid gid = target(receiver);
  Neurons& to = neurons(gid);
  const auto thread = static_cast<std::size_t>(thread_);
  return to.watch(thread, store_.nodes_.local_index(to, gid), store_.threads_[thread].histories, store_.env_.grid);
}

std::uint32_t ConnectionStore::CellTargets::potentials(Receiver receiver) const {
  const Gid gid = target(receiver);
  Neurons& to = neurons(gid);
  const auto thread = static_cast<std::size_t>(thread_);
  return to.watch_potential(thread, store_.nodes_.local_index(to, gid), store_.threads_[thread].potentials);
}

Receiver ConnectionStore::CellTargets::turned(Receiver receiver, double weight) const {
  return store_.turned(thread_, receiver, weight);
}

// Where the sign turns, events arrive at another channel of the target.
Receiver ConnectionStore::turned(int thread, Receiver old, double weight) const {
  const Gid target = target_of(thread, old);
  const auto [to, index] = nodes_.find(target);
  return receiver(to->port(index, Signal::spike_or_transition, receptor_of(thread, target, old)), *to, target, weight);
}

LiveTable* ConnectionStore::live(std::int64_t thread, std::int64_t model) const {
  if (thread < 0 || thread >= static_cast<std::int64_t>(threads_.size())) return nullptr;
  const auto& tables = threads_[static_cast<std::size_t>(thread)].live;
  return model >= 0 && model < static_cast<std::int64_t>(tables.size()) ? tables[static_cast<std::size_t>(model)].get()
                                                                        : nullptr;
}

void ConnectionStore::evaluate(int thread, std::span<const Spike> spikes, Step slice_end, Ring& ring,
                               std::vector<SentWeight>& sent) {
  ThreadTables& t = threads_[static_cast<std::size_t>(thread)];
  for (SynapseModelId model : t.used)
    if (models_[model].defaults.weight_recorder != -1) note_static(thread, model, spikes, sent);
  if (t.live.empty()) return;
  for (Transmitter& x : t.transmitters) collect(x, spikes);
  t.histories.tell();
  const CellTargets targets(*this, thread);
  for (SynapseModelId id = 0; id < t.live.size(); ++id) {
    if (!t.live[id]) continue;
    const SynapseDefaults& d = models_[id].defaults;
    Evaluation to{ring,
                  t.histories,
                  t.potentials,
                  targets,
                  d.values.get(),
                  d.weight,
                  env_.grid.h(),
                  env_.stdp_eps / env_.grid.h(),
                  env_.seed,
                  d.weight_recorder == -1 ? nullptr : &sent,
                  static_cast<std::uint32_t>(d.weight_recorder),
                  slice_end,
                  {}};
    const Transmitter* const x = transmitter_of(t, id);
    if (x) to.modulation = x->spikes;
    t.live[id]->deliver(spikes, to);
    if (x && is_due(x->gid, slice_end)) t.live[id]->update(to);
  }
  for (Transmitter& x : t.transmitters)
    if (is_due(x.gid, slice_end))
      std::erase_if(x.spikes, [&](auto& m) { return m.time <= static_cast<double>(slice_end); });
  if (t.histories.due() || t.potentials.due()) trim_histories(t);
}

// ---------------------------------------------------------------- numbers in the order of first spikes

void ConnectionStore::list_waiting() {
  for (SynapseModelId model = 0; model < models_.size(); ++model) {
    const SynapseKind* const kind = models_[model].type->kind;
    const auto* const enrolled = kind ? kind->enrolled(models_[model].defaults.values.get()) : nullptr;
    if (!enrolled) continue;
    std::vector<LiveTable::Waiting> waiting;
    for (int thread = 0; thread < static_cast<int>(threads_.size()); ++thread)
      if (auto* table = live(thread, model)) table->list_waiting(CellTargets(*this, thread), thread, waiting);
    std::sort(waiting.begin(), waiting.end(), [](auto& a, auto& b) {
      return std::tie(a.source, a.target, a.delay, a.position) < std::tie(b.source, b.target, b.delay, b.position);
    });
    for (int thread = 0; thread < static_cast<int>(threads_.size()); ++thread)
      if (auto* table = live(thread, model)) table->enrol(waiting, thread, *enrolled);
  }
}

void ConnectionStore::finish_run() {
  for (auto& t : threads_)  // all know the same
    for (SynapseModelId model = 0; model < t.live.size(); ++model)
      if (t.live[model]) models_.enrol(model, t.live[model]->enrolled());
}

// ---------------------------------------------------------------- transmitters

// The transmitter that a model names; made when it is first seen.
ConnectionStore::Transmitter* ConnectionStore::transmitter_of(ThreadTables& t, SynapseModelId model) const {
  const SynapseKind* const kind = models_[model].type->kind;
  const auto* const gid = kind ? kind->transmitter(models_[model].defaults.values.get()) : nullptr;
  if (!gid || *gid == -1) return nullptr;
  const auto at = std::find_if(t.transmitters.begin(), t.transmitters.end(), [&](auto& x) { return x.gid == *gid; });
  return at != t.transmitters.end() ? &*at : &t.transmitters.emplace_back(Transmitter{*gid, {}});
}

// Spikes of its sources arrive like any other, a delay after they were emitted.
void ConnectionStore::collect(Transmitter& x, std::span<const Spike> spikes) const {
  for (const Spike& spike : spikes)
    for (const RecorderEdge& edge : links_.recorders_of(spike.source))
      if (edge.target == x.gid)
        x.spikes.push_back({static_cast<double>(spike.step + edge.delay), static_cast<double>(spike.multiplicity)});
  std::stable_sort(x.spikes.begin(), x.spikes.end(), [](auto& a, auto& b) { return a.time < b.time; });
}

bool ConnectionStore::is_due(Gid transmitter, Step now) const {
  const Place at = nodes_.find(transmitter);
  const auto every = static_cast<Devices&>(*at.population)[at.index].transmits_every();
  return now % (every * env_.min_delay) == 0;
}

// ---------------------------------------------------------------- histories and recorders

void ConnectionStore::trim_histories(ThreadTables& t) {
  constexpr double never = std::numeric_limits<double>::infinity();
  LiveTable::Needed from{std::vector<double>(t.histories.size(), never),
                         std::vector<double>(t.potentials.size(), never)};
  for (auto& table : t.live)
    if (table) table->need(from);
  t.histories.trim(from.spikes);
  t.potentials.trim(from.potentials);
}

std::vector<double> ConnectionStore::when_told(const ThreadTables& t) {
  LiveTable::Told when(t.histories.size());
  for (auto& table : t.live)
    if (table) table->told(when);
  std::vector<double> times;
  for (auto& look : when) times.push_back(look.time);
  return times;
}

void ConnectionStore::note_static(int thread, SynapseModelId model, std::span<const Spike> spikes,
                                  std::vector<SentWeight>& sent) const {
  const auto recorder = static_cast<std::uint32_t>(models_[model].defaults.weight_recorder);
  const SynapseTable& table = threads_[static_cast<std::size_t>(thread)].by_model[model];
  for (const Spike& spike : spikes)
    table.for_each(spike.source, [&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
      const Gid target = target_of(thread, s.receiver);
      for (std::uint32_t k = 0; k < spike.multiplicity; ++k)
        sent.push_back(
            {recorder, spike.source, static_cast<std::uint32_t>(target), s.receiver, p, spike.step, s.weight});
    });
}

std::int64_t ConnectionStore::receptor_of(int thread, const SentWeight& sent) const {
  return receptors_.shown(*nodes_.find(sent.target).population, Signal::spike_or_transition,
                          receptor_of(thread, sent.target, sent.receiver));
}

}  // namespace nestling
