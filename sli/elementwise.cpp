#include "sli/elementwise.h"

#include <algorithm>

namespace nestling::sli {
namespace {

using Doubles = std::vector<double>;
using Ints = std::vector<Int>;

void require_equal_lengths(std::size_t a, std::size_t b) {
  require_range(a == b, "the operands have different lengths, ", a, " and ", b);
}

template <class F>
Token on_numbers(const Token& a, const Token& b) {
  if (a.is(Type::Integer) && b.is(Type::Integer)) return Token::integer(F::of(a.as_integer(), b.as_integer()));
  return Token::real(F::of(to_double(a), to_double(b)));
}

template <class F>
Token on_arrays(const Token& a, const Token& b, std::size_t level) {
  require_depth(level);
  const bool both = a.is(Type::Array) && b.is(Type::Array);
  if (both) require_equal_lengths(items(a).size(), items(b).size());
  TokenArray result;
  const std::size_t n = items(a.is(Type::Array) ? a : b).size();
  result.reserve(n);
  for (std::size_t k = 0; k < n; ++k)
    result.push_back(combine<F>(a.is(Type::Array) ? items(a)[k] : a, b.is(Type::Array) ? items(b)[k] : b, level + 1));
  return make_array(std::move(result));
}

// The operand as n numbers: a vector, an array that is converted, or a number that stands for all elements.
template <class T>
std::vector<T> numbers(const Token& t, std::size_t n) {
  if (t.is(Type::IntVector)) return {t.as<IntVectorBody>().numbers->begin(), t.as<IntVectorBody>().numbers->end()};
  if constexpr (std::is_same_v<T, double>)
    if (t.is(Type::DoubleVector)) return *t.as<DoubleVectorBody>().numbers;
  if (t.is(Type::Array)) return to_numbers<T>(items(t));
  return std::vector<T>(n, t.is(Type::Integer) ? static_cast<T>(t.as_integer()) : static_cast<T>(t.as_double()));
}

template <class F, class T>
Token on_vectors(const Token& a, const Token& b, std::size_t n) {
  std::vector<T> x = numbers<T>(a, n);
  const std::vector<T> y = numbers<T>(b, n);
  require_equal_lengths(x.size(), y.size());
  for (std::size_t k = 0; k < x.size(); ++k) x[k] = F::of(x[k], y[k]);
  return make_vector(std::move(x));
}

bool is_vector(const Token& t) { return t.is(Type::IntVector) || t.is(Type::DoubleVector); }

std::size_t vector_length(const Token& t) {
  return t.is(Type::IntVector) ? t.as<IntVectorBody>().numbers->size() : t.as<DoubleVectorBody>().numbers->size();
}

}  // namespace

template <class F>
Token combine(const Token& a, const Token& b, std::size_t level) {
  if (is_number(a) && is_number(b)) return on_numbers<F>(a, b);
  const auto fits = [](const Token& t) { return is_number(t) || is_vector(t) || t.is(Type::Array); };
  if (!fits(a) || !fits(b))
    fail(err::argument_type, "no arithmetic on ", with_article(a.type()), " and ", with_article(b.type()));
  if (!is_vector(a) && !is_vector(b)) return on_arrays<F>(a, b, level);
  const std::size_t n = vector_length(is_vector(a) ? a : b);
  const auto any = [&](Type type) { return a.is(type) || b.is(type); };
  return any(Type::DoubleVector) || any(Type::Double) ? on_vectors<F, double>(a, b, n) : on_vectors<F, Int>(a, b, n);
}

template Token combine<Add>(const Token&, const Token&, std::size_t);
template Token combine<Sub>(const Token&, const Token&, std::size_t);
template Token combine<Mul>(const Token&, const Token&, std::size_t);
template Token combine<Div>(const Token&, const Token&, std::size_t);

}  // namespace nestling::sli
