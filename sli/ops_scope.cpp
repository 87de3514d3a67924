// Names and scopes: definitions, look-up, the dictionary stack, namespaces. (What dictionaries contain: ops_dict.cpp.)
#include <algorithm>

#include "kernel/base/suggest.h"
#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/frames.h"
#include "sli/interp.h"

namespace nestling::sli {
namespace {

// [a b] [/x /y] Set ->
void set_elements(Interp& i, In<Arr> values, In<Arr> names) {
  const auto &v = values->items, &n = names->items;
  for (auto& name : n)
    if (!name.is(Type::Literal)) fail(err::argument_type, "the names must be literals, one is ", with_article(name.type()));
  for (std::size_t k = 0; k < std::min(v.size(), n.size()); ++k) i.define(n[k].as_name(), v[k]);
}

// /x load -> value
Token load(Interp& i, Lit name) {
  const Token* value = i.lookup(name);
  if (!value) fail(err::undefined_name, name.name->text, " is not defined.", did_you_mean(name.name->text, i.bound_names()));
  return *value;
}

// /x lookup -> value true, or false
void lookup(Interp& i) {
  const Token* value = i.lookup(i.top().as_name());
  if (value) i.top() = Token(*value);
  else i.drop();
  i.push(value != nullptr);
}

// dict /x undef ->
void undef(Slot<Dic> d, Lit name) { d->erase(name); }

void restore_dictionaries(Interp& i, In<Arr> stack) {
  const auto& items = stack->items;
  const bool dictionaries = std::all_of(items.begin(), items.end(), [](auto& t) { return t.is(Type::Dictionary); });
  if (!dictionaries || items.size() < 2) fail(err::argument_type, "needs an array of at least two dictionaries");
  i.set_dictionary_stack(items);
}

// Members: executed with their dictionary open, which is closed however the execution ends ----------------------------

[[noreturn]] void fail_member(const DictBody& dict, Name* name) {
  fail(Err{"UnknownMember"}, "there is no member ", name->text, ".", did_you_mean(name->text, key_texts(dict)));
}

// dict /k1 .. /kn :: -> …: the top of the stack is the last of n keys
template <std::size_t N> void call_member(Interp& i) {
  Token dict = i.top(N);
  TokenArray opened;
  Token member = dict;
  for (std::size_t k = N; k-- > 0;) {
    if (!member.is(Type::Dictionary)) fail(Err{"UnknownMember"}, i.top(k + 1).as_name()->text, " has no members");
    opened.push_back(member);
    const Token* found = member.as<DictBody>().find(i.top(k).as_name());
    if (!found) fail_member(member.as<DictBody>(), i.top(k).as_name());
    member = Token(*found);
  }
  i.drop(N + 1);
  i.push_frame(std::make_unique<CloseDictionaries>(i.dictionary_stack().size()));
  i.begin(opened.back());
  i.call(std::move(member));
}

// Namespaces -----------------------------------------------------------------------------------------------------------

// /ns namespace -> : opens it, and makes it first when there is none
void open_namespace(Interp& i, Lit name) {
  const Token* known = i.lookup(name);
  if (known && !known->is(Type::Dictionary)) fail(Err{"TypeMismatchError"}, name.name->text, " is ", with_article(known->type()), ", not a namespace");
  Token dict = known ? *known : make_dict();
  if (!known) i.define(name, dict);
  i.begin(dict);
}

// dict using -> : for reading; definitions go where they went before
void use(Interp& i, Token dict) {
  Token current = i.dictionary_stack().back();
  i.begin(std::move(dict));
  i.begin(std::move(current));
}

void use_named(Interp& i, Lit name) {
  const Token* known = i.lookup(name);
  if (!known) fail(Err{"UndefinedNameError"}, name.name->text, " is not defined.", did_you_mean(name.name->text, i.bound_names()));
  if (!known->is(Type::Dictionary)) fail(Err{"TypeMismatchError"}, name.name->text, " is ", with_article(known->type()), ", not a namespace");
  use(i, *known);
}

}  // namespace

const OpTable scope_ops = {
    op("def", "/x value -> : bind in the current dictionary", [](Interp& i, Lit name, const Token& value) { i.define(name, value); }).as("def_"),
    op("pdef", "/x value -> : def", [](Interp& i, Lit name, const Token& value) { i.define(name, value); }),
    op("Set", "value /x -> : bind in the current dictionary", [](Interp& i, const Token& value, Lit name) { i.define(name, value); }).as("Set_"),
    op("Set", "[values] [/names] -> : bind element by element", fn<set_elements>).as("Set_a"),
    op("load", "/x -> value: without executing it", fn<load>),
    op("lookup", "/x -> value true, or false", stack<LitType>, lookup),
    op("undef", "dict /x -> : remove, if it is there", fn<undef>).also("undef_").as_function(),
    op("begin", "dict -> : open it", [](Interp& i, In<Dic> d) { i.begin(d.token()); }).also("begin_").as_function(),
    op("end", "close the current dictionary", stack<>, [](Interp& i) { i.end(); }),
    op("currentdict", "-> dict: where definitions go", [](Interp& i) { return Token(i.dictionary_stack().back()); }),
    op("countdictstack", "-> n", [](Interp& i) { return i.dictionary_stack().size(); }),
    op("dictstack", "-> array: the open dictionaries, systemdict first", [](Interp& i) { return TokenArray(i.dictionary_stack()); }),
    op("restoredstack", "array -> : make these the open dictionaries", fn<restore_dictionaries>),
    op("cleardictstack", "close all dictionaries but systemdict and userdict", stack<>,
       [](Interp& i) {
         while (i.dictionary_stack().size() > 2) i.end();
       }),
    op("namespace", "/ns -> : open the namespace, making it first if there is none; close it with end", fn<open_namespace>).also("namespace_l"),
    op("using", "dict -> : open it for reading only; close it with endusing", [](Interp& i, In<Dic> d) { use(i, d.token()); }).also("using_D"),
    op("using", "/ns -> : open the namespace for reading only", fn<use_named>).also("using_l"),
    op("endusing", "undo using", stack<>,
       [](Interp& i) {
         i.end();
         i.end();
       }),
    op("call", "dict /x -> …: execute the member with the dictionary open", stack<Dic, LitType>, call_member<1>).as("call_"),
    op("::", "dict /x -> …: execute the member with the dictionary open", stack<Dic, LitType>, call_member<1>).as("::depth1_"),
    op("::", "dict /x /y -> …: the same, a level deeper", stack<Dic, LitType, LitType>, call_member<2>).as("::depth2_"),
    op("::", "dict /x /y /z -> …", stack<Dic, LitType, LitType, LitType>, call_member<3>).as("::depth3_"),
    op("::", "dict /x /y /z /u -> …", stack<Dic, LitType, LitType, LitType, LitType>, call_member<4>).as("::depth4_"),
};

}  // namespace nestling::sli
