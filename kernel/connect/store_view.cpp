// The user's view of the connections: status, changing, removing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/store.h"
#include "kernel/connect/store_targets.h"
#include "kernel/connect/target_finder.h"

namespace nestling {

namespace {

[[noreturn]] void no_such_connection(const ConnectionId& c) {
  throw Error(
      err::kernel_exception,
      fmt::format(
          "There is no connection {} of model {} from node {} to node {}. GetConnections tells which there are now.",
          c.port, c.model, c.source, c.target));
}

}  // namespace

// ---------------------------------------------------------------- from ids to connections

const SynapseTable* ConnectionStore::table(std::int64_t thread, std::int64_t model) const {
  if (thread < 0 || thread >= static_cast<std::int64_t>(threads_.size())) return nullptr;
  const auto& tables = threads_[static_cast<std::size_t>(thread)].by_model;
  return model >= 0 && model < static_cast<std::int64_t>(tables.size()) ? &tables[static_cast<std::size_t>(model)]
                                                                        : nullptr;
}

// Calls f with the table of a connection, static or live.
template <class F>
auto ConnectionStore::in_table(const ConnectionId& c, F f) {
  const auto position = static_cast<SynapseTable::Position>(c.port);
  const auto checked = [&](auto& t) -> auto& {
    if (!t.has(position)) no_such_connection(c);
    const auto s = t.at(position);
    if (s.source != c.source || target_of(static_cast<int>(c.thread), s.receiver) != c.target) no_such_connection(c);
    return t;
  };
  if (LiveTable* l = live(c.thread, c.model)) return f(checked(*l));
  const SynapseTable* t = table(c.thread, c.model);
  if (!t) no_such_connection(c);
  return f(checked(const_cast<SynapseTable&>(*t)));
}

const ConnectionStore::CellRange& ConnectionStore::range_of(int thread, std::uint32_t cell) const {
  const auto& ranges = threads_[static_cast<std::size_t>(thread)].cells;
  return *std::prev(std::upper_bound(ranges.begin(), ranges.end(), cell,
                                     [](std::uint32_t c, const CellRange& r) { return c < r.first; }));
}

Gid ConnectionStore::target_of(int thread, Receiver receiver) const {
  if (receiver.effect() == Effect::ignored) return receiver.cell();
  const CellRange& range = range_of(thread, receiver.cell());
  return nodes_.gid_of(*range.population, thread, receiver.cell() - range.first);
}

// The receptor whose port leads to this cell.
std::int64_t ConnectionStore::receptor_of(int thread, Gid target, Receiver receiver) const {
  const Population& p = *nodes_.find(target).population;
  const bool ignored = receiver.effect() == Effect::ignored;
  const std::uint32_t channel = ignored ? 1 : range_of(thread, receiver.cell()).channel;
  for (std::int64_t r = 0; r <= channel + 1; ++r) {
    try {
      const Port port = p.port(static_cast<std::uint32_t>(target - p.first()), Signal::spike_or_transition, r);
      if (port.ignored == ignored && (ignored || port.positive == channel || port.negative == channel)) return r;
    } catch (const Error&) {  // no such receptor
    }
  }
  return 0;
}

bool ConnectionStore::at_device(const ConnectionId& c) const {
  return !nodes_.find(c.source).population->has_proxies() || !nodes_.find(c.target).population->has_proxies();
}

std::uint32_t ConnectionStore::link_of(const ConnectionId& c) const {
  std::uint32_t link;
  if (c.model < 0 || !links_.find(c.source, static_cast<SynapseModelId>(c.model), c.port, link) ||
      links_[link].target != c.target)
    no_such_connection(c);
  return link;
}

// ---------------------------------------------------------------- status

namespace {

struct Shown {
  Step delay;
  double weight;
  std::int64_t receptor, label;
};

}  // namespace

Dict ConnectionStore::status(const ConnectionId& c) {
  Shown x;
  const Population& to = *nodes_.find(c.target).population;
  if (at_device(c)) {
    const Link& link = links_[link_of(c)];
    const Signal signal = nodes_.find(c.source).population->sends();
    x = {link.delay, link.weight,
         link.kind == LinkKind::samples ? link.sampler : receptors_.shown(to, signal, link.receptor), link.label};
  } else {
    const auto s = in_table(c, [&](auto& t) { return t.at(static_cast<SynapseTable::Position>(c.port)); });
    const std::int64_t receptor = receptor_of(static_cast<int>(c.thread), c.target, s.receiver);
    x = {s.delay, s.weight, receptors_.shown(to, Signal::spike_or_transition, receptor), s.label};
  }
  const SynapseModel& model = models_[static_cast<SynapseModelId>(c.model)];
  Dict d;
  d.reserve(8);
  d["source"] = c.source;
  d["target"] = c.target;
  d["synapse_model"] = Literal{model.name};
  if (!model.type->common_weight) d["weight"] = x.weight;
  d["delay"] = env_.grid.delay_ms(x.delay);
  d["receptor"] = x.receptor;
  if (model.type->labelled) d["synapse_label"] = x.label;
  if (const SynapseKind* kind = model.type->kind) {
    const auto values = values_of(c, *kind);
    d["delay"] = env_.grid.delay_ms(x.delay) - kind->delay_offset(static_cast<const void*>(values.get()));
    for (auto& section : kind->individual()) section.show(values.get(), d);
  }
  d["sizeof"] = std::int64_t{4};
  return d;
}

bool ConnectionStore::column(std::span<const ConnectionId> ids, std::string_view key, std::span<double> out) {
  const bool weights = key == "weight";
  if (!weights && key != "delay") return false;
  const SynapseTable* last = nullptr;
  SynapseTable::Hint hint;
  TargetFinder target_of(*this);
  for (std::size_t k = 0; k < ids.size(); ++k) {
    const ConnectionId& c = ids[k];
    const SynapseTable* t = table(c.thread, c.model);
    const auto p = static_cast<SynapseTable::Position>(c.port);
    if (!t || !t->has(p) || models_[static_cast<SynapseModelId>(c.model)].type->common_weight) return false;
    if (t != last) hint = {}, last = t;
    const auto s = t->at(p, hint);
    if (s.source != c.source || target_of(static_cast<int>(c.thread), s.receiver) != c.target) return false;
    out[k] = weights ? s.weight : env_.grid.delay_ms(s.delay);
  }
  return true;
}

// The parameters of a connection of a model with state; of one onto a device those of a new connection.
SynapseKind::Values ConnectionStore::values_of(const ConnectionId& c, const SynapseKind& kind) const {
  const auto values = kind.copy(models_[static_cast<SynapseModelId>(c.model)].defaults.values.get());
  if (const LiveTable* t = at_device(c) ? nullptr : live(c.thread, c.model))
    t->get(static_cast<SynapseTable::Position>(c.port), values.get());
  return values;
}

Commit ConnectionStore::stage(const ConnectionId& c, const Dict& changes) {
  const SynapseType& type = *models_[static_cast<SynapseModelId>(c.model)].type;
  Changes x;
  double ms;
  if (double w; !type.common_weight && changes.read("weight", w)) x.weight = w;
  if (changes.read("delay", ms)) x.delay = static_cast<std::uint16_t>(delays_.steps(ms, env_.grid));
  if (std::int64_t l; type.labelled && changes.read("synapse_label", l)) {
    if (l < 0) throw Error(err::bad_property, fmt::format("synapse_label must be >= 0, is {}.", l));
    x.label = l;
  }
  if (at_device(c)) return stage_link(link_of(c), x);
  return in_table(c, [&](auto& table) { return stage_in(table, c, x, changes); });
}

Commit ConnectionStore::stage_link(std::uint32_t link, const Changes& x) {
  return [this, link, x] {
    if (x.delay) delays_.note(*x.delay);
    Link& l = links_.edit(link);
    l.weight = x.weight.value_or(l.weight);
    l.delay = x.delay.value_or(l.delay);
    l.label = x.label.value_or(l.label);
  };
}

Commit ConnectionStore::stage_in(SynapseTable& table, const ConnectionId& c, const Changes& x, const Dict&) {
  return [this, &table, c, x] {
    const auto position = static_cast<SynapseTable::Position>(c.port);
    if (x.weight) {
      settle();
      table.set_weight(position, *x.weight, turned(static_cast<int>(c.thread), table.at(position).receiver, *x.weight));
    }
    commit_rest(table, c, x);
  };
}

Commit ConnectionStore::stage_in(LiveTable& table, const ConnectionId& c, const Changes& given, const Dict& changes) {
  const SynapseKind& kind = *models_[static_cast<SynapseModelId>(c.model)].type->kind;
  const auto values = values_of(c, kind);
  for (auto& section : kind.individual()) section.read(changes, values.get());
  double* const weight = kind.weight(values.get());
  if (weight && given.weight) *weight = *given.weight;
  kind.check(values.get());
  Changes x = given;
  if (double ms, *offset = kind.delay_offset(values.get()); offset && changes.read("delay", ms)) {
    const auto exact = delays_.exact(ms, env_.grid);
    x.delay = static_cast<std::uint16_t>(exact.steps), *offset = exact.offset;
  }
  return [this, &table, c, x, values, weight] {
    const auto position = static_cast<SynapseTable::Position>(c.port);
    const Receiver old = table.at(position).receiver;
    table.set(position, values.get(), weight ? turned(static_cast<int>(c.thread), old, *weight) : old);
    commit_rest(table, c, x);
  };
}

void ConnectionStore::commit_rest(auto& table, const ConnectionId& c, const Changes& x) {
  const auto position = static_cast<SynapseTable::Position>(c.port);
  if (x.delay) {
    delays_.note(*x.delay);
    table.set_delay(position, *x.delay);
    watch_order(c);
  }
  if (x.label) table.set_label(position, *x.label);
}

// Its row will be made anew.
void ConnectionStore::watch_order(const ConnectionId& c) {
  order(static_cast<int>(c.thread), static_cast<SynapseModelId>(c.model)).watch(static_cast<std::uint32_t>(c.source));
}

namespace {

std::vector<std::string> settable(const SynapseType& type) {
  std::vector<std::string> names;
  if (!type.common_weight) names.push_back("weight");
  names.push_back("delay");
  if (type.labelled) names.push_back("synapse_label");
  if (type.kind)
    for (auto& section : type.kind->individual())
      for (auto& row : section.rows) names.emplace_back(row.name);
  return names;
}

}  // namespace

void ConnectionStore::set_status(const ConnectionId& c, const Dict& changes) { checked(c, changes)(); }
void ConnectionStore::check(const ConnectionId& c, const Dict& changes) { checked(c, changes); }

Commit ConnectionStore::checked(const ConnectionId& c, const Dict& changes) {
  changes.clear_access();
  const Commit commit = stage(c, changes);
  const auto unknown = changes.unaccessed();
  if (!unknown.empty()) {
    const auto& model = models_[static_cast<SynapseModelId>(c.model)];
    const auto known = settable(*model.type);
    env_.complain(
        "SetStatus",
        fmt::format("/{} cannot be set for a connection of {}: it can have /{}; what all connections of a model "
                    "share is set by SetDefaults.{}",
                    unknown.front(), model.name, fmt::join(known, ", /"), did_you_mean(unknown.front(), known)));
  }
  return commit;
}

// Where the sign turns, events arrive at another channel of the target.
void ConnectionStore::set_common_weight(SynapseModelId model, double weight) {
  build_pending();
  settle();
  for (std::uint32_t i = 0; i < links_.count(); ++i)
    if (links_[i].model == model) links_.edit(i).weight = weight;
  for (std::size_t t = 0; t < threads_.size(); ++t) {
    const int thread = static_cast<int>(t);
    if (LiveTable* l = live(thread, model)) l->turn_all(CellTargets(*this, thread), weight);
    if (model >= threads_[t].by_model.size()) continue;
    SynapseTable& table = threads_[t].by_model[model];
    table.for_each([&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
      if ((s.weight < 0) != (weight < 0)) table.set_weight(p, s.weight, turned(thread, s.receiver, weight));
    });
    table.set_weights(weight);
  }
}

void ConnectionStore::disconnect(Gid source, Gid target, SynapseModelId model) {
  const Place from = nodes_.find(source), to = nodes_.find(target);
  build_pending();
  if (!from.population->has_proxies() || !to.population->has_proxies()) {
    for (auto& p : links_.of(source))
      if (links_[p.link].target == target && links_[p.link].model == model && !links_[p.link].removed) {
        tell_of_end(nodes_, links_[p.link]);
        return links_.remove(p.link);
      }
  } else {
    const int thread = nodes_.thread_of(target);
    const auto remove_from = [&](auto& t) {
      std::optional<SynapseTable::Position> found;
      t.for_each(static_cast<std::uint32_t>(source), [&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
        if (!found && target_of(thread, s.receiver) == target && !t.is_removed(p)) found = p;
      });
      if (found) t.remove(*found), watch_order({source, target, thread, model, 0});
      return found.has_value();
    };
    if (LiveTable* l = live(thread, model); l && remove_from(*l)) return;
    if (table(thread, model) && remove_from(threads_[static_cast<std::size_t>(thread)].by_model[model])) return;
  }
  throw Error(err::kernel_exception, fmt::format("There is no connection of {} from node {} to node {}.",
                                                 models_[model].name, source, target));
}

}  // namespace nestling
