// Connections: Connect in all its forms, GetConnections, node lists.
#include <algorithm>

#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"

namespace nestling::sli {

namespace {

bool is_list(const Token& t) { return t.is(Type::Array) || t.is(Type::IntVector) || t.is(Type::GidCollection); }

std::vector<Gid> gids(const TokenArray& items) {
  std::vector<Gid> list;
  list.reserve(items.size());
  for (auto& item : items) {
    if (!item.is(Type::Integer))
      fail(err::type_mismatch, "a node list holds GIDs: expected integertype, provided ", type_name(item.type()), ".");
    list.push_back(item.as_integer());
  }
  return list;
}

NodeList node_list(const Token& t) {
  if (t.is(Type::GidCollection)) return t.as<GidCollectionBody>().nodes;
  if (t.is(Type::IntVector)) return NodeList(*t.as<IntVectorBody>().numbers);
  if (t.is(Type::Array)) return NodeList(gids(t.as<ArrayBody>().items));
  return NodeList(t.as_integer(), t.as_integer());
}

Token collection(NodeList nodes) { return Token(Type::GidCollection, new GidCollectionBody(std::move(nodes))); }

// A specification is a dictionary or the bare name of the rule or model.
Dict specification(const Token& t, std::string_view key, const char* fallback) {
  if (t.is(Type::Literal)) return Dict{{key, Literal{t.as_name()->text}}};
  Dict d = to_dict(t);
  if (!d.peek(key)) d[key] = Literal{fallback};
  return d;
}

// sources targets [rule or dict [model or dict]] Connect
void connect_lists(Interp& i) {
  const std::size_t n = is_list(i.top()) ? 2 : is_list(i.top(1)) ? 3 : 4;
  const Dict rule = n > 2 ? specification(i.top(n - 3), "rule", "all_to_all") : Dict{{"rule", Literal{"all_to_all"}}};
  const Dict synapse =
      n > 3 ? specification(i.top(n - 4), "model", "static_synapse") : Dict{{"model", Literal{"static_synapse"}}};
  kernel(i).connect(node_list(i.top(n - 1)), node_list(i.top(n - 2)), rule, synapse);
  i.drop(n);
}

// source target [weight delay | dict] [model] Connect
void connect_pair(Interp& i) {
  const bool named = i.top().is(Type::Literal);
  const std::size_t at = named ? 1 : 0;  // where the operands above source and target begin
  Dict synapse;
  std::size_t n = at + 2;
  if (i.top(at).is(Type::Dictionary)) {
    synapse = to_dict(i.top(at));
    n += 1;
  } else if (i.top(at).is(Type::Double)) {
    synapse = Dict{{"weight", i.top(at + 1).as_double()}, {"delay", i.top(at).as_double()}};
    n += 2;
  }
  synapse["model"] = Literal{named ? i.top().as_name()->text : "static_synapse"};
  kernel(i).connect(node_list(i.top(n - 1)), node_list(i.top(n - 2)), Dict{{"rule", Literal{"one_to_one"}}}, synapse);
  i.drop(n);
}

void add_connect_forms(OpTable& table) {
  const auto form = [&](std::string_view doc, std::vector<Type> signature, Op::Run run) {
    Op o = op("Connect", doc, stack<>, [](Interp&) {}).as("Connect_g_g_D_D");
    o.signature = std::move(signature), o.run = run;
    table.push_back(std::move(o));
  };
  using enum Type;
  form("source target -> : connect two nodes", {Integer, Integer}, connect_pair);
  form("source target /model -> : connect two nodes", {Integer, Integer, Literal}, connect_pair);
  form("source target weight delay -> : connect two nodes", {Integer, Integer, Double, Double}, connect_pair);
  form("source target weight delay /model -> : connect two nodes", {Integer, Integer, Double, Double, Literal},
       connect_pair);
  form("source target dict -> : connect two nodes, dict has synapse parameters", {Integer, Integer, Dictionary},
       connect_pair);
  form("source target dict /model -> : connect two nodes", {Integer, Integer, Dictionary, Literal}, connect_pair);
  for (Type list : {Array, IntVector, GidCollection}) {
    form("sources targets -> : connect all with all", {list, list}, connect_lists);
    for (Type rule : {Literal, Dictionary}) {
      form("sources targets rule -> : connect by a rule (name, or dictionary with /rule)", {list, list, rule},
           connect_lists);
      for (Type synapse : {Literal, Dictionary})
        form(
            "sources targets rule synapse -> : connect by a rule with a synapse model (name, or dictionary with "
            "/model)",
            {list, list, rule, synapse}, connect_lists);
    }
  }
}

std::vector<ConnectionId> connections(Interp& i, const Token& filter) {
  const Dict d = to_dict(filter);
  for (auto* key : {"source", "target"}) {
    const Value* v = d.peek(key);
    if (!v) continue;
    auto* a = std::get_if<nestling::Array>(v);
    const bool nested =
        a && std::any_of(a->begin(), a->end(), [](auto& x) { return std::holds_alternative<nestling::Array>(x); });
    if (!a || nested)
      fail(err::argument_error, "/", key, " of GetConnections is a flat array of GIDs, as in << /", key,
           " [1 2 3] >>.");
  }
  return kernel(i).connections(d);
}

// The five numbers of each.
std::vector<Int> flat(const std::vector<ConnectionId>& ids) {
  std::vector<Int> numbers;
  numbers.reserve(5 * ids.size());
  for (auto& c : ids) numbers.insert(numbers.end(), {c.source, c.target, c.thread, c.model, c.port});
  return numbers;
}

TokenArray parts(const ConnectionId& c) {
  return {Token::integer(c.source), Token::integer(c.target), Token::integer(c.thread), Token::integer(c.model),
          Token::integer(c.port)};
}

Token description(Interp& i, const ConnectionId& c) {
  return to_token(i, Dict{{"source", c.source},
                          {"target", c.target},
                          {"target_thread", c.thread},
                          {"synapse_modelid", c.model},
                          {"port", c.port}});
}

}  // namespace

const OpTable& connect_ops() {
  static const OpTable table = [] {
    OpTable t = {
        op("cvgidcollection", "first last -> gids: the nodes from first to last",
           [](Int first, Int last) { return collection(NodeList(first, last)); })
            .as("cvgidcollection_i_i"),
        op("cvgidcollection", "array -> gids", [](In<Arr> a) { return collection(NodeList(gids(a->items))); })
            .as("cvgidcollection_ia"),
        op("cvgidcollection", "intvector -> gids", [](In<IVec> v) { return collection(NodeList(*v->numbers)); })
            .as("cvgidcollection_iv"),
        op("cvgidcollection", "gids -> gids", [](In<Gids> g) { return g.token(); }),
        op("size", "gids -> n", [](In<Gids> g) { return g->nodes.size(); }).as("size_g"),
        op("Disconnect", "source target dict -> : remove one connection of the /model in dict",
           [](Interp& i, const Token& source, const Token& target, const Token& d) {
             const Int from = expect_integer(source), to = expect_integer(target);
             kernel(i).disconnect(NodeList(from, from), NodeList(to, to), {{"rule", "one_to_one"}}, dictionary_of(d));
           }),
        op("Disconnect_g_g_D_D",
           "sources targets rule model -> : remove one connection for each pair of one_to_one or all_to_all",
           [](Interp& i, In<Gids> sources, In<Gids> targets, In<Dic> rule, In<Dic> model) {
             kernel(i).disconnect(sources->nodes, targets->nodes, to_dict(rule.token()), to_dict(model.token()));
           }),
        op("DataConnect", "source << /target v /weight v /delay v … >> /model -> : a connection for each element",
           [](Interp& i, Int source, In<Dic> d, Lit model) {
             kernel(i).connect_data(source, to_dict(d.token()), model.name->text);
           })
            .as("DataConnect_i_D_s"),
        op("DataConnect", "source << /target v /weight v /delay v … >> (model) -> : a connection for each element",
           [](Interp& i, Int source, In<Dic> d, const std::string& model) {
             kernel(i).connect_data(source, to_dict(d.token()), model);
           })
            .as("DataConnect_i_D_s"),
        op("DataConnect", "[dict …] -> : connections with these properties, as GetStatus gave them",
           [](Interp& i, In<Arr> descriptions) {
             std::vector<Dict> dicts;
             for (auto& t : descriptions->items) dicts.push_back(dictionary_of(t));
             kernel(i).connect_data(dicts);
           })
            .as("DataConnect_a"),
        op("GetConnections",
           "dict -> array: the connections with these /source, /target, /synapse_model, /synapse_label",
           [](Interp& i, In<Dic> d) { return make_connections(connections(i, d.token())); })
            .also("GetConnections_D"),
        op("::connections", "dict -> intvector: source, target, thread, model, port of what GetConnections finds",
           [](Interp& i, In<Dic> d) { return make_vector(flat(connections(i, d.token()))); })
            .as("GetConnections_D"),
        op("cva", "connection -> [source target thread model port]", [](In<Conn> c) { return parts(c->id()); })
            .as("cva_C"),
        op("cvdict", "connection -> dict", [](Interp& i, In<Conn> c) { return description(i, c->id()); })
            .as("cvdict_C"),
    };
    add_connect_forms(t);
    return t;
  }();
  return table;
}

}  // namespace nestling::sli
