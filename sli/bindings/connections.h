// Connections as the language holds them. Those that one query found share the list of their ids, and one piece of
// memory for their bodies.
#pragma once
#include <new>
#include <span>

#include "kernel/connect/connection_id.h"
#include "sli/token.h"

namespace nestling::sli {

struct ConnectionSlab;

struct ConnectionBody final : Object {
  ConnectionBody(ConnectionSlab* s, std::uint32_t i) : index(i), slab(s) {}
  ConnectionBody(const ConnectionBody&) = delete;
  // The memory goes with the last body of the slab.
  static void operator delete(ConnectionBody* body, std::destroying_delete_t);

  const ConnectionId& id() const;

  std::uint32_t index;
  ConnectionSlab* slab;
};

TokenArray make_connections(std::vector<ConnectionId> ids);
Token make_connection(const ConnectionId& id);

// The ids in an array of connections; nothing if it is empty or holds something else. They stay where they are if they
// lie in a row, and come into `space` if not.
std::span<const ConnectionId> ids_of(const TokenArray& items, std::vector<ConnectionId>& space);

}  // namespace nestling::sli
