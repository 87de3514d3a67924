#include "sli/sequence.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace nestling::sli {

Int to_integer(double x) {
  require_range(x >= -0x1p63 && x < 0x1p63, x, " does not fit into an integer");
  return static_cast<Int>(x);
}

std::size_t clipped_interval(Int start, Int length, std::size_t size) {
  if (length < 0) fail(err::positive_integer_expected, "the number of elements must not be negative, is ", length);
  return std::min(static_cast<std::size_t>(length), size - checked_index(start, size));
}

std::size_t checked_interval(Int start, Int length, std::size_t size) {
  const std::size_t n = clipped_interval(start, length, size);
  require_range(n == static_cast<std::size_t>(length), length, " elements from index ", start,
                " reach beyond the end at ", size);
  return n;
}

// Without recursion: data may be nested to any depth.
TokenArray flattened(const TokenArray& nested, Int levels) {
  TokenArray flat;
  using Position = std::pair<const TokenArray*, std::size_t>;
  for (std::vector<Position> open{{&nested, 0}}; !open.empty();) {
    auto& [here, k] = open.back();
    if (k == here->size()) {
      open.pop_back();
      continue;
    }
    const Token& t = (*here)[k++];
    if (t.is(Type::Array) && static_cast<Int>(open.size()) <= levels) open.emplace_back(&items(t), 0);
    else flat.push_back(t);
  }
  return flat;
}

std::size_t operands_above_mark(Interp& i, Err missing) {
  const auto& all = i.operands();
  Name* const mark = i.intern("mark");
  const auto found = std::find_if(all.rbegin(), all.rend(),
                                  [mark](const Token& t) { return t.is(Type::Literal) && t.as_name() == mark; });
  if (found == all.rend()) fail(missing, "there is no mark among the operands");
  return static_cast<std::size_t>(found - all.rbegin());
}

TokenArray take_operands(Interp& i, std::size_t n) {
  auto& all = i.operands();
  const auto first = all.end() - static_cast<std::ptrdiff_t>(n);
  TokenArray taken(std::make_move_iterator(first), std::make_move_iterator(all.end()));
  all.erase(first, all.end());
  return taken;
}

namespace {

TokenArray tokens_of_iterator(const IteratorBody& it) {
  const Progression<Int> numbers{it.start, it.step, iterator_size(it)};
  TokenArray a;
  for (std::size_t k = 0; k < numbers.count; ++k) a.push_back(Token::integer(numbers[k]));
  return a;
}

template <class Numbers, class Make>
TokenArray tokens(const Numbers& numbers, Make make) {
  TokenArray a;
  a.reserve(numbers.size());
  for (const auto x : numbers) a.push_back(make(x));
  return a;
}

}  // namespace

TokenArray to_array(const Token& t) {
  switch (t.type()) {
    case Type::IntVector:
      return tokens(*t.as<IntVectorBody>().numbers, Token::integer);
    case Type::DoubleVector:
      return tokens(*t.as<DoubleVectorBody>().numbers, Token::real);
    case Type::String:
      return tokens(t.as<StringBody>().text, [](char c) { return Token::integer(static_cast<unsigned char>(c)); });
    case Type::Iterator:
      return tokens_of_iterator(t.as<IteratorBody>());
    default:
      return items(t);
  }
}

namespace {

[[noreturn]] void refuse_range() {
  fail(err::argument_type, "a range is [n], [first last] or [first last step], with integers only or doubles only");
}

// The end point counts as far as rounding lets it: 1 + trunc((b - a) / d), as users of the language know it.
template <class T>
std::size_t number_of_steps(T first, T last, T step) {
  if (step == 0) fail(err::division_by_zero, "the step of a range must not be 0");
  if ((step > 0 && last < first) || (step < 0 && last > first)) return 0;
  using Wide = std::conditional_t<std::is_same_v<T, double>, double, __int128>;
  const auto steps = std::trunc(static_cast<double>((static_cast<Wide>(last) - first) / step));
  require_range(steps < 1e12, "the range has too many elements");
  return static_cast<std::size_t>(steps) + 1;
}

template <class T>
Progression<T> make_progression(const TokenArray& spec, T (*number)(const Token&)) {
  const T first = spec.size() == 1 ? T{1} : number(spec[0]);
  const T last = number(spec[spec.size() == 1 ? 0 : 1]);
  const T step = spec.size() == 3 ? number(spec[2]) : T{1};
  return {first, step, number_of_steps(first, last, step)};
}

bool all_of_type(const TokenArray& a, Type type) {
  return std::all_of(a.begin(), a.end(), [type](const Token& t) { return t.is(type); });
}

}  // namespace

std::size_t iterator_size(const IteratorBody& it) { return number_of_steps(it.start, it.stop, it.step); }

AnyProgression progression(const TokenArray& spec) {
  for (const Token& t : spec)
    if (!is_number(t)) fail(err::type_mismatch, "a range is made of numbers, not of ", with_article(t.type()));
  if (spec.empty() || spec.size() > 3) refuse_range();
  if (all_of_type(spec, Type::Integer))
    return {make_progression<Int>(spec, [](const Token& t) { return t.as_integer(); })};
  if (!all_of_type(spec, Type::Double)) refuse_range();
  return {std::nullopt, make_progression<double>(spec, [](const Token& t) { return t.as_double(); })};
}

}  // namespace nestling::sli
