// What the operators on arrays, procedures and vectors share: positions, ranges, marks, numbers.
#pragma once
#include <limits>
#include <optional>
#include <span>

#include "sli/arithmetic.h"
#include "sli/interp.h"
#include "sli/op.h"
#include "sli/token.h"

namespace nestling::sli {

template <class... Parts>
void require_range(bool holds, const Parts&... message) {
  if (!holds) fail(err::range_check, message...);
}

// Errors that only the operators on data raise.
inline constexpr Err illegal_argument{"IllegalArgument"}, illegal_sequence{"IllegalSequenceSpecification"},
    arrays_must_have_equal_length{"ArraysMustHaveEqualLength"};

inline const TokenArray& items(const Token& t) { return t.as<ArrayBody>().items; }
inline bool is_number(const Token& t) { return t.is(Type::Integer) || t.is(Type::Double); }
inline double to_double(const Token& t) {
  return t.is(Type::Integer) ? static_cast<double>(t.as_integer()) : t.as_double();
}

// An element that has to be an integer.
inline Int integer_of(const Token& t) {
  if (!t.is(Type::Integer)) fail(err::argument_type, "expected an integertype, not ", with_article(t.type()));
  return t.as_integer();
}

Int to_integer(double x);  // without its fraction; RangeCheck when it does not fit
template <class T>
T converted(double x) {
  if constexpr (std::is_same_v<T, double>) return x;
  else return to_integer(x);
}

inline Int euclidean_mod(Int a, Int n) { return (a % n + n) % n; }

// A 0-based index into `size` elements; RangeCheck outside of them.
inline std::size_t checked_index(Int i, std::size_t size) {
  require_range(i >= 0 && static_cast<std::size_t>(i) < size, "index ", i, " is outside of 0 to ",
                static_cast<Int>(size) - 1);
  return static_cast<std::size_t>(i);
}

// A 1-based position, -1 is the last element; RangeCheck outside.
inline std::size_t checked_position(Int p, std::size_t size) {
  const Int n = static_cast<Int>(size);
  require_range(p != 0 && p <= n && p >= -n, "position ", p, " is not in a sequence of ", n);
  return static_cast<std::size_t>(p > 0 ? p - 1 : n + p);
}

// [start, start + length) must lie in the sequence; start = size is outside, even for a length of 0.
std::size_t checked_interval(Int start, Int length, std::size_t size);
// The same for operators that clip what reaches beyond the end: the clipped length.
std::size_t clipped_interval(Int start, Int length, std::size_t size);

// Number of operands above the topmost mark; `missing` is raised when there is none.
std::size_t operands_above_mark(Interp& i, Err missing);
// Takes the top n operands off the stack, bottom first.
TokenArray take_operands(Interp& i, std::size_t n);

// Elements of an array, procedure, vector, string (its bytes) or iterator as tokens.
TokenArray to_array(const Token& container);

// Without so many levels of nesting.
TokenArray flattened(const TokenArray& nested, Int levels = std::numeric_limits<Int>::max());

// All elements converted: doubles lose their fraction in integers. ArgumentType for elements that are no numbers.
template <class T>
std::vector<T> to_numbers(const TokenArray& a) {
  std::vector<T> numbers;
  numbers.reserve(a.size());
  for (const Token& t : a) {
    if (!is_number(t)) fail(err::argument_type, "expected numbers, found ", with_article(t.type()));
    numbers.push_back(t.is(Type::Integer) ? static_cast<T>(t.as_integer()) : converted<T>(t.as_double()));
  }
  return numbers;
}

// The numbers of [n], [a b] or [a b d]: start + k·step for k = 0 … count-1.
template <class T>
struct Progression {
  T start, step;
  std::size_t count;
  T operator[](std::size_t k) const { return Add::of(start, Mul::of(static_cast<T>(k), step)); }
};
// Exactly one of the two; ArgumentType for other contents, DivisionByZero for a step of 0.
struct AnyProgression {
  std::optional<Progression<Int>> ints;
  Progression<double> doubles{};
  std::size_t count() const { return ints ? ints->count : doubles.count; }
  Token operator[](std::size_t k) const { return ints ? Token::integer((*ints)[k]) : Token::real(doubles[k]); }
};
AnyProgression progression(const TokenArray& spec);
std::size_t iterator_size(const IteratorBody& iterator);

// Functions that go down nested arrays by recursion count the levels: data may be nested deeper than the C++ stack is.
inline void require_depth(std::size_t level) { require_range(level < 4000, "the array is nested too deeply"); }

// A function that takes the interpreter, as an entry of a table of operators.
template <void (*F)(Interp&)>
constexpr auto run = [](Interp& i) { F(i); };

}  // namespace nestling::sli
