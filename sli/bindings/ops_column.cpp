// One property of many nodes or connections at once, without a dictionary for each.
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
  if (item.is(Type::Connection)) return to_token(i, kernel(i).status(item.as<ConnectionBody>().id).at(key));
  if (!item.is(Type::Integer))
    fail(err::argument_type, "expected the GID of a node or a connection, found a ", type_name(item.type()), ".");
  if (item.as_integer() == 0) return to_token(i, kernel(i).status().at(key));
  return to_token(i, kernel(i).status(item.as_integer(), key));
}

TokenArray column(Interp& i, const TokenArray& items, const std::string& key) {
  TokenArray result;
  result.reserve(items.size());
  std::vector<Gid> gids;
  std::vector<double> numbers(items.size());
  if (are_nodes(items, gids) && kernel(i).status_column(gids, key, numbers))
    for (double x : numbers) result.push_back(Token::real(x));
  else
    for (auto& item : items) result.push_back(entry(i, item, key));
  return result;
}

bool are_doubles(const TokenArray& items, std::vector<double>& numbers) {
  numbers.reserve(items.size());
  for (auto& item : items) {
    if (!item.is(Type::Double)) return false;
    numbers.push_back(item.as_double());
  }
  return true;
}

void set_column(Interp& i, const TokenArray& items, const std::string& key, const TokenArray& values) {
  if (values.size() != items.size())
    fail(err::range_check, items.size(), " nodes need ", items.size(), " values, not ", values.size(), ".");
  std::vector<Gid> gids;
  std::vector<double> numbers;
  if (are_nodes(items, gids) && are_doubles(values, numbers) && kernel(i).set_status_column(gids, key, numbers)) return;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const Dict change{{key, to_value(values[k], key)}};
    if (items[k].is(Type::Connection)) kernel(i).set_status(items[k].as<ConnectionBody>().id, change);
    else if (items[k].is(Type::Integer)) kernel(i).set_status(items[k].as_integer(), change);
    else fail(err::argument_type, "expected the GID of a node or a connection, found a ", type_name(items[k].type()), ".");
  }
}

}  // namespace

const OpTable& column_ops() {
  static const OpTable table = {
      op("GetStatus_a_l", "[gid ..] /key -> array: one property of each node or connection",
         [](Interp& i, In<Arr> items, Lit key) { return column(i, items->items, key.name->text); }),
      op("SetStatus_a_l_a", "[gid ..] /key [value ..] -> : one property, a value for each node or connection",
         [](Interp& i, In<Arr> items, Lit key, In<Arr> values) {
           set_column(i, items->items, key.name->text, values->items);
         })
          .as("SetStatus_id"),
  };
  return table;
}

}  // namespace nestling::sli
