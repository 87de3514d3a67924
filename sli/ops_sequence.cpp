// Arrays as sequences: order, search, pieces, and flat indices of rectangles.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "sli/arithmetic.h"
#include "sli/builtins.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

using Iterator = TokenArray::const_iterator;

Iterator find_sequence(Iterator from, Iterator end, const TokenArray& pattern) {
  return std::search(from, end, pattern.begin(), pattern.end(), equal);
}

// Order -------------------------------------------------------------------------------------------------------

bool numbers_in_order(double a, double b) { return a < b || (std::isnan(b) && !std::isnan(a)); }

void sort(TokenArray& a) {
  const Type type = a.empty() ? Type::Integer : a[0].type();
  if (!std::all_of(a.begin(), a.end(), [type](const Token& t) { return t.is(type); }))
    fail(err::argument_type, "an array to be sorted holds elements of one type");
  const auto by = [&a](auto in_order) { std::sort(a.begin(), a.end(), in_order); };
  if (type == Type::Integer) by([](const Token& x, const Token& y) { return x.as_integer() < y.as_integer(); });
  else if (type == Type::Double)
    by([](const Token& x, const Token& y) { return numbers_in_order(x.as_double(), y.as_double()); });
  else if (type == Type::String)
    by([](const Token& x, const Token& y) { return x.as<StringBody>().text < y.as<StringBody>().text; });
  else fail(err::argument_type, "integers, doubles or strings can be sorted, not ", with_article(type));
}

// These three are one function for all types: another operand than an array is a TypeMismatch.
TokenArray copy_of_array(const Token& t) {
  if (!t.is(Type::Array)) fail(err::type_mismatch, "expected an arraytype, not ", with_article(t.type()));
  return items(t);
}

TokenArray sorted(const Token& t) {
  TokenArray a = copy_of_array(t);
  sort(a);
  return a;
}

TokenArray reversed(const Token& t) {
  TokenArray a = copy_of_array(t);
  std::reverse(a.begin(), a.end());
  return a;
}

TokenArray rotated(const Token& t, const Token& places) {
  TokenArray a = copy_of_array(t);
  if (!places.is(Type::Integer)) fail(err::type_mismatch, "expected an integertype, not ", with_article(places.type()));
  if (!a.empty())
    std::rotate(a.begin(), a.begin() + euclidean_mod(places.as_integer(), static_cast<Int>(a.size())), a.end());
  return a;
}

template <bool Larger>
Int extreme(In<Arr> a) {
  require_range(!a->items.empty(), "the array is empty");
  Int best = integer_of(a->items[0]);
  for (const Token& t : a->items) best = Larger ? std::max(best, integer_of(t)) : std::min(best, integer_of(t));
  return best;
}

// Search ------------------------------------------------------------------------------------------------------

void search(Interp& i) {
  const Token pattern = i.pop(), where = i.top();
  const auto& all = items(where);
  const auto found = find_sequence(all.begin(), all.end(), items(pattern));
  const bool hit = found != all.end() || items(pattern).empty();
  if (hit) {
    i.top() = make_array(TokenArray(found + static_cast<std::ptrdiff_t>(items(pattern).size()), all.end()));
    i.push(pattern);
    i.push(make_array(TokenArray(all.begin(), found)));
  }
  i.push(hit);
}

bool contains(In<Arr> a, In<Arr> pattern) {
  return pattern->items.empty() || find_sequence(a->items.begin(), a->items.end(), pattern->items) != a->items.end();
}

TokenArray replace_occurrences(In<Arr> a, In<Arr> pattern, In<Arr> replacement) {
  const auto& all = a->items;
  if (pattern->items.empty()) return all;
  TokenArray result;
  for (auto from = all.begin();;) {
    const auto found = find_sequence(from, all.end(), pattern->items);
    result.insert(result.end(), from, found);
    if (found == all.end()) return result;
    result.insert(result.end(), replacement->items.begin(), replacement->items.end());
    from = found + static_cast<std::ptrdiff_t>(pattern->items.size());
  }
}

// Pieces ------------------------------------------------------------------------------------------------------

TokenArray split_at(In<Arr> a, In<Arr> separator) {
  const auto& all = a->items;
  require_range(!separator->items.empty(), "the separator is empty");
  TokenArray pieces;
  for (auto from = all.begin();;) {
    const auto found = find_sequence(from, all.end(), separator->items);
    pieces.push_back(make_array(TokenArray(from, found)));
    if (found == all.end()) return pieces;
    from = found + static_cast<std::ptrdiff_t>(separator->items.size());
  }
}

