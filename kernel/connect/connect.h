// Connect: rule and synapse specification, carried out.
#pragma once
#include "kernel/base/value.h"
#include "kernel/connect/node_list.h"
#include "kernel/connect/store.h"
#include "kernel/run/environment.h"

namespace nestling {

struct ConnectContext {
  const Environment& env;
  ConnectionStore& store;
  Parallel parallel = {};  // empty: one thread after the other
};

// Everything is checked and built; calling the result stores it, and only there devices may still object. The lists and
// specifications are not needed any more then, the context is.
Commit stage_connect(const ConnectContext& context, const NodeList& sources, const NodeList& targets,
                     const Dict& conn_spec, const Dict& syn_spec);

// All or nothing: after an error there are the same connections as before.
void connect(const ConnectContext& context, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
             const Dict& syn_spec);

// Removes one connection of the model in the synapse specification for each pair: KernelException where there is none.
void disconnect(ConnectionStore& store, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
                const Dict& syn_spec);

}  // namespace nestling
