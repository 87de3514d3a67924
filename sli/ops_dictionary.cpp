// What dictionaries hold: building, reading, writing, joining; objects and options. The dictionary stack:
// ops_scope.cpp.
#include <algorithm>

#include "kernel/base/suggest.h"
#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/interp.h"
#include "sli/message.h"
#include "sli/text.h"

namespace nestling::sli {

Token value_at(const DictBody& dict, Name* key) {
  if (const Token* value = dict.find(key)) return *value;
  fail(err::dict_error, "Key /", key->text, " does not exist in the dictionary.", did_you_mean(key->text, key_texts(dict)));
}

std::vector<std::string> key_texts(const DictBody& dict) {
  std::vector<std::string> texts;
  for (const auto* e : dict.entries()) texts.push_back(e->key->text);
  return texts;
}

void merge(DictBody& to, const DictBody& from) {
  for (const auto* e : from.entries()) to[e->key] = e->value;
}

Token cloned(const DictBody& dict) {
  Token copy = make_dict();
  merge(copy.as<DictBody>(), dict);
  return copy;
}

Token dictionary_of_pairs(const Token* items, std::size_t n) {
  if (n % 2) fail(err::argument_type, "a dictionary is made of pairs of a key and a value; the last of ", n, " objects has no partner");
  for (std::size_t k = 0; k < n; k += 2)
    if (!items[k].is(Type::Literal))
      fail(err::argument_type, "a key must be a literal such as /name; item ", k + 1, " is ",
           shortened(program_text(items[k]), 40), ", ", with_article(items[k].type()));
  Token dict = make_dict();
  auto& body = dict.as<DictBody>();
  for (std::size_t k = 0; k < n; k += 2)
    if (!body.find(items[k].as_name())) body[items[k].as_name()] = items[k + 1];  // of equal keys the first one counts
  return dict;
}

namespace {

using Dictionary = In<Dic>;

constexpr Err object_dictionary_expected{"ObjectDictionaryExpected"};

void close_dictionary(Interp& i) {
  const auto& operands = i.operands();
  const Name* mark = i.intern("mark");
  const auto is_mark = [&](const Token& t) { return t.is(Type::Literal) && t.as_name() == mark; };
  const auto found = std::find_if(operands.rbegin(), operands.rend(), is_mark);
  if (found == operands.rend()) fail(operands.empty() ? err::stack_underflow : err::syntax_error, ">> without <<");
  const auto n = static_cast<std::size_t>(found - operands.rbegin());
  Token dict = dictionary_of_pairs(operands.data() + operands.size() - n, n);
  i.drop(n + 1);
  i.push(std::move(dict));
}

TokenArray keys_of(const DictBody& dict) {
  TokenArray keys;
  for (const auto* e : dict.entries()) keys.push_back(Token::literal(e->key));
  return keys;
}

TokenArray values_of(const DictBody& dict) {
  TokenArray values;
  for (const auto* e : dict.entries()) values.push_back(e->value);
  return values;
}

TokenArray pairs_of(const DictBody& dict) {
  TokenArray pairs;
  for (const auto* e : dict.entries()) pairs.push_back(Token::literal(e->key)), pairs.push_back(e->value);
  return pairs;
}

// d [/a /b] get: from dictionary to dictionary; the last step may be a list of keys.
Token get_along(const Token& dict, const TokenArray& path) {
  Token at = dict;
  for (const Token& step : path) {
    if (!at.is(Type::Dictionary))
      fail(err::argument_type, "there is no dictionary to look up ", program_text(step), " in, but a ",
           type_name(at.type()));
    const Token holder = at;
    const auto& body = holder.as<DictBody>();
    if (step.is(Type::Literal)) at = value_at(body, step.as_name());
    else if (step.is(Type::Array)) {
      TokenArray values;
      for (const Token& key : step.as<ArrayBody>().items) values.push_back(get_along(holder, {key}));
      at = make_array(std::move(values));
    } else fail(err::argument_type, "a key must be a literal, not ", with_article(step.type()));
  }
  return at;
}

// Objects: dictionaries with a label ---------------------------------------------------------------------------------

Name* label(Interp& i) { return i.intern("__is_object"); }

void need_object(Interp& i, const DictBody& dict) {
  if (!dict.find(label(i)))
    fail(object_dictionary_expected, "the dictionary is no object: it has no entry /__is_object (see cvo)");
}

Token without_label(Interp& i, const DictBody& dict) {
  need_object(i, dict);
  Token copy = cloned(dict);
  copy.as<DictBody>().erase(label(i));
  return copy;
}

// Containers stored under a name: [3] /a JoinTo ----------------------------------------------------------------------

void join_to(Token& stored, const Token& added) {
  if (stored.type() != added.type())
    fail(err::argument_type, with_article(added.type()), " cannot be joined to ", with_article(stored.type()));
  switch (added.type()) {
    case Type::String:
      stored.edit<StringBody>().text += added.as<StringBody>().text;
      break;
    case Type::Dictionary:
      merge(stored.as<DictBody>(), added.as<DictBody>());
      break;
    default: {
      auto& items = stored.edit<ArrayBody>().items;
      const auto more = added.as<ArrayBody>().items;
      items.insert(items.end(), more.begin(), more.end());
    }
  }
}

void append_to(Token& stored, const Token& element) {
  if (stored.is(Type::Array) || stored.is(Type::Procedure)) stored.edit<ArrayBody>().items.push_back(element);
  else if (stored.is(Type::String) && element.is(Type::Integer))
    stored.edit<StringBody>().text += static_cast<char>(element.as_integer());
  else fail(err::argument_type, with_article(element.type()), " cannot be appended to ", with_article(stored.type()));
}

void change_binding(Interp& i, Name* name, void (*change)(Token&, const Token&), const Token& x) {
  const Token* value = i.lookup(name);
  if (!value) fail(err::undefined_name, "there is no /", name->text);
  if (value == i.currentdict().find(name)) return change(i.currentdict()[name], x);  // in place
  Token changed = *value;
  change(changed, x);
  i.define(name, std::move(changed));
}

void change_entry(Dictionary dict, Name* key, void (*change)(Token&, const Token&), const Token& x) {
  value_at(*dict, key);  // DictError when there is none
  change(dict.token().as<DictBody>()[key], x);
}

}  // namespace

const OpTable dictionary_ops = {
    op("<<", "-> mark: begin a dictionary", [](Interp& i) { return i.literal("mark"); }),
    op(">>", "mark /key value .. -> dict: close a dictionary; of equal keys the first one counts", stack<>,
       [](Interp& i) { close_dictionary(i); }),
    op("dict", "-> dict: an empty dictionary", []() { return make_dict(); }),
    op("length", "dict -> n: number of entries", [](Dictionary d) { return d->size(); }).as("length_d"),
    op("empty", "dict -> dict bool",
       [](Dictionary d) {
         return std::tuple{d.token(), d->size() == 0};
       })
        .as("empty_D"),
    op("get", "dict /key -> value", [](Dictionary d, Lit key) { return value_at(*d, key); }).as("get_d"),
    op("get", "dict [/key ..] -> value: through nested dictionaries; the last item may be a list of keys",
       [](Dictionary d, In<Arr> path) { return get_along(d.token(), path->items); })
        .as("get_d"),
    op("put", "dict /key value -> : store it",
       [](Dictionary d, Lit key, const Token& value) { d.token().as<DictBody>()[key] = value; })
        .as("put_d"),
    op("known", "dict /key -> bool: is there such an entry",
       [](Dictionary d, Lit key) { return d->find(key) != nullptr; })
        .as("known_"),
    op("keys", "dict -> array of literals", [](Dictionary d) { return keys_of(*d); }),
    op("values", "dict -> array", [](Dictionary d) { return values_of(*d); }),
    op("cva", "dict -> [/key value ..]", [](Dictionary d) { return pairs_of(*d); }).as("cva_d"),
    op("cvdict", "[/key value ..] -> dict",
       [](In<Arr> pairs) { return dictionary_of_pairs(pairs->items.data(), pairs->items.size()); }),
    op("join", "dict dict2 -> : the entries of the second are stored in the first",
       [](Dictionary to, Dictionary from) { merge(to.token().as<DictBody>(), *from); }),
    op("MergeDictionary", "dict -> : define every entry in the current dictionary",
       [](Interp& i, Dictionary d) {
         for (const auto* e : d->entries()) i.define(e->key, e->value);
       }),
    op("clonedict", "dict -> dict copy: with the same values",
       [](Dictionary d) {
         return std::tuple{d.token(), cloned(*d)};
       }),
    op("cleardict", "dict -> : remove all entries", [](Dictionary d) { d.token().as<DictBody>().clear(); }),
    op("SubsetQ", "dict dict2 -> bool: does the first have all entries of the second",
       [](Dictionary d, Dictionary part) {
         return std::ranges::all_of(part->entries(), [&](const DictBody::Entry* e) {
           const Token* value = d->find(e->key);
           return value && equal(*value, e->value);
         });
       }),

    op("cvo", "dict -> dict: label it as an object",
       [](Interp& i, Dictionary d) { return d.token().as<DictBody>()[label(i)] = Token::boolean(true), d.token(); }),
    op("cvdict", "object -> dict: a copy without the label",
       [](Interp& i, Dictionary d) { return without_label(i, *d); }),
    op("GetStatus", "object -> dict: a copy without the label",
       [](Interp& i, Dictionary d) { return without_label(i, *d); }),
    op("SetStatus", "object dict -> : store the entries in the object",
       [](Interp& i, Dictionary object, Dictionary changes) {
         need_object(i, *object);
         merge(object.token().as<DictBody>(), *changes);
       }),

    op("JoinTo", "array /name -> : join it to the array of that name",
       [](Interp& i, In<Arr> x, Lit name) { change_binding(i, name, join_to, x.token()); }),
    op("JoinTo", "string /name -> : join it to the string of that name",
       [](Interp& i, In<Str> x, Lit name) { change_binding(i, name, join_to, x.token()); }),
    op("JoinTo", "dict /name -> : store its entries in the dictionary of that name",
       [](Interp& i, Dictionary x, Lit name) { change_binding(i, name, join_to, x.token()); }),
    op("JoinTo", "array /key dict -> : join it to the array stored there",
       [](In<Arr> x, Lit key, Dictionary d) { change_entry(d, key, join_to, x.token()); }),
    op("JoinTo", "string /key dict -> : join it to the string stored there",
       [](In<Str> x, Lit key, Dictionary d) { change_entry(d, key, join_to, x.token()); }),
    op("AppendTo", "x /name -> : append it to the container of that name",
       [](Interp& i, const Token& x, Lit name) { change_binding(i, name, append_to, x); }),
    op("AppendTo", "x /key dict -> : append it to the container stored there",
       [](const Token& x, Lit key, Dictionary d) { change_entry(d, key, append_to, x); }),
};

}  // namespace nestling::sli