TokenArray pieces_of(In<Arr> a, Int n) {
  const auto& all = a->items;
  require_range(n > 0 && static_cast<Int>(all.size()) % n == 0, all.size(), " elements do not break up into pieces of ",
                n);
  TokenArray pieces;
  for (auto from = all.begin(); from != all.end(); from += n) pieces.push_back(make_array(TokenArray(from, from + n)));
  return pieces;
}

// At the front (0), the end (1) or both (2).
TokenArray trimmed(In<Arr> a, const Token& x, Int where) {
  require_range(where >= 0 && where <= 2, "trim knows 0 (front), 1 (end) and 2 (both), not ", where);
  const auto differs = [&x](const Token& t) { return !equal(t, x); };
  auto first = a->items.begin(), last = a->items.end();
  if (where != 1) first = std::find_if(first, last, differs);
  if (where != 0)
    last = std::find_if(std::make_reverse_iterator(last), std::make_reverse_iterator(first), differs).base();
  return TokenArray(first, last);
}

// Rectangles --------------------------------------------------------------------------------------------------

struct Rectangle {
  Int first_row, first_column, height, width;
};

// Calls f(row, column) for every place, row by row.
template <class F>
void for_places(Rectangle r, F f) {
  constexpr Int most = 1'000'000'000;
  require_range(r.height <= most && r.width <= most, "the rectangle is too large");
  for (Int row = 0; row < r.height; ++row)
    for (Int column = 0; column < r.width; ++column) f(Add::of(r.first_row, row), Add::of(r.first_column, column));
}

TokenArray flat_indices(Int source_width, Rectangle r) {
  TokenArray indices;
  for_places(
      r, [&](Int row, Int column) { indices.push_back(Token::integer(Add::of(Mul::of(row, source_width), column))); });
  return indices;
}

TokenArray places(Rectangle r) {
  TokenArray result;
  for_places(r, [&](Int row, Int column) {
    result.push_back(Token::integer(row));
    result.push_back(Token::integer(column));
  });
  return result;
}

std::tuple<Int, Int> row_and_column(Int k, Int width) {
  if (width == 0) fail(err::division_by_zero, "the width must not be 0");
  require_range(width > 0, "the width must be positive, is ", width);
  return {k / width, k % width};
}

}  // namespace

const OpTable sequence_ops = {
    op("Sort", "array -> array in ascending order", [](const Token& a) { return sorted(a); }),
    op("Reverse", "array -> array in reverse order", [](const Token& a) { return reversed(a); }),
    op("reverse", "array -> array in reverse order", [](In<Arr> a) { return reversed(a.token()); }).as_trie(),
    op("Rotate", "array n -> array rotated to the left by n",
       [](const Token& a, const Token& n) { return rotated(a, n); }),
    op("GetMax", "[int ..] -> largest integer", [](In<Arr> a) { return extreme<true>(a); }),
    op("GetMin", "[int ..] -> smallest integer", [](In<Arr> a) { return extreme<false>(a); }),

    op("search", "array pattern -> post pattern pre true, or array false", stack<Arr, Arr>,
       [](Interp& i) { search(i); })
        .as("search_a"),
    op("searchif", "array pattern -> bool: does the pattern occur",
       [](In<Arr> a, In<Arr> pattern) { return contains(a, pattern); })
        .as_trie(),
    op("ReplaceOccurrences", "array pattern new -> array: replace every occurrence",
       [](In<Arr> a, In<Arr> pattern, In<Arr> b) { return replace_occurrences(a, pattern, b); })
        .as_trie(),
    op("breakup", "array separator -> array of the pieces between separators",
       [](In<Arr> a, In<Arr> b) { return split_at(a, b); }),
    op("breakup", "array n -> array of pieces of length n", [](In<Arr> a, Int n) { return pieces_of(a, n); }),
    op("trim", "array x flag -> array without x at the front (0), the end (1) or both (2)",
       [](In<Arr> a, const Token& x, Int flag) { return trimmed(a, x, flag); })
        .as_trie(),

    op("cv1d", "y x width -> flat index", [](Int y, Int x, Int width) { return Add::of(Mul::of(y, width), x); }),
    op("cv2d", "index width -> y x", [](Int k, Int width) { return row_and_column(k, width); }),
    op("area", "sw say sax h w ay ax -> flat indices of a rectangle in a source of width sw",
       [](Int sw, Int say, Int sax, Int h, Int w, Int ay, Int ax) {
         return flat_indices(sw, {Sub::of(say, ay), Sub::of(sax, ax), h, w});
       }),
    op("area2", "say sax h w ay ax -> y x pairs of a rectangle",
       [](Int say, Int sax, Int h, Int w, Int ay, Int ax) {
         return places({Sub::of(say, ay), Sub::of(sax, ax), h, w});
       }),
};

}  // namespace nestling::sli
