// Nodes and models: Create, GetStatus, SetStatus, defaults, subnets.
#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"

namespace nestling::sli {

namespace {

Token status_of(Interp& i, const Token& t) {
  if (t.is(Type::Integer))
    return to_token(i, t.as_integer() == 0 ? kernel(i).status() : kernel(i).status(t.as_integer()));
  if (t.is(Type::Connection)) return to_token(i, kernel(i).status(t.as<ConnectionBody>().id()));
  fail(err::type_mismatch, "expected the GID of a node or a connection, found ", with_article(t.type()), ".");
}

void set_status_of(Interp& i, const Token& t, const Dict& changes) {
  if (t.is(Type::Connection)) return kernel(i).set_status(t.as<ConnectionBody>().id(), changes);
  if (!t.is(Type::Integer))
    fail(err::type_mismatch, "expected the GID of a node or a connection, found ", with_article(t.type()), ".");
  kernel(i).set_status(t.as_integer(), changes);
}

TokenArray statuses(Interp& i, const TokenArray& items) {
  TokenArray result;
  result.reserve(items.size());
  for (auto& item : items) result.push_back(status_of(i, item));
  return result;
}

void require_type(const TokenArray& items, Type type) {
  for (auto& item : items)
    if (!item.is(type))
      fail(err::type_mismatch, "expected ", type_name(type), ", provided ", type_name(item.type()), ".");
}

void set_statuses(Interp& i, const TokenArray& items, const TokenArray& changes) {
  if (changes.size() != 1 && changes.size() != items.size())
    fail(err::range_check, items.size(), " connections need one dictionary or ", items.size(), ", not ", changes.size(),
         ".");
  require_type(items, Type::Connection);
  require_type(changes, Type::Dictionary);
  std::vector<ConnectionId> connections;
  std::vector<Dict> dicts;
  for (auto& item : items) connections.push_back(item.as<ConnectionBody>().id());
  for (auto& change : changes) dicts.push_back(to_dict(change));
  kernel(i).set_status(connections, dicts);
}

// Follows a path of keys into the status: the dictionary takes the place of the node and `get` goes on with it.
void get_path(Interp& i) {
  i.top(1) = status_of(i, i.top(1));
  i.call(Token::name(i.intern("get")));
}

void show(Interp& i, Token dictionary) {
  i.top() = std::move(dictionary);
  i.call(Token::name(i.intern("info")));
}

}  // namespace

const OpTable& node_ops() {
  static const OpTable table = {
      op("Create", "/model -> gid: a new node", [](Interp& i, Lit m) { return kernel(i).create(m.name->text, 1); })
          .as("Create_l"),
      op("Create", "/model n -> gid: n new nodes, the GID of the last",
         [](Interp& i, Lit m, Int n) { return kernel(i).create(m.name->text, n); })
          .as("Create_l_i"),
      op("Create", "/model dict -> gid: a new node with parameters",
         [](Interp& i, Lit m, In<Dic> d) { return kernel(i).create(m.name->text, 1, to_dict(d.token())); })
          .as("Create_l_D"),
      op("Create", "/model n dict -> gid: n new nodes with parameters, the GID of the last",
         [](Interp& i, Lit m, Int n, In<Dic> d) { return kernel(i).create(m.name->text, n, to_dict(d.token())); })
          .as("Create_l_i_D"),

      op("GetStatus", "gid -> dict: all properties of a node; 0 is the kernel",
         [](Interp& i, Int gid) { return status_of(i, Token::integer(gid)); })
          .as("GetStatus_i"),
      op("GetStatus", "connection -> dict: all properties of a connection",
         [](Interp& i, In<Conn> c) { return status_of(i, c.token()); })
          .as("GetStatus_C"),
      op("GetSynapseStatus", "array -> array: properties of each connection",
         [](Interp& i, In<Arr> a) { return statuses(i, a->items); })
          .as("GetStatus_a"),
      op("SetStatus", "gid dict -> : change properties of a node; 0 is the kernel",
         [](Interp& i, Int gid, In<Dic> d) { set_status_of(i, Token::integer(gid), to_dict(d.token())); })
          .as("SetStatus_id"),
      op("SetStatus", "connection dict -> : change properties of a connection",
         [](Interp& i, In<Conn> c, In<Dic> d) { set_status_of(i, c.token(), to_dict(d.token())); })
          .as("SetStatus_CD"),
      op("SetStatus", "[connection …] [dict …] -> : change properties of connections",
         [](Interp& i, In<Arr> c, In<Arr> d) { set_statuses(i, c->items, d->items); })
          .as("SetStatus_aa"),
      op("SetSynapseStatus", "[connection …] [dict …] -> : change properties of connections",
         [](Interp& i, In<Arr> c, In<Arr> d) { set_statuses(i, c->items, d->items); })
          .as("SetStatus_aa"),
      op("get", "gid /key -> value: one property of a node",
         [](Interp& i, Int gid, Lit key) { return to_token(i, kernel(i).status(gid, key.name->text)); })
          .as("get_i_l"),
      op("get", "gid [/key …] -> value: a path into the properties of a node", stack<IntType, Arr>,
         [](Interp& i) { get_path(i); })
          .as("get_i_a"),
      op("get", "connection /key -> value: one property of a connection", stack<Conn, LitType>,
         [](Interp& i) { get_path(i); })
          .as("get_C_l"),
      op("get", "connection [/key …] -> value: a path into the properties of a connection", stack<Conn, Arr>,
         [](Interp& i) { get_path(i); })
          .as("get_C_a"),
      op("ShowStatus", "gid -> : print the properties of a node", stack<IntType>,
         [](Interp& i) { show(i, status_of(i, i.top())); }),

      op("known", "gid /key -> bool: has the node this property",
         [](Interp& i, Int gid, Lit key) {
           return status_of(i, Token::integer(gid)).as<DictBody>().find(key) != nullptr;
         }),
      op("GetDefaults", "/model -> dict: the properties new nodes or connections get",
         [](Interp& i, Lit m) { return to_token(i, kernel(i).defaults(m.name->text)); })
          .as("GetDefaults_l"),
      op("SetDefaults", "/model dict -> : change what new nodes or connections get",
         [](Interp& i, Lit m, In<Dic> d) { kernel(i).set_defaults(m.name->text, to_dict(d.token())); })
          .as("SetDefaults_l_D"),
      op("CopyModel", "/old /new -> : a model of another name",
         [](Interp& i, Lit from, Lit to) {
           kernel(i).copy_model(from.name->text, to.name->text, {});
           refresh_model_dictionaries(i);
         })
          .as("CopyModel_l_l"),
      op("CopyModel", "/old /new dict -> : a model of another name with other defaults",
         [](Interp& i, Lit from, Lit to, In<Dic> d) {
           kernel(i).copy_model(from.name->text, to.name->text, to_dict(d.token()));
           refresh_model_dictionaries(i);
         })
          .as("CopyModel_l_l_D"),
      op("ShowDefaults", "/model -> : print the defaults of a model", stack<LitType>,
         [](Interp& i) { show(i, to_token(i, kernel(i).defaults(i.top().as_name()->text))); }),
  };
  return table;
}

}  // namespace nestling::sli
