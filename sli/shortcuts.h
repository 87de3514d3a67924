// What the loop does by itself: the frequent cases of an operator, on the top operands. False: nothing was done, the operator
// has to be called.
#pragma once
#include "sli/arithmetic.h"
#include "sli/code.h"
#include "sli/names.h"
#include "sli/token.h"

namespace nestling::sli::shortcut {

struct Mod { static Int of(Int a, Int b) { return a % b; } };
struct Lt { static bool of(auto a, auto b) { return a < b; } };
struct Gt { static bool of(auto a, auto b) { return a > b; } };
struct Leq { static bool of(auto a, auto b) { return a <= b; } };
struct Geq { static bool of(auto a, auto b) { return a >= b; } };
struct Eq { static bool of(auto a, auto b) { return a == b; } };
struct Neq { static bool of(auto a, auto b) { return a != b; } };
struct And { static auto of(auto a, auto b) { return a & b; } };
struct Or { static auto of(auto a, auto b) { return a | b; } };

inline double as_number(const Token& t) { return t.is(Type::Integer) ? static_cast<double>(t.as_integer()) : t.as_double(); }
inline bool is_number(const Token& t) { return t.type() <= Type::Double; }
static_assert(Type::Integer < Type::Double && Type::Double == static_cast<Type>(1));

template <class F> inline bool integers(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!a.is(Type::Integer) || !b.is(Type::Integer)) return false;
  a.become(F::of(a.as_integer(), b.as_integer()));
  s.pop_back();
  return true;
}

template <class F> inline bool numbers(TokenArray& s) {
  if (integers<F>(s)) return true;
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!is_number(a) || !is_number(b)) return false;
  a.become(F::of(as_number(a), as_number(b)));
  s.pop_back();
  return true;
}

template <class F> inline bool logic(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!a.is(Type::Bool) || !b.is(Type::Bool)) return integers<F>(s);
  a.become(static_cast<bool>(F::of(a.as_bool(), b.as_bool())));
  s.pop_back();
  return true;
}

inline bool divide(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!is_number(a) || !is_number(b) || as_number(b) == 0) return false;
  if (a.is(Type::Integer) && b.is(Type::Integer)) {
    if (b.as_integer() == -1) return false;  // the most negative integer has no opposite
    a.as_integer() /= b.as_integer();
  } else {
    a.become(as_number(a) / as_number(b));
  }
  s.pop_back();
  return true;
}

// Zero has no remainder, and that of the most negative integer and -1 overflows on the way.
inline bool remainder(TokenArray& s) {
  if (s.empty() || !s.back().is(Type::Integer) || s.back().as_integer() == 0 || s.back().as_integer() == -1) return false;
  return integers<Mod>(s);
}

inline bool to_double(TokenArray& s) {
  if (s.empty() || !is_number(s.back())) return false;
  s.back().become(as_number(s.back()));
  return true;
}

template <class F> inline bool alike(TokenArray& s) {  // eq and neq of immediates and strings
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (a.is(Type::String) && b.is(Type::String)) {
    const bool same = a.as<StringBody>().text == b.as<StringBody>().text;
    s.pop_back();
    s.back() = Token::boolean(F::of(same, true));
    return true;
  }
  if (a.type() != b.type() || a.type() > Type::Name) return false;
  a.become(a.is(Type::Double) ? F::of(a.as_double(), b.as_double()) : F::of(a.as_integer(), b.as_integer()));
  s.pop_back();
  return true;
}

inline bool negate_logic(TokenArray& s) {
  if (s.empty() || !s.back().is(Type::Bool)) return false;
  s.back().become(!s.back().as_bool());
  return true;
}

inline bool negate(TokenArray& s) {
  if (s.empty() || !is_number(s.back())) return false;
  if (s.back().is(Type::Double)) s.back().become(-s.back().as_double());
  else s.back().become(Sub::of(Int{0}, s.back().as_integer()));
  return true;
}

inline bool index_operand(TokenArray& s, Int n) {
  if (n < 0 || static_cast<std::size_t>(n) >= s.size()) return false;
  s.push_back(Token(s[s.size() - 1 - static_cast<std::size_t>(n)]));
  return true;
}

inline bool get_entry(TokenArray& s, Token& a, const Token& key) {
  const Token* found = a.as<DictBody>().find(key.as_name());
  if (!found) return false;
  a = Token(*found);
  s.pop_back();
  return true;
}

