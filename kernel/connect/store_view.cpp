// The user's view of the connections: finding, status, changing, removing.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/store.h"

namespace nestling {

namespace {

// `source` and `target` of a filter: plain arrays of integers; ascending and without duplicates.
void check_shape(const Dict& filter, std::string_view key) {
  const Value* v = filter.peek(key);
  if (!v) return;
  const auto* array = std::get_if<Array>(v);
  if (!array) throw Error(err::argument_error, fmt::format("/{} must be an array of GIDs, is {}.", key, type_name(*v)));
  for (auto& x : *array)
    if (std::holds_alternative<Array>(x))
      throw Error(err::argument_error, fmt::format("/{} must be a flat array of GIDs.", key));
}

bool read_gids(const Dict& filter, std::string_view key, std::vector<std::int64_t>& gids) {
  if (!filter.read(key, gids)) return false;
  std::sort(gids.begin(), gids.end());
  gids.erase(std::unique(gids.begin(), gids.end()), gids.end());
  return true;
}

void refuse_unknown(const Dict& filter, const Environment& env) {
  const auto keys = filter.unaccessed();
  if (keys.empty()) return;
  env.complain(
      "GetConnections",
      fmt::format("GetConnections does not know /{}. It takes /source, /target, /synapse_model and /synapse_label.{}",
                  keys.front(), did_you_mean(keys.front(), {"source", "target", "synapse_model", "synapse_label"})));
}

[[noreturn]] void no_such_connection(const ConnectionId& c) {
  throw Error(
      err::kernel_exception,
      fmt::format("There is no connection {} of model {} from node {} to node {} any more; ask GetConnections again.",
                  c.port, c.model, c.source, c.target));
}

}  // namespace

// One call of GetConnections.
class ConnectionQuery {
 public:
  ConnectionQuery(const ConnectionStore& store, const Dict& filter) : store_(store) {
    filter.clear_access();
    check_shape(filter, "source");
    check_shape(filter, "target");
    has_sources_ = read_gids(filter, "source", sources_);
    std::vector<std::int64_t> targets;
    has_targets_ = read_gids(filter, "target", targets);
    for (Gid g : targets) store_.nodes_.find(g);
    is_target_.resize(has_targets_ ? static_cast<std::size_t>(store_.nodes_.last()) + 1 : 0);
    for (Gid g : targets) is_target_[static_cast<std::size_t>(g)] = true;
    read_model(filter);
    filter.read("synapse_label", label_);
    refuse_unknown(filter, store_.env_);
  }

  std::vector<ConnectionId> run() {
    for (SynapseModelId m = 0; m < store_.models_.size(); ++m) {
      if (model_ >= 0 && model_ != m) continue;
      for (std::size_t t = 0; t < store_.threads_.size(); ++t) {
        between_neurons(static_cast<int>(t), m);
        at_devices(static_cast<int>(t), m, true);
        at_devices(static_cast<int>(t), m, false);
      }
    }
    return std::move(found_);
  }

 private:
  void read_model(const Dict& filter) {
    const Value* v = filter.find("synapse_model");
    if (!v) return;
    const auto* literal = std::get_if<Literal>(v);
    if (!literal)
      throw Error(err::type_mismatch, fmt::format("/synapse_model: expected literaltype, provided {}.", type_name(*v)));
    model_ = store_.models_.id(literal->name, err::unknown_model);
  }

  bool wanted(Gid target, std::int64_t label) const {
    return (!has_targets_ || is_target_[static_cast<std::size_t>(target)]) && (label_ == -1 || label_ == label);
  }

  void between_neurons(int thread, SynapseModelId m) {
    const SynapseTable* table = store_.table(thread, m);
    if (!table) return;
    const auto take = [&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
      const Gid target = store_.target_of(thread, s.receiver);
      if (wanted(target, s.label)) found_.push_back({s.source, target, thread, m, static_cast<std::int64_t>(p)});
    };
    if (!has_sources_) return table->for_each(take);
    for (Gid g : sources_)
      if (store_.nodes_.exists(g)) table->for_each(static_cast<std::uint32_t>(g), take);
  }

  void at_devices(int thread, SynapseModelId m, bool to_device) {
    const auto take = [&](const DeviceLinks::Ported& p) {
      const Link& link = store_.links_[p.link];
      if (link.model != m || store_.links_.thread_of(link) != thread || !wanted(link.target, link.label)) return;
      if (store_.nodes_.find(link.source).population->has_proxies() == to_device)
        found_.push_back({link.source, link.target, thread, m, p.port});
    };
    if (!has_sources_)
      for (auto& p : store_.links_.by_source()) take(p);
    else
      for (Gid g : sources_)
        for (auto& p : store_.links_.of(g)) take(p);
  }

