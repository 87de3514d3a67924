#include <fmt/format.h>

#include <map>
#include <set>

#include "kernel/base/error.h"
#include "kernel/connect/connect.h"
#include "kernel/connect/rule.h"

namespace nestling {

namespace {

// The model named by a synapse specification; nothing else in it matters when a connection is removed.
SynapseModelId model_of(const ConnectionStore& store, const Dict& syn_spec) {
  std::string name;
  if (!syn_spec.read("model", name))
    throw Error(err::bad_property,
                "Disconnect needs the /model of the connection, as in << /model /static_synapse >>.");
  return store.models().id(name, err::unknown_synapse);
}

std::string rule_of(const Dict& conn_spec) {
  std::string rule;
  if (!conn_spec.read("rule", rule))
    throw Error(err::bad_property, "Disconnect needs a /rule: one_to_one or all_to_all.");
  make_rule(conn_spec);  // which may find the specification wrong
  return rule;
}

using Pairs = std::vector<std::pair<Gid, Gid>>;

Pairs pairs_of(const NodeList& sources, const NodeList& targets, const std::string& rule) {
  Pairs pairs;
  if (rule == "one_to_one") {
    if (sources.size() != targets.size())
      throw Error(err::dimension_mismatch,
                  fmt::format("one_to_one needs as many targets as sources: there are {} sources and {} targets.",
                              sources.size(), targets.size()));
    for (std::size_t i = 0; i < sources.size(); ++i) pairs.emplace_back(sources[i], targets[i]);
  } else if (rule == "all_to_all") {
    for (std::size_t j = 0; j < targets.size(); ++j)
      for (std::size_t i = 0; i < sources.size(); ++i) pairs.emplace_back(sources[i], targets[j]);
  } else {
    throw Error(err::not_implemented,
                fmt::format("Disconnect knows the rules one_to_one and all_to_all, not {}.", rule));
  }
  return pairs;
}

Array distinct(const NodeList& list) {
  std::set<Gid> gids;
  for (std::size_t i = 0; i < list.size(); ++i) gids.insert(list[i]);
  return Array(gids.begin(), gids.end());
}

// All or nothing: a pair that stands in the list several times needs as many connections.
void require_connections(ConnectionStore& store, const NodeList& sources, const NodeList& targets, const Pairs& pairs,
                         SynapseModelId model) {
  const std::string& name = store.models()[model].name;
  std::map<std::pair<Gid, Gid>, std::set<std::int64_t>> ports;  // what is on all threads has the same port there
  for (auto& c :
       store.find({{"source", distinct(sources)}, {"target", distinct(targets)}, {"synapse_model", Literal{name}}}))
    ports[{c.source, c.target}].insert(c.port);
  std::map<std::pair<Gid, Gid>, std::size_t> there_are;
  for (auto& [pair, all] : ports) there_are[pair] = all.size();
  for (auto& pair : pairs) {
    const auto n = there_are.find(pair);
    if (n == there_are.end()) store.disconnect(pair.first, pair.second, model);  // says why not
    else if (n->second-- == 0)
      throw Error(err::kernel_exception,
                  fmt::format("There are fewer connections of {} from node {} to node {} than there are to be removed.",
                              name, pair.first, pair.second));
  }
}

}  // namespace

void disconnect(ConnectionStore& store, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
                const Dict& syn_spec) {
  const Pairs pairs = pairs_of(sources, targets, rule_of(conn_spec));
  const SynapseModelId model = model_of(store, syn_spec);
  if (pairs.size() > 1) require_connections(store, sources, targets, pairs, model);
  for (auto& [source, target] : pairs) store.disconnect(source, target, model);
}

}  // namespace nestling
