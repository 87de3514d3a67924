// Type tries as objects: building, extending and looking at overloaded operators.
#include <iomanip>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/machine.h"
#include "sli/stream.h"
#include "sli/text.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

// Type names to types. Empty: one of them is unknown, so nothing will ever fit.
std::vector<Type> signature_of(const TokenArray& names) {
  if (names.empty() || names.size() > TrieBody::longest) fail(err::argument_type, "a signature has 1 to ", TrieBody::longest, " types");
  std::vector<Type> types;
  bool known = true;
  for (auto& t : names) {
    if (!t.is(Type::Literal)) fail(err::argument_type, "a signature is made of literals like /integertype, not of ", with_article(t.type()));
    types.push_back(type_by_name(t.as_name()->text));
    known &= types.back() != Type::Any || t.as_name()->text == type_name(Type::Any);
  }
  return known ? types : std::vector<Type>{};
}

void add_variant(Interp& i, TrieBody& trie, const TokenArray& names, const Token& object) {
  const auto signature = signature_of(names);
  if (signature.empty()) return;
  trie.add(signature, object);
  i.machine().names_changed();
}

// /f [types] object def ->
void define_typed(Interp& i, Lit name, In<Arr> types, const Token& object) {
  if (types->items.empty()) i.define(name, object);
  else define_variant(i, name, types->items, object);
}

// Variants --------------------------------------------------------------------------------------------------------------

// /f [types] variant -> object true, or false
TokenArray find_variant(Interp& i, Name* name, const TokenArray& types) {
  const Token* value = i.lookup(name);
  if (!value) return {Token::boolean(false)};
  if (!value->is(Type::Trie)) return {*value, Token::boolean(true)};
  const Token* found = value->as<TrieBody>().variant_for(signature_of(types));
  if (!found) return {Token::boolean(false)};
  return {*found, Token::boolean(true)};
}

void variant(Interp& i) {
  auto found = find_variant(i, i.top(1).as_name(), i.top().as<ArrayBody>().items);
  i.drop(2);
  for (auto& t : found) i.push(std::move(t));
}

// proc << /name [types] … >> typebind -> proc
Token bind_variants(Interp& i, Slot<Proc> procedure, In<Dic> wanted) {
  Token result = procedure.token();
  for (auto& t : result.edit<ArrayBody>().items) {
    const Token* types = t.is(Type::Name) ? wanted->find(t.as_name()) : nullptr;
    if (!types) continue;
    if (!types->is(Type::Array)) fail(err::argument_type, "the signature for ", t.as_name()->text, " must be an array of types");
    auto found = find_variant(i, t.as_name(), types->as<ArrayBody>().items);
    if (found.size() == 2) t = std::move(found[0]);
  }
  return result;
}

// As arrays ---------------------------------------------------------------------------------------------------------------

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

// One line a variant: types in columns, and what is called.
void write_variants(std::ostream& out, const TrieBody& trie) {
  for (auto& variant : trie.variants()) {
    for (Type t : variant.signature) out << std::left << std::setw(15) << type_name(t);
    out << "calls " << plain_text(variant.object) << '\n';
  }
}

}  // namespace

void define_variant(Interp& i, Name* name, const TokenArray& types, const Token& object) {
  const Token* known = i.lookup(name);
  Token trie = known && known->is(Type::Trie) ? *known : Token(Type::Trie, new TrieBody(name));
  add_variant(i, trie.as<TrieBody>(), types, object);
  i.define(name, trie);
}

const OpTable trie_ops = {
    op("trie", "/f -> /f trie: a new one without variants", [](Lit name) { return std::tuple{name, Token(Type::Trie, new TrieBody(name))}; }).as("trie_"),
    op("addtotrie", "trie [types] object -> trie: add a variant, or replace that of these types",
       [](Interp& i, Slot<Trie> t, In<Arr> types, const Token& object) { return add_variant(i, *t, types->items, object), t; }).as("addtotrie_"),
    op("def", "/f [types] object -> : add a variant to the trie of that name", fn<define_typed>).also(":def_"),
    op("cva_t", "trie -> /f array: as nested arrays [/type [next] [alternatives]]",
       [](Interp& i, In<Trie> t) { return std::tuple{Lit{t->name}, as_array(i, t)}; }),
    op("cva", "trie -> array: as nested arrays", fn<as_array>).as("cva_trie"),
    op("cvt_a", "/f array -> /f trie: from nested arrays", fn<from_array>),
    op("variant", "/f [types] -> object true, or false: what f does with operands of these types", stack<LitType, Arr>, variant).as("variant_"),
    op("typebind", "proc << /f [types] .. >> -> proc: replace names by their variants", fn<bind_variants>).as("typebind_"),
    op("trieinfo", "ostream trie -> : list the variants",
       [](Slot<OStr> out, In<Trie> t) { write_variants(out->stream(), *t); }).as("trieinfo_os_t"),
    op("info", "trie -> : list the variants", [](Interp& i, In<Trie> t) { write_variants(i.out(), *t); }).as("info_trie"),
    op("trieheads", "trie -> array: the types that the top operand may have", fn<heads>),
    op("triematches", "/type trie -> bool: may the top operand be of this type", fn<matches>),
};

}  // namespace nestling::sli
