// Operators are declared once: a name, a C++ function whose parameters are its signature, and one line of help.
//
//   const OpTable math_ops = {
//     op("add", "a b -> c: sum", [](Int a, Int b) { return wrap_add(a, b); }).as("add_ii"),
//     op("add", "a b -> c: sum", [](Double a, Double b) { return a + b; }).as("add_dd"),
//     op("sqrt", "x -> y: square root of x >= 0", [](Num x) { … return std::sqrt(x); }).as("sqrt_d"),
//     op("divmod", …, [](Int a, Int b) { return std::tuple{a / b, a % b}; }),     // several results, last one on top
//     op("append", "array x -> array", [](Slot<Array> a, const Token& x) { a.edit().push_back(x); return a; }),
//     op("dup", "a -> a a", stack<Any>, [](Interp& i) { i.push(Token(i.top())); }),  // shapes the stack itself
//   };
//
// The wrapper checks the operands before the function runs and takes them off the stack when it has returned, so an error
// leaves the operands where they were. Entries of one name are an overload set; they become a trie that scripts can extend.
// An Error thrown by the function becomes an SLI error in the command named by `as` (or else by the name).
#pragma once
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/base/error.h"
#include "sli/token.h"

namespace nestling::sli {

class Interp;
struct DictBody;

// Parameter types of operators -----------------------------------------------------------------------------------------

using Int = std::int64_t;
using Double = double;
struct Num { double value; operator double() const { return value; } };         // an integer is converted
struct Lit { Name* name; operator Name*() const { return name; } };             // literal
struct Nam { Name* name; operator Name*() const { return name; } };             // executable name
struct Str { using Body = StringBody; static constexpr Type type = Type::String; };
struct Arr { using Body = ArrayBody; static constexpr Type type = Type::Array; };
struct Proc { using Body = ArrayBody; static constexpr Type type = Type::Procedure; };
struct LitProc { using Body = ArrayBody; static constexpr Type type = Type::LiteralProcedure; };
struct Dic { using Body = DictBody; static constexpr Type type = Type::Dictionary; };
struct IVec { using Body = IntVectorBody; static constexpr Type type = Type::IntVector; };
struct DVec { using Body = DoubleVectorBody; static constexpr Type type = Type::DoubleVector; };
struct Iter { using Body = IteratorBody; static constexpr Type type = Type::Iterator; };
struct AnyType { static constexpr Type type = Type::Any; };
struct IntType { static constexpr Type type = Type::Integer; };
struct DoubleType { static constexpr Type type = Type::Double; };
struct BoolType { static constexpr Type type = Type::Bool; };
struct LitType { static constexpr Type type = Type::Literal; };
struct NameType { static constexpr Type type = Type::Name; };
// A tag like these for a type with a body of its own is declared beside that body.

// Read access to an operand: In<Arr> a; a->items, a.token(). Slot: the same, and `edit()` changes it in place (copy on write).
template <class Tag> class In {
 public:
  explicit In(Token& t) : token_(&t) {}
  auto* operator->() const { return &token_->as<typename Tag::Body>(); }
  auto& operator*() const { return token_->as<typename Tag::Body>(); }
  Token& token() const { return *token_; }
 protected:
  Token* token_;
};
template <class Tag> class Slot : public In<Tag> {
 public:
  using In<Tag>::In;
  auto& edit() const { return this->token_->template edit<typename Tag::Body>(); }
};

// The table ------------------------------------------------------------------------------------------------------------

// Where in the program an operator is declared; clang 14 does not know std::source_location.
struct DeclaredAt {
  const char* file;
  int line;
  static constexpr DeclaredAt current(const char* file = __builtin_FILE(), int line = __builtin_LINE()) { return {file, line}; }
};

struct Op {
  using Run = void (*)(Interp&);
  std::string_view name, doc, alias;   // alias: the typed name, `add_ii`; empty: none
  std::vector<Type> signature;         // bottom operand first, as one writes it
  Run run;
  DeclaredAt where;
  std::uint32_t converts = 0;          // bit k: operand k (0 = bottom) also accepts an integer
  enum class Shown : std::uint8_t { as_needed, function, trie } shown = Shown::as_needed;
  bool errors_by_name = false;         // although there is an alias

