// The user's view of the connections: finding them.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/store.h"
#include "kernel/connect/target_finder.h"

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
    const auto& orders = store_.threads_[static_cast<std::size_t>(thread)].order;
    const auto at = orders.find(m);
    if (at != orders.end() && !at->second.knows_none()) return in_order(thread, m, at->second);
    for_each(thread, m, [&](const ConnectionId& c, std::size_t) { found_.push_back(c); });
  }

  // Within a source by creation, or all by creation.
  void in_order(int thread, SynapseModelId m, const CreationOrder& order) {
    struct Ranked {
      std::int64_t source;
      CreationOrder::Rank rank;
      ConnectionId c;
    };
    std::vector<Ranked> all;
    const bool by_creation = order.knows_all() && store_.scope_ == CreationOrder::Scope::all;
    for_each(thread, m, [&](const ConnectionId& c, std::size_t place) {
      const auto* ranks = order.ranks(static_cast<std::uint32_t>(c.source));
      const auto position = static_cast<CreationOrder::Rank>(c.port);
      all.push_back({by_creation ? 0 : c.source, ranks ? (*ranks)[place] : position, c});
    });
    std::sort(all.begin(), all.end(),
              [](auto& a, auto& b) { return std::tie(a.source, a.rank) < std::tie(b.source, b.rank); });
    for (auto& r : all) found_.push_back(r.c);
  }

  // Calls f(id, place in the row) for the wanted ones among those of a model onto the neurons of a thread.
  template <class F>
  void for_each(int thread, SynapseModelId m, F f) const {
    std::uint32_t source = 0;
    SynapseTable::Position row = 0;
    ConnectionStore::TargetFinder target_of(store_);
    const auto take = [&](SynapseTable::Position p, const SynapseTable::Synapse& s) {
      if (s.source != source) source = s.source, row = p;
      const Gid target = target_of(thread, s.receiver);
      if (wanted(target, s.label)) f({s.source, target, thread, m, static_cast<std::int64_t>(p)}, p - row);
    };
    if (const LiveTable* live = store_.live(thread, m)) visit(*live, take);
    else if (const SynapseTable* table = store_.table(thread, m)) visit(*table, take);
  }

  void visit(const auto& table, const auto& take) const {
    if (!has_sources_) return table.for_each(take);
    for (Gid g : sources_)
      if (store_.nodes_.exists(g)) table.for_each(static_cast<std::uint32_t>(g), take);
  }

  void at_devices(int thread, SynapseModelId m, bool to_device) {
    const auto take = [&](const DeviceLinks::Ported& p) {
      const Link& link = store_.links_[p.link];
      if (link.model != m || !store_.links_.is_on(link, thread) || !wanted(link.target, link.label)) return;
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
  prepare();
  return query.run();
}

}  // namespace nestling
