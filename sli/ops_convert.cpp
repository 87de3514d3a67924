// Conversion between arrays, procedures, names, vectors and dictionaries. Text: ops_string.cpp.
#include "sli/builtins.h"
#include "sli/names.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

Token retyped(Token t, Type type) {
  t.retype(type);
  return t;
}

TokenArray keys_and_values(const DictBody& d) {
  TokenArray a;
  for (const DictBody::Entry* e : d.entries()) {
    a.push_back(Token::literal(e->key));
    a.push_back(e->value);
  }
  return a;
}

bool is_convertible(Type type) {
  return type == Type::Array || type == Type::Dictionary || type == Type::IntVector || type == Type::DoubleVector ||
         type == Type::Iterator;
}

// What can become an array does, also inside of arrays.
TokenArray converted_to_array(const Token& t, std::size_t level = 0) {
  require_depth(level);
  if (t.is(Type::Dictionary)) return keys_and_values(t.as<DictBody>());
  TokenArray a = to_array(t);
  for (Token& x : a)
    if (is_convertible(x.type())) x = make_array(converted_to_array(x, level + 1));
  return a;
}

}  // namespace

const OpTable convert_ops = {
    op("cvx", "array -> procedure with the same elements",
       [](In<Arr> a) { return retyped(a.token(), Type::Procedure); })
        .as("cvx_a"),
    op("cvx", "x -> x", [](const Token& t) { return Token(t); }),
    op("cvlit", "procedure -> array with the same elements", [](In<Proc> p) { return retyped(p.token(), Type::Array); })
        .as("cvlit_p"),
    op("cvlit", "name -> literal", [](Nam n) { return Token::literal(n); }).as("cvlit_n"),
    op("cvlit", "literal -> literal", [](Lit l) { return l; }),
    op("cvlp", "procedure -> literal procedure", [](In<Proc> p) { return retyped(p.token(), Type::LiteralProcedure); })
        .as("cvlp_p"),
    op("cvn", "literal -> name", [](Lit l) { return Token::name(l); }).as("cvn_l"),
    op("cvn", "name -> name", [](Nam n) { return Token::name(n); }),
    op("cva", "array -> array, with what can become an array converted inside",
       [](In<Arr> a) { return converted_to_array(a.token()); }),
    op("cva", "vector -> array", [](In<IVec> v) { return to_array(v.token()); }),
    op("cva", "vector -> array", [](In<DVec> v) { return to_array(v.token()); }),
    op("cva", "iterator -> array", [](In<Iter> it) { return to_array(it.token()); }),
    op("cva", "dictionary -> [/key value ..]", [](In<Dic> d) { return keys_and_values(*d); }).as("cva_d"),
};

}  // namespace nestling::sli