  const ConnectionStore& store_;
  bool has_sources_, has_targets_;
  std::vector<std::int64_t> sources_;
  std::vector<bool> is_target_;
  std::int64_t model_ = -1, label_ = -1;
  std::vector<ConnectionId> found_;
};

std::vector<ConnectionId> ConnectionStore::find(const Dict& filter) {
  ConnectionQuery query(*this, filter);
  prepare(static_cast<int>(threads_.size()));
  return query.run();
}

// ---------------------------------------------------------------- from ids to connections

const SynapseTable* ConnectionStore::table(std::int64_t thread, std::int64_t model) const {
  if (thread < 0 || thread >= static_cast<std::int64_t>(threads_.size())) return nullptr;
  const auto& tables = threads_[static_cast<std::size_t>(thread)].by_model;
  return model >= 0 && model < static_cast<std::int64_t>(tables.size()) ? &tables[static_cast<std::size_t>(model)]
                                                                        : nullptr;
}

SynapseTable& ConnectionStore::table_of(const ConnectionId& c) {
  const SynapseTable* t = table(c.thread, c.model);
  if (!t || !t->has(static_cast<SynapseTable::Position>(c.port))) no_such_connection(c);
  const auto s = t->at(static_cast<SynapseTable::Position>(c.port));
  if (s.source != c.source || target_of(static_cast<int>(c.thread), s.receiver) != c.target) no_such_connection(c);
  return const_cast<SynapseTable&>(*t);
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
      const Port port = p.port(static_cast<std::uint32_t>(target - p.first()), Signal::spike, r);
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
  if (at_device(c)) {
    const Link& link = links_[link_of(c)];
    x = {link.delay, link.weight, link.kind == LinkKind::samples ? link.sampler : link.receptor, link.label};
  } else {
    const auto s = table_of(c).at(static_cast<SynapseTable::Position>(c.port));
    x = {s.delay, s.weight, receptor_of(static_cast<int>(c.thread), c.target, s.receiver), s.label};
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
  d["sizeof"] = std::int64_t{4};
  return d;
}

Commit ConnectionStore::stage(const ConnectionId& c, const Dict& changes) {
  const bool device = at_device(c);
  const std::uint32_t link = device ? link_of(c) : 0;
  SynapseTable* table = device ? nullptr : &table_of(c);
  const auto position = static_cast<SynapseTable::Position>(c.port);

  double weight, delay_ms;
  std::int64_t label;
  const SynapseType& type = *models_[static_cast<SynapseModelId>(c.model)].type;
  const bool new_weight = !type.common_weight && changes.read("weight", weight),
             new_delay = changes.read("delay", delay_ms);
  const bool new_label =
      models_[static_cast<SynapseModelId>(c.model)].type->labelled && changes.read("synapse_label", label);
  const Step delay = new_delay ? delays_.steps(delay_ms, env_.grid) : 0;
  if (new_label && label < 0) throw Error(err::bad_property, fmt::format("synapse_label must be >= 0, is {}.", label));
  return [=, this] {
    if (new_delay) delays_.note(delay);
    if (device) {
      Link& l = links_.edit(link);
      if (new_weight) l.weight = weight;
      if (new_delay) l.delay = static_cast<std::uint16_t>(delay);
      if (new_label) l.label = label;
      return;
    }
    if (new_weight) {
      settle();
      const auto old = table->at(position);
      const std::int64_t receptor = receptor_of(static_cast<int>(c.thread), c.target, old.receiver);
      const auto [target, index] = nodes_.find(c.target);
      const Port port = target->port(index, Signal::spike, receptor);
      table->set_weight(position, weight, receiver(port, *target, c.target, weight));
    }
    if (new_delay) table->set_delay(position, static_cast<std::uint16_t>(delay));
    if (new_label) table->set_label(position, label);
  };
}

void ConnectionStore::set_status(const ConnectionId& c, const Dict& changes) { checked(c, changes)(); }
void ConnectionStore::check(const ConnectionId& c, const Dict& changes) { checked(c, changes); }

Commit ConnectionStore::checked(const ConnectionId& c, const Dict& changes) {
  changes.clear_access();
  const Commit commit = stage(c, changes);
  const auto unknown = changes.unaccessed();
  if (!unknown.empty()) {
    const auto& model = models_[static_cast<SynapseModelId>(c.model)];
    env_.complain("SetStatus",
                fmt::format("/{} cannot be set for a connection of {}: it can have /weight and /delay{}; what all "
                            "connections of a model share is "
                            "set by SetDefaults.{}",
                            unknown.front(), model.name, model.type->labelled ? " and /synapse_label" : "",
                            did_you_mean(unknown.front(), {"weight", "delay", "synapse_label"})));
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
    if (model >= threads_[t].by_model.size()) continue;
    SynapseTable& table = threads_[t].by_model[model];
    const int thread = static_cast<int>(t);
    table.for_each([&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
      if ((s.weight < 0) == (weight < 0)) return;
      const Gid target = target_of(thread, s.receiver);
      const auto [to, index] = nodes_.find(target);
      const Port port = to->port(index, Signal::spike, receptor_of(thread, target, s.receiver));
      table.set_weight(p, s.weight, receiver(port, *to, target, weight));
    });
    table.set_weights(weight);
  }
}

void ConnectionStore::disconnect(Gid source, Gid target, SynapseModelId model) {
  const Place from = nodes_.find(source), to = nodes_.find(target);
  build_pending();
  if (!from.population->has_proxies() || !to.population->has_proxies()) {
    for (auto& p : links_.of(source))
      if (links_[p.link].target == target && links_[p.link].model == model && !links_[p.link].removed)
        return links_.remove(p.link);
  } else if (const int thread = nodes_.thread_of(target); table(thread, model)) {
    auto& t = threads_[static_cast<std::size_t>(thread)].by_model[model];
    std::optional<SynapseTable::Position> found;
    t.for_each(static_cast<std::uint32_t>(source), [&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
      if (!found && target_of(thread, s.receiver) == target && !t.is_removed(p)) found = p;
    });
    if (found) return t.remove(*found);
  }
  throw Error(err::kernel_exception, fmt::format("There is no connection of {} from node {} to node {}.",
                                                 models_[model].name, source, target));
}

}  // namespace nestling
