#include "sli/bindings/connections.h"

#include <limits>

#include "kernel/base/error.h"

namespace nestling::sli {

struct ConnectionSlab {
  explicit ConnectionSlab(std::vector<ConnectionId> list) : ids(std::move(list)), alive(ids.size()) {}

  ConnectionBody* body(std::size_t k) { return reinterpret_cast<ConnectionBody*>(bodies) + k; }

  std::vector<ConnectionId> ids;
  std::size_t alive;
  void* bodies = ::operator new(ids.size() * sizeof(ConnectionBody));
};

void ConnectionBody::operator delete(ConnectionBody* body, std::destroying_delete_t) {
  ConnectionSlab* slab = body->slab;
  body->~ConnectionBody();
  if (--slab->alive > 0) return;
  ::operator delete(slab->bodies);
  delete slab;
}

const ConnectionId& ConnectionBody::id() const { return slab->ids[index]; }

TokenArray make_connections(std::vector<ConnectionId> ids) {
  if (ids.size() > std::numeric_limits<std::uint32_t>::max())
    throw Error(err::range_check, "an array holds no more than 4294967295 connections; ask for fewer of them.");
  TokenArray tokens;
  if (ids.empty()) return tokens;
  tokens.reserve(ids.size());
  auto* slab = new ConnectionSlab(std::move(ids));
  for (std::size_t k = 0; k < slab->ids.size(); ++k)
    tokens.emplace_back(Type::Connection, new (slab->body(k)) ConnectionBody(slab, static_cast<std::uint32_t>(k)));
  return tokens;
}

Token make_connection(const ConnectionId& id) { return std::move(make_connections({id})[0]); }

std::span<const ConnectionId> ids_of(const TokenArray& items, std::vector<ConnectionId>& space) {
  if (items.empty() || !items[0].is(Type::Connection)) return {};
  const auto& first = items[0].as<ConnectionBody>();
  bool in_a_row = items.back().is(Type::Connection) && items.back().as<ConnectionBody>().slab == first.slab;
  for (std::size_t k = 0; k < items.size(); ++k) {
    if (!items[k].is(Type::Connection)) return {};
    in_a_row = in_a_row && items[k].object() == &first + k;
  }
  if (in_a_row) return {&first.id(), items.size()};
  space.clear();
  space.reserve(items.size());
  for (auto& item : items) space.push_back(item.as<ConnectionBody>().id());
  return space;
}

}  // namespace nestling::sli
