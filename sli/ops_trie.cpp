// Type tries as objects: building, extending and looking at overloaded operators.
#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/machine.h"
#include "sli/stream.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

// Type names to types. Empty: one of them is unknown, so nothing will ever fit.
std::vector<Type> signature_of(const ArrayBody& names) {
  if (names.items.empty() || names.items.size() > TrieBody::longest)
    fail(err::argument_type, "a signature has 1 to ", TrieBody::longest, " types");
  std::vector<Type> types;
  bool known = true;
  for (auto& t : names.items) {
    if (!t.is(Type::Literal)) fail(err::argument_type, "a signature is made of literals like /integertype, not of a ", type_name(t.type()));
    types.push_back(type_by_name(t.as_name()->text));
    known &= types.back() != Type::Any || t.as_name()->text == type_name(Type::Any);
  }
  return known ? types : std::vector<Type>{};
}

void add_variant(Interp& i, TrieBody& trie, const ArrayBody& names, const Token& object) {
  const auto signature = signature_of(names);
  if (signature.empty()) return;
  trie.add(signature, object);
  i.machine().names_changed();
}

// /f [types] object def ->
void define_variant(Interp& i, Lit name, In<Arr> types, const Token& object) {
  if (types->items.empty()) return i.define(name, object);
  const Token* known = i.lookup(name);
  Token trie = known && known->is(Type::Trie) ? *known : Token(Type::Trie, new TrieBody(name));
  add_variant(i, trie.as<TrieBody>(), *types, object);
  i.define(name, trie);
}

Token type_literal(Interp& i, Type type) { return i.literal(type_name(type)); }

// [/type [what follows if it fits] [what follows if not]]; a leaf is [object]
TokenArray nested(Interp& i, std::span<const TrieNode> level) {
  const TrieNode& node = level.front();
  TokenArray fits = node.leaf ? TokenArray{node.variant} : nested(i, node.below);
  TokenArray result{type_literal(i, node.type), make_array(std::move(fits))};
  if (level.size() > 1) result.push_back(make_array(nested(i, level.subspan(1))));
  return result;
}

TokenArray as_array(Interp& i, In<Trie> t) { return t->heads.empty() ? TokenArray{} : nested(i, t->heads); }

void fail_nested() { fail(err::argument_type, "needs an array as cva_t makes it: [/type [what fits] [what does not]]"); }

void from_nested(TrieBody& trie, const Token& level, std::vector<Type>& types) {
  if (!level.is(Type::Array) || types.size() >= TrieBody::longest) fail_nested();
  auto& items = level.as<ArrayBody>().items;
  if (items.size() == 1) {
    trie.add(std::vector<Type>(types.rbegin(), types.rend()), items[0]);
    return;
  }
  if (items.size() < 2 || items.size() > 3 || !items[0].is(Type::Literal)) fail_nested();
  types.push_back(type_by_name(items[0].as_name()->text));
  from_nested(trie, items[1], types);
  types.pop_back();
  if (items.size() == 3) from_nested(trie, items[2], types);
}

// /f array cvt_a -> /f trie
std::tuple<Lit, Token> from_array(Lit name, In<Arr> array) {
  Token trie(Type::Trie, new TrieBody(name));
  std::vector<Type> types;
  if (!array->items.empty()) from_nested(trie.as<TrieBody>(), array.token(), types);
  return {name, trie};
}

TokenArray heads(Interp& i, In<Trie> t) {
  TokenArray result;
  for (auto& node : t->heads) result.push_back(type_literal(i, node.type));
  return result;
}

bool matches(Lit type, In<Trie> t) {
  for (auto& node : t->heads)
    if (node.type == Type::Any || type_name(node.type) == type.name->text) return true;
  return false;
}

}  // namespace

const OpTable trie_ops = {
    op("trie", "/f -> /f trie: a new one without variants", [](Lit name) { return std::tuple{name, Token(Type::Trie, new TrieBody(name))}; }).as("trie_"),
    op("addtotrie", "trie [types] object -> trie: add a variant, or replace that of these types",
       [](Interp& i, Slot<Trie> t, In<Arr> types, const Token& object) { return add_variant(i, *t, *types, object), t; }).as("addtotrie_"),
    op("def", "/f [types] object -> : add a variant to the trie of that name", fn<define_variant>).as(":def_"),
    op("cva_t", "trie -> /f array: as nested arrays [/type [next] [alternatives]]",
       [](Interp& i, In<Trie> t) { return std::tuple{Lit{t->name}, as_array(i, t)}; }),
    op("cva", "trie -> array: as nested arrays", fn<as_array>).as("cva_trie"),
    op("cvt_a", "/f array -> /f trie: from nested arrays", fn<from_array>),
    op("trieheads", "trie -> array: the types that the top operand may have", fn<heads>),
    op("triematches", "/type trie -> bool: may the top operand be of this type", fn<matches>),
};

}  // namespace nestling::sli
