// Properties of many nodes or connections at once.
#include <algorithm>

#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"

namespace nestling::sli {

namespace {

// False when there is something else than nodes, or the root, whose properties are those of the kernel.
bool are_nodes(const TokenArray& items, std::vector<Gid>& gids) {
  gids.reserve(items.size());
  for (auto& item : items) {
    if (!item.is(Type::Integer) || item.as_integer() == 0) return false;
    gids.push_back(item.as_integer());
  }
  return true;
}

Token entry(Interp& i, const Token& item, const std::string& key) {
  if (item.is(Type::Connection)) return to_token(i, kernel(i).status(item.as<ConnectionBody>().id()).at(key));
  if (!item.is(Type::Integer))
    fail(err::argument_type, "expected the GID of a node or a connection, found ", with_article(item.type()), ".");
  return to_token(i, kernel(i).status(item.as_integer(), key));
}

TokenArray column(Interp& i, const TokenArray& items, const std::string& key) {
  TokenArray result;
  result.reserve(items.size());
  std::vector<Gid> gids;
  std::vector<ConnectionId> space;
  const auto connections = ids_of(items, space);
  std::vector<double> numbers(items.size());
  if ((are_nodes(items, gids) && kernel(i).status_column(gids, key, numbers)) ||
      (!connections.empty() && kernel(i).status_column(connections, key, numbers)))
    for (double x : numbers) result.push_back(Token::real(x));
  else
    for (auto& item : items) result.push_back(entry(i, item, key));
  return result;
}

// The same in vectors, which cost no token for each number. Other values than doubles come as an array.
bool has_root(const std::vector<Gid>& gids) { return std::find(gids.begin(), gids.end(), 0) != gids.end(); }

Token column(Interp& i, const std::vector<Gid>& gids, const std::string& key) {
  std::vector<double> numbers(gids.size());
  if (!has_root(gids) && kernel(i).status_column(gids, key, numbers)) return make_vector(std::move(numbers));
  TokenArray result;
  for (Gid g : gids) result.push_back(entry(i, Token::integer(g), key));
  return make_array(std::move(result));
}

// Five numbers for each connection.
std::span<const ConnectionId> ids_in(const std::vector<Int>& numbers) {
  static_assert(sizeof(ConnectionId) == 5 * sizeof(Int) && std::is_standard_layout_v<ConnectionId>);
  if (numbers.size() % 5)
    fail(err::range_check, "five numbers stand for a connection; ", numbers.size(), " is no multiple of five.");
  return {reinterpret_cast<const ConnectionId*>(numbers.data()), numbers.size() / 5};
}

Token column(Interp& i, std::span<const ConnectionId> ids, const std::string& key) {
  std::vector<double> numbers(ids.size());
  if (kernel(i).status_column(ids, key, numbers)) return make_vector(std::move(numbers));
  const auto end = key == "source" ? &ConnectionId::source : key == "target" ? &ConnectionId::target : nullptr;
  if (end && kernel(i).status_column(ids, "delay", numbers)) {  // all of them exist
    std::vector<Int> ends;
    for (auto& id : ids) ends.push_back(id.*end);
    return make_vector(std::move(ends));
  }
  TokenArray result;
  for (auto& id : ids) result.push_back(to_token(i, kernel(i).status(id).at(key)));
  return make_array(std::move(result));
}

template <class Receivers>
void set_column(Interp& i, const Receivers& receivers, const std::string& key, const std::vector<double>& values) {
  if (values.size() != receivers.size())
    fail(err::range_check, receivers.size(), " items need ", receivers.size(), " values, not ", values.size(), ".");
  if constexpr (std::is_same_v<Receivers, std::vector<Gid>>)
    if (!has_root(receivers) && kernel(i).set_status_column(receivers, key, values)) return;
  std::vector<Dict> changes;
  for (double value : values) changes.push_back({{key, value}});
  kernel(i).set_status(receivers, changes);
}

bool are_doubles(const TokenArray& items, std::vector<double>& numbers) {
  numbers.reserve(items.size());
  for (auto& item : items) {
    if (!item.is(Type::Double)) return false;
    numbers.push_back(item.as_double());
  }
  return true;
}

// One dictionary for all, or one each: all or nothing.
void set_all(Interp& i, const TokenArray& items, std::span<const Dict> changes) {
  const Type type = items.empty() ? Type::Integer : items[0].type();
  std::vector<Gid> gids;
  std::vector<ConnectionId> connections;
  for (auto& item : items) {
    if (!item.is(type) || !(item.is(Type::Integer) || item.is(Type::Connection)))
      fail(err::argument_type, "expected GIDs of nodes, or connections; found ", with_article(item.type()), ".");
    if (item.is(Type::Integer)) gids.push_back(item.as_integer());
    else connections.push_back(item.as<ConnectionBody>().id());
  }
  if (type == Type::Connection) return kernel(i).set_status(connections, changes);
  kernel(i).set_status(gids, changes);
}

void set_column(Interp& i, const TokenArray& items, const std::string& key, const TokenArray& values) {
  if (values.size() != items.size())
    fail(err::range_check, items.size(), " nodes need ", items.size(), " values, not ", values.size(), ".");
  std::vector<Gid> gids;
  std::vector<double> numbers;
  if (are_nodes(items, gids) && are_doubles(values, numbers) && kernel(i).set_status_column(gids, key, numbers)) return;
  std::vector<Dict> changes;
  for (auto& value : values) changes.push_back({{key, to_value(value, key)}});
  set_all(i, items, changes);
}

void set_each(Interp& i, const TokenArray& items, const TokenArray& dicts) {
  if (dicts.size() != items.size())
    fail(err::range_check, items.size(), " nodes need ", items.size(), " dictionaries, not ", dicts.size(), ".");
  std::vector<Dict> changes;
  for (auto& d : dicts) {
    if (!d.is(Type::Dictionary))
      fail(err::argument_type, "expected a dictionarytype, found ", with_article(d.type()), ".");
    changes.push_back(to_dict(d));
  }
  set_all(i, items, changes);
}

}  // namespace

const OpTable& column_ops() {
  static const OpTable table = {
      op("GetStatus_a_l", "[gid ..] /key -> array: one property of each node or connection",
         [](Interp& i, In<Arr> items, Lit key) { return column(i, items->items, key.name->text); }),
      op("SetStatus_a_D", "[gid ..] dict -> : the same properties for each node or connection",
         [](Interp& i, In<Arr> items, In<Dic> d) { set_all(i, items->items, std::vector{to_dict(d.token())}); })
          .as("SetStatus_id"),
      op("SetStatus_a_a", "[gid ..] [dict ..] -> : properties for each node or connection",
         [](Interp& i, In<Arr> items, In<Arr> dicts) { set_each(i, items->items, dicts->items); })
          .as("SetStatus_id"),
      op("SetStatus_a_l_a", "[gid ..] /key [value ..] -> : one property, a value for each node or connection",
         [](Interp& i, In<Arr> items, Lit key, In<Arr> values) {
           set_column(i, items->items, key.name->text, values->items);
         })
          .as("SetStatus_id"),
      op("::column", "gids /key -> vector: one property of each node",
         [](Interp& i, In<IVec> gids, Lit key) { return column(i, *gids->numbers, key.name->text); })
          .as("GetStatus_a_l"),
      op("::set_column", "gids /key doubles -> : one property, a value for each node",
         [](Interp& i, In<IVec> gids, Lit key, In<DVec> values) {
           set_column(i, *gids->numbers, key.name->text, *values->numbers);
         })
          .as("SetStatus_id"),
      op("::connection_column", "connections /key -> vector: one property of each of ::connections",
         [](Interp& i, In<IVec> connections, Lit key) {
           return column(i, ids_in(*connections->numbers), key.name->text);
         })
          .as("GetStatus_a_l"),
      op("::set_connection_column", "connections /key doubles -> : one property, a value for each of ::connections",
         [](Interp& i, In<IVec> connections, Lit key, In<DVec> values) {
           set_column(i, ids_in(*connections->numbers), key.name->text, *values->numbers);
         })
          .as("SetStatus_id"),
  };
  return table;
}

}  // namespace nestling::sli
