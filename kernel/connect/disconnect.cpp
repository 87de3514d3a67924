#include <fmt/format.h>

#include "kernel/base/error.h"
#include "kernel/connect/connect.h"

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

}  // namespace

void disconnect(ConnectionStore& store, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
                const Dict& syn_spec) {
  std::string rule = "all_to_all";
  conn_spec.read("rule", rule);
  const SynapseModelId model = model_of(store, syn_spec);
  if (rule == "one_to_one") {
    if (sources.size() != targets.size())
      throw Error(err::dimension_mismatch,
                  fmt::format("one_to_one needs as many targets as sources: there are {} sources and {} targets.",
                              sources.size(), targets.size()));
    for (std::size_t i = 0; i < sources.size(); ++i) store.disconnect(sources[i], targets[i], model);
  } else if (rule == "all_to_all") {
    for (std::size_t j = 0; j < targets.size(); ++j)
      for (std::size_t i = 0; i < sources.size(); ++i) store.disconnect(sources[i], targets[j], model);
  } else {
    throw Error(err::not_implemented,
                fmt::format("Disconnect knows the rules one_to_one and all_to_all, not {}.", rule));
  }
}

}  // namespace nestling