  // A trailing underscore only tells the function from the trie of the same command.
  Op as(std::string_view typed) && { alias = typed, errors_by_name = typed.back() == '_'; return std::move(*this); }
  Op also(std::string_view other) && { alias = other, errors_by_name = true; return std::move(*this); }
  Op as_function() && { shown = Shown::function; return std::move(*this); }
  Op as_trie() && { shown = Shown::trie; return std::move(*this); }  // scripts may add variants to it
  std::string_view command() const { return alias.empty() || errors_by_name ? name : alias; }  // in error messages
};

using OpTable = std::vector<Op>;

// Signature of an operator that takes the interpreter: stack<Arr, IntType>, stack<> for one without operands.
template <class... Tags> struct StackSignature {};
template <class... Tags> inline constexpr StackSignature<Tags...> stack{};

namespace detail {

Token& operand(Interp& i, std::size_t from_top);
void finish(Interp& i, std::size_t n_operands);                        // drop the operands
void finish(Interp& i, std::size_t n_operands, Token result);
void finish(Interp& i, std::size_t n_operands, Token* results, std::size_t n_results);
Token literal_token(std::string_view text, Interp& i);

template <class P> struct Param;
template <> struct Param<Int> { static constexpr Type type = Type::Integer; static Int get(Token& t) { return t.as_integer(); } };
template <> struct Param<Double> { static constexpr Type type = Type::Double; static Double get(Token& t) { return t.as_double(); } };
template <> struct Param<bool> { static constexpr Type type = Type::Bool; static bool get(Token& t) { return t.as_bool(); } };
template <> struct Param<Num> {
  static constexpr Type type = Type::Double;
  static Num get(Token& t) {  // the operand itself: after an error scripts find a double
    if (t.is(Type::Integer)) t.become(static_cast<double>(t.as_integer()));
    return {t.as_double()};
  }
};
template <> struct Param<Lit> { static constexpr Type type = Type::Literal; static Lit get(Token& t) { return {t.as_name()}; } };
template <> struct Param<Nam> { static constexpr Type type = Type::Name; static Nam get(Token& t) { return {t.as_name()}; } };
template <> struct Param<const std::string&> {
  static constexpr Type type = Type::String;
  static const std::string& get(Token& t) { return t.as<StringBody>().text; }
};
template <> struct Param<const Token&> { static constexpr Type type = Type::Any; static const Token& get(Token& t) { return t; } };
template <class Tag> struct Param<In<Tag>> { static constexpr Type type = Tag::type; static In<Tag> get(Token& t) { return In<Tag>(t); } };
template <class Tag> struct Param<Slot<Tag>> { static constexpr Type type = Tag::type; static Slot<Tag> get(Token& t) { return Slot<Tag>(t); } };

inline Token result(Int i) { return Token::integer(i); }
inline Token result(int i) { return Token::integer(i); }
inline Token result(std::size_t i) { return Token::integer(static_cast<Int>(i)); }
inline Token result(Double d) { return Token::real(d); }
inline Token result(bool b) { return Token::boolean(b); }
inline Token result(Lit l) { return Token::literal(l.name); }
inline Token result(std::string s) { return make_string(std::move(s)); }
inline Token result(Token t) { return t; }
inline Token result(TokenArray a) { return make_array(std::move(a)); }
template <class Tag> Token result(Slot<Tag> s) { return std::move(s.token()); }

template <class F, class R, bool WithInterp, class... P, std::size_t... K>
void invoke(Interp& i, std::index_sequence<K...>) {
  constexpr std::size_t n = sizeof...(P);
  auto call = [&]() -> R {
    if constexpr (WithInterp) return F{}(i, Param<P>::get(operand(i, n - 1 - K))...);
    else return F{}(Param<P>::get(operand(i, n - 1 - K))...);
  };
  if constexpr (std::is_void_v<R>) {
    call();
    finish(i, n);
  } else if constexpr (requires { std::tuple_size<R>::value; }) {
    std::apply([&](auto&&... r) { Token results[] = {result(std::move(r))...}; finish(i, n, results, sizeof...(r)); }, call());
  } else {
    finish(i, n, result(call()));
  }
}

template <class... P> std::uint32_t integers_accepted() {
  std::uint32_t bits = 0, bit = 1;
  ((bits |= std::is_same_v<P, Num> ? bit : 0, bit <<= 1), ...);
  return bits;
}

template <class F, class M> struct Deduce;
template <class F, class R, class... P> struct Deduce<F, R (F::*)(P...) const> {
  static std::vector<Type> signature() { return {Param<P>::type...}; }
  static std::uint32_t converts() { return integers_accepted<P...>(); }
  static void run(Interp& i) { invoke<F, R, false, P...>(i, std::index_sequence_for<P...>{}); }
};
template <class F, class R, class... P> struct Deduce<F, R (F::*)(Interp&, P...) const> {
  static std::vector<Type> signature() { return {Param<P>::type...}; }
  static std::uint32_t converts() { return integers_accepted<P...>(); }
  static void run(Interp& i) { invoke<F, R, true, P...>(i, std::index_sequence_for<P...>{}); }
};

}  // namespace detail

// From a captureless lambda (or stateless function object) whose parameters are the operands, bottom first. A leading
// `Interp&` is no operand. A `Num` parameter also accepts an integer: registration adds the rows for it.
template <class F>
Op op(std::string_view name, std::string_view doc, F, DeclaredAt where = DeclaredAt::current()) {
  using D = detail::Deduce<F, decltype(&F::operator())>;
  return {name, doc, {}, D::signature(), &D::run, where, D::converts()};
}

// From a lambda that takes only the interpreter, and pops and pushes by itself: loops, stack operators.
// Its operands are present and of the given types when it runs.
template <class... Tags, class F>
Op op(std::string_view name, std::string_view doc, StackSignature<Tags...>, F f,
      DeclaredAt where = DeclaredAt::current()) {
  return {name, doc, {}, {Tags::type...}, static_cast<Op::Run>(f), where, 0};
}

// A named function in place of a lambda: op("load", "…", fn<load>).
template <auto F> struct Fn;
template <class R, class... P, R (*F)(P...)> struct Fn<F> {
  R operator()(P... p) const { return F(static_cast<P>(p)...); }
};
template <auto F> inline constexpr Fn<F> fn{};

template <class... Parts> [[noreturn]] void fail(Err kind, const Parts&... parts);  // message pieces: text and numbers

namespace detail {
inline void add_text(std::string& s, std::string_view t) { s += t; }
inline void add_text(std::string& s, const char* t) { s += t; }
template <class T> requires std::is_arithmetic_v<T> void add_text(std::string& s, T number) {
  if constexpr (std::is_floating_point_v<T>) { char b[32]; std::snprintf(b, sizeof b, "%g", number); s += b; }
  else s += std::to_string(number);
}
}  // namespace detail

template <class... Parts> [[noreturn]] void fail(Err kind, const Parts&... parts) {
  std::string text;
  (detail::add_text(text, parts), ...);
  throw Error(kind, text);
}

// Names of errors that only the language has.
namespace err {
using namespace nestling::err;
inline constexpr Err stack_underflow{"StackUnderflow"}, undefined_name{"UndefinedName"}, positive_integer_expected{"PositiveIntegerExpected"},
    division_by_zero{"DivisionByZero"}, range_error{"RangeError"}, unmatched_mark{"UnmatchedMark"}, syntax_error{"SyntaxError"},
    dict_stack_underflow{"DictStackUnderflow"}, exec_stack_underflow{"EStackUnderflow"}, bad_io{"BadIO"}, file_open_error{"FileOpenError"},
    system_error{"SystemError"}, stack_overflow{"StackOverflow"};
}  // namespace err

}  // namespace nestling::sli
