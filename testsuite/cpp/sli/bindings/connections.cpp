#include "sli/bindings/connections.h"

#include <catch2/catch.hpp>

using namespace nestling;
using namespace nestling::sli;

namespace {

std::vector<ConnectionId> some(std::int64_t n) {
  std::vector<ConnectionId> ids;
  for (std::int64_t k = 0; k < n; ++k) ids.push_back({k, 2 * k, 0, 1, k});
  return ids;
}

std::vector<std::int64_t> sources(const TokenArray& items) {
  std::vector<ConnectionId> space;
  std::vector<std::int64_t> result;
  for (auto& id : ids_of(items, space)) result.push_back(id.source);
  return result;
}

}  // namespace

TEST_CASE("connections of one query lie in a row and are not copied") {
  const auto items = make_connections(some(10));
  std::vector<ConnectionId> space;
  CHECK(ids_of(items, space).size() == 10);
  CHECK(ids_of({items.begin() + 3, items.begin() + 6}, space)[0].target == 6);
  CHECK(space.empty());
}

TEST_CASE("connections in another order, from several queries, or with gaps") {
  auto items = make_connections(some(4));
  CHECK(sources({items[3], items[1], items[1]}) == std::vector<std::int64_t>{3, 1, 1});
  CHECK(sources({items[0], items[2]}) == std::vector<std::int64_t>{0, 2});
  const auto more = make_connections(some(2));
  items.push_back(more[1]);
  CHECK(sources(items) == std::vector<std::int64_t>{0, 1, 2, 3, 1});
}

TEST_CASE("what is no array of connections has no ids") {
  auto items = make_connections(some(3));
  CHECK(make_connections({}).empty());
  CHECK(sources({}).empty());
  items[1] = Token::integer(7);
  CHECK(sources(items).empty());
  items[1] = items[0], items[2] = Token::integer(7);
  CHECK(sources(items).empty());
}

TEST_CASE("the last connection of a query keeps its id") {
  Token last;
  {
    auto items = make_connections(some(1000));
    last = items[700];
  }
  CHECK(last.as<ConnectionBody>().id().source == 700);
  const Token one = make_connection({1, 2, 3, 4, 5});
  CHECK(one.as<ConnectionBody>().id().port == 5);
}