inline bool get_element(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (a.is(Type::Dictionary) && b.is(Type::Literal)) return get_entry(s, a, b);
  if (!a.is(Type::Array) || !b.is(Type::Integer)) return false;
  auto& items = a.as<ArrayBody>().items;
  if (static_cast<std::uint64_t>(b.as_integer()) >= items.size()) return false;
  a = Token(items[static_cast<std::size_t>(b.as_integer())]);
  s.pop_back();
  return true;
}

inline bool is_known(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!a.is(Type::Dictionary) || !b.is(Type::Literal)) return false;
  const bool known = a.as<DictBody>().find(b.as_name()) != nullptr;
  s.pop_back();
  s.back() = Token::boolean(known);
  return true;
}

inline bool put_entry(TokenArray& s, Token& a, const Token& key, Token& x) {
  a.as<DictBody>()[key.as_name()] = std::move(x);
  s.resize(s.size() - 3);
  return true;
}

// `let_go` is told of the container that is about to be changed, and how many elements it will get.
template <class LetGo> inline bool put_element(TokenArray& s, LetGo let_go) {
  if (s.size() < 3) return false;
  Token& x = s.back();
  Token &b = (&x)[-1], &a = (&x)[-2];
  if (a.is(Type::Dictionary) && b.is(Type::Literal)) return put_entry(s, a, b, x);
  if (!a.is(Type::Array) || !b.is(Type::Integer)) return false;
  if (static_cast<std::uint64_t>(b.as_integer()) >= a.as<ArrayBody>().items.size()) return false;
  let_go(a, 0);
  a.edit<ArrayBody>().items[static_cast<std::size_t>(b.as_integer())] = std::move(x);
  s.pop_back();
  s.pop_back();
  return true;
}

template <class LetGo> inline bool append_element(TokenArray& s, LetGo let_go) {
  if (s.size() < 2) return false;
  Token& x = s.back();
  Token& a = (&x)[-1];
  if (a.is(Type::Array)) {
    let_go(a, 1);
    a.edit<ArrayBody>().items.push_back(std::move(x));
  } else if (a.is(Type::String) && x.is(Type::Integer)) {
    let_go(a, 1);
    a.edit<StringBody>().text += static_cast<char>(x.as_integer());
  } else {
    return false;
  }
  s.pop_back();
  return true;
}

inline std::size_t size_of(const Token& t) { return t.is(Type::String) ? t.as<StringBody>().text.size() : t.as<ArrayBody>().items.size(); }

// Of what was let go: other cases are left to the operator.
template <class LetGo> inline bool join_to(TokenArray& s, LetGo let_go) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (a.type() != b.type() || !(a.is(Type::Array) || a.is(Type::String)) || a.object() == b.object()) return false;
  let_go(a, size_of(b));
  if (a.object()->references > 1) return false;
  if (a.is(Type::String)) {
    a.as<StringBody>().text += b.as<StringBody>().text;
  } else {
    auto &all = a.edit<ArrayBody>().items, &added = b.as<ArrayBody>().items;
    all.insert(all.end(), added.begin(), added.end());
  }
  s.pop_back();
  return true;
}

inline bool length_of(TokenArray& s) {
  if (s.empty()) return false;
  Token& a = s.back();
  if (a.is(Type::Array)) a = Token::integer(static_cast<Int>(a.as<ArrayBody>().items.size()));
  else if (a.is(Type::String)) a = Token::integer(static_cast<Int>(a.as<StringBody>().text.size()));
  else return false;
  return true;
}

// `integer operator`: without the way over the operand stack.
inline bool with_integer(TokenArray& s, Do what, Int n) {
  if (s.empty()) return false;
  Token& a = s.back();
  if (what == Do::index) return index_operand(s, n);
  if (!a.is(Type::Integer)) return false;
  const Int x = a.as_integer();
  switch (what) {
    case Do::add: a.as_integer() = Add::of(x, n); break;
    case Do::sub: a.as_integer() = Sub::of(x, n); break;
    case Do::mul: a.as_integer() = Mul::of(x, n); break;
    case Do::mod:
      if (n == 0 || n == -1) return false;
      a.as_integer() = x % n;
      break;
    case Do::lt: a.become(x < n); break;
    case Do::gt: a.become(x > n); break;
    case Do::leq: a.become(x <= n); break;
    case Do::geq: a.become(x >= n); break;
    case Do::eq: a.become(x == n); break;
    case Do::neq: a.become(x != n); break;
    default: return false;
  }
  return true;
}

}  // namespace nestling::sli::shortcut
