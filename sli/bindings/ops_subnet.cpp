// Subnets: the current one, and looking up what is below one.
#include "sli/bindings/network_tree.h"
#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"

namespace nestling::sli {

namespace {

enum class Below { children, leaves, nodes };

bool is_subnet(Interp& i, Gid g) {
  const Value model = kernel(i).status(g, "model");
  return std::get<Literal>(model).name == "subnet";
}

// A node is selected when every entry of the filter that it has is equal; text matches a literal of the same letters.
bool selected(Interp& i, Gid g, const Dict& filter) {
  if (filter.empty()) return true;
  const Dict status = kernel(i).status(g);
  for (auto& [key, wanted, _] : filter) {
    const Value* found = status.peek(key);
    if (!found) continue;
    auto text = [](const Value& v) -> const std::string* {
      if (auto* l = std::get_if<Literal>(&v)) return &l->name;
      return std::get_if<std::string>(&v);
    };
    if (auto* a = text(wanted), *b = text(*found); a && b) {
      if (*a != *b) return false;
    } else if (!equal(to_token(i, wanted), to_token(i, *found))) {
      return false;
    }
  }
  return true;
}

void collect(Interp& i, Gid subnet, Below what, std::vector<Gid>& to) {
  for (Gid g : kernel(i).children(subnet)) {
    const bool inner = what != Below::children && is_subnet(i, g);
    if (!(inner && what == Below::leaves)) to.push_back(g);
    if (inner) collect(i, g, what, to);
  }
}

template <Below what>
TokenArray list(Interp& i, Int subnet, const Dict& filter) {
  std::vector<Gid> gids;
  collect(i, subnet, what, gids);
  TokenArray result;
  for (Gid g : gids)
    if (selected(i, g, filter)) result.push_back(Token::integer(g));
  return result;
}

Token nested(Interp& i, Gid g, Int depth) {
  if (depth == 0 || !(g == 0 || is_subnet(i, g))) return Token::integer(g);
  TokenArray items{Token::integer(g)};
  for (Gid child : kernel(i).children(g)) items.push_back(nested(i, child, depth - 1));
  return make_array(std::move(items));
}

template <Below what>
void add_query(OpTable& table, std::string_view name) {
  table.push_back(op(name, "gid -> array: GIDs below a subnet", [](Interp& i, Int g) { return list<what>(i, g, {}); }));
  table.push_back(op(name, "gid dict -> array: GIDs below a subnet whose properties have the values of dict",
                     [](Interp& i, Int g, In<Dic> d) { return list<what>(i, g, to_dict(d.token())); }));
}

TokenArray nodes_info(Interp& i, Int subnet, const Dict& filter) {
  TokenArray result = list<Below::nodes>(i, subnet, filter);
  for (auto& t : result) {
    const Gid g = t.as_integer();
    t = to_token(i,
                 Dict{{"global_id", g}, {"vp", kernel(i).status(g, "vp")}, {"parent", kernel(i).status(g, "parent")}});
  }
  return result;
}

}  // namespace

const OpTable& subnet_ops() {
  static const OpTable table = [] {
    OpTable t = {
        op("CurrentSubnet", "-> gid: the subnet that new nodes go to",
           [](Interp& i) { return kernel(i).current_subnet(); }),
        op("ChangeSubnet", "gid -> : let new nodes go to this subnet",
           [](Interp& i, const Token& g) { kernel(i).change_subnet(expect_integer(g)); }),
        op("GetGlobalNodesInfo", "gid -> array: global_id, vp and parent of the nodes below a subnet",
           [](Interp& i, Int g) { return nodes_info(i, g, {}); }),
        op("GetGlobalNodesInfo", "gid dict -> array: the same for nodes whose properties have the values of dict",
           [](Interp& i, Int g, In<Dic> d) { return nodes_info(i, g, to_dict(d.token())); }),
        op("GetNetwork", "gid depth -> array: nested array of GIDs",
           [](Interp& i, Int g, Int depth) {
             if (g != 0) kernel(i).status(g, "model");  // it exists
             return nested(i, g, depth);
           })
            .as("GetNetwork_i_i"),
        op("PrintNetwork", "gid depth -> : print the tree of nodes below a subnet",
           [](Interp& i, const Token& g, const Token& depth) {
             print_network(i.out(), kernel(i), expect_integer(g), expect_integer(depth));
           }),
        op("RestoreNodes", "[dict ..] -> : make nodes with these properties, as GetStatus gave them",
           [](Interp& i, In<Arr> statuses) {
             std::vector<Dict> dicts;
             for (auto& t : statuses->items) dicts.push_back(dictionary_of(t));
             kernel(i).restore_nodes(dicts);
           }),
    };
    for (auto [scope_children, scope_leaves, scope_nodes] :
         {std::tuple{"GetGlobalChildren", "GetGlobalLeaves", "GetGlobalNodes"},
          std::tuple{"GetLocalChildren", "GetLocalLeaves", "GetLocalNodes"}}) {
      add_query<Below::children>(t, scope_children);
      add_query<Below::leaves>(t, scope_leaves);
      add_query<Below::nodes>(t, scope_nodes);
    }
    return t;
  }();
  return table;
}

}  // namespace nestling::sli
