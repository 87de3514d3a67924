// Parts of sequences by 1-based positions, in the manner of Mathematica: Take, Drop, Part, ReplacePart; ranges and
// pieces.
#include <algorithm>

#include "sli/arithmetic.h"
#include "sli/builtins.h"
#include "sli/paths.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

using Indices = std::vector<std::size_t>;

// The same for arrays and strings.
Token chosen(const TokenArray& all, const Indices& indices) {
  TokenArray result;
  result.reserve(indices.size());
  for (const std::size_t k : indices) result.push_back(all[k]);
  return make_array(std::move(result));
}

Token chosen(const std::string& all, const Indices& indices) {
  std::string result;
  for (const std::size_t k : indices) result += all[k];
  return make_string(std::move(result));
}

Token element(const TokenArray& all, std::size_t k) { return all[k]; }
Token element(const std::string& all, std::size_t k) { return Token::integer(static_cast<unsigned char>(all[k])); }

// Take and Drop -----------------------------------------------------------------------------------------------

Indices first_or_last(Int n, std::size_t size) {
  const Int length = static_cast<Int>(size);
  require_range(n <= length && n >= -length, n, " elements of ", length);
  Indices indices;
  for (Int k = n >= 0 ? 0 : length + n; k < (n >= 0 ? n : length); ++k) indices.push_back(static_cast<std::size_t>(k));
  return indices;
}

// [i j] and [i j d]; nothing when j lies before i.
Indices span_of(const TokenArray& spec, std::size_t size) {
  const Int n = static_cast<Int>(size);
  const auto from_front = [n](Int p) { return p < 0 ? n + 1 + p : p; };
  const Int step = spec.size() == 3 ? integer_of(spec[2]) : 1;
  const auto positions = progression({Token::integer(from_front(integer_of(spec[0]))),
                                      Token::integer(from_front(integer_of(spec[1]))), Token::integer(step)});
  Indices indices;
  for (std::size_t k = 0; k < positions.count(); ++k) indices.push_back(checked_index((*positions.ints)[k] - 1, size));
  return indices;
}

bool is_nested(const TokenArray& spec) {
  return !spec.empty() && std::all_of(spec.begin(), spec.end(), [](const Token& t) { return t.is(Type::Array); });
}

Indices sequence(const TokenArray& spec, std::size_t size) {
  if (spec.empty() || spec.size() > 3) fail(illegal_sequence, "a sequence is [i], [i j] or [i j d]");
  if (spec.size() == 1) return {checked_position(integer_of(spec[0]), size)};
  return span_of(spec, size);
}

template <class Sequence>
Token take(const Sequence& all, const TokenArray& spec) {
  const Indices indices = sequence(spec, all.size());
  return spec.size() == 1 ? element(all, indices[0]) : chosen(all, indices);
}

template <class Sequence>
Token drop(const Sequence& all, const Indices& dropped) {
  std::vector<bool> gone(all.size());
  for (const std::size_t k : dropped) gone[k] = true;
  Indices kept;
  for (std::size_t k = 0; k < all.size(); ++k)
    if (!gone[k]) kept.push_back(k);
  return chosen(all, kept);
}

// One specification a level: rows, columns, …
template <class Cut>
Token on_levels(const Token& matrix, std::span<const Token> specs, Cut cut) {
  require_depth(specs.size());
  if (!matrix.is(Type::Array)) fail(err::argument_type, "there are more specifications than levels of the array");
  Token rows = cut(items(matrix), items(specs[0]));
  if (specs.size() == 1) return rows;
  if (items(specs[0]).size() == 1 && !rows.is(Type::Array))
    fail(err::argument_type, "there are more specifications than levels of the array");
  TokenArray result;
  for (const Token& row : items(rows)) result.push_back(on_levels(row, specs.subspan(1), cut));
  return make_array(std::move(result));
}

Token take_array(In<Arr> a, In<Arr> spec) {
  const auto cut = [](const TokenArray& all, const TokenArray& s) { return take(all, s); };
  return is_nested(spec->items) ? on_levels(a.token(), spec->items, cut) : cut(a->items, spec->items);
}

Token drop_array(In<Arr> a, In<Arr> spec) {
  const auto cut = [](const TokenArray& all, const TokenArray& s) { return drop(all, sequence(s, all.size())); };
  return is_nested(spec->items) ? on_levels(a.token(), spec->items, cut) : cut(a->items, spec->items);
}

// Part --------------------------------------------------------------------------------------------------------

Token part(const Token& whole, std::span<const Token> specs);

template <class Sequence>
Token part_of(const Sequence& all, std::span<const Token> specs) {
  const Token& spec = specs[0];
  const auto rest = specs.subspan(1);
  const auto at = [&](const Token& p) { return part(element(all, checked_position(integer_of(p), all.size())), rest); };
  if (spec.is(Type::Integer)) return at(spec);
  TokenArray result;
  if (spec.is(Type::Array))
    for (const Token& p : items(spec)) result.push_back(at(p));
  else if (spec.is(Type::Literal) && spec.as_name()->text == "All")
    for (std::size_t k = 0; k < all.size(); ++k) result.push_back(part(element(all, k), rest));
  else fail(err::argument_type, "a part is given by a position, a list of positions or /All");
  return make_array(std::move(result));
}

Token part(const Token& whole, std::span<const Token> specs) {
  require_depth(specs.size());
  if (specs.empty()) return whole;
  if (whole.is(Type::String)) return part_of(whole.as<StringBody>().text, specs);
  if (!whole.is(Type::Array)) fail(err::argument_type, with_article(whole.type()), " has no parts");
  return part_of(items(whole), specs);
}

Slot<Arr> replace_part(Slot<Arr> a, const Token& x, const Token& positions) {
  const auto paths = checked_paths(positions, a.token());
  for (const Path& path : paths) element_at(a.token(), path) = Token(x);
  return a;
}

// Positions ---------------------------------------------------------------------------------------------------

// One position, or a list of them.
template <class F>
Token on_positions(const Token& positions, F f) {
  if (!positions.is(Type::Array)) return f(positions);
  TokenArray result;
  for (const Token& p : items(positions)) result.push_back(f(p));
  return make_array(std::move(result));
}

Token sli_index(const Token& position, std::size_t size) {
  const auto index = [size](const Token& p) {
    return Token::integer(static_cast<Int>(checked_position(integer_of(p), size)));
  };
  return on_positions(position, index);
}

void index_into_array(Interp& i) { i.top() = sli_index(i.top(), items(i.top(1)).size()); }
void index_into_string(Interp& i) { i.top() = sli_index(i.top(), i.top(1).as<StringBody>().text.size()); }

Token mathematica_index(const Token& index) {
  return on_positions(index, [](const Token& k) { return Token::integer(Add::of(integer_of(k), 1)); });
}

// Cutting up and joining --------------------------------------------------------------------------------------

TokenArray partition(In<Arr> a, Int n, Int step) {
  if (n < 1 || step < 1)
    fail(err::range_error, "length and step of the pieces must be at least 1, are ", n, " and ", step);
  const auto& all = a->items;
  TokenArray pieces;
  for (Int start = 0, size = static_cast<Int>(all.size()); n <= size && start <= size - n;
       start += std::min(step, size))
    pieces.push_back(make_array(TokenArray(all.begin() + start, all.begin() + start + n)));
  return pieces;
}

TokenArray transpose(In<Arr> a) {
  const auto& rows = a->items;
  for (const Token& row : rows) {
    if (!row.is(Type::Array))
      fail(err::argument_type, "a matrix is an array of arrays; found ", with_article(row.type()));
    require_range(items(row).size() == items(rows[0]).size(), "the rows have different lengths");
  }
  TokenArray columns;
  for (std::size_t c = 0, n = rows.empty() ? 0 : items(rows[0]).size(); c < n; ++c) {
    TokenArray column;
    column.reserve(rows.size());
    for (const Token& row : rows) column.push_back(items(row)[c]);
    columns.push_back(make_array(std::move(column)));
  }
  return columns;
}

TokenArray range(In<Arr> spec) {
  const AnyProgression numbers = progression(spec->items);
  TokenArray result;
  result.reserve(numbers.count());
  for (std::size_t k = 0; k < numbers.count(); ++k) result.push_back(numbers[k]);
  return result;
}

Token range_iterator(In<Arr> spec) {
  const AnyProgression numbers = progression(spec->items);
  if (!numbers.ints) fail(err::argument_type, "an iterator runs over integers");
  const auto& [start, step, count] = *numbers.ints;
  return Token(Type::Iterator, new IteratorBody(start, (*numbers.ints)[count - 1], step));
}

}  // namespace

const OpTable part_ops = {
    op("Range", "[n], [a b] or [a b d] -> array of the numbers from 1 to n or from a to b in steps of d",
       [](In<Arr> spec) { return range(spec); })
        .as("Range_"),
    op("RangeIterator", "[n], [a b] or [a b d] -> iterator over these integers",
       [](In<Arr> spec) { return range_iterator(spec); })
        .also("RangeIterator_a"),
    op("size", "iterator -> iterator n", stack<Iter>,
       [](Interp& i) { i.push(static_cast<Int>(iterator_size(i.top().as<IteratorBody>()))); })
        .as("size_iter"),

    op("Take", "array n -> the first n elements, or the last -n",
       [](In<Arr> a, Int n) { return chosen(a->items, first_or_last(n, a->items.size())); })
        .also("Take_a_i"),
    op("Take", "string n -> the first n bytes, or the last -n",
       [](const std::string& s, Int n) { return chosen(s, first_or_last(n, s.size())); }),
    op("Take",
       "array [i] -> element i; [i j], [i j d] -> the elements from i to j; [[..] [..]] -> the same of rows and "
       "columns",
       [](In<Arr> a, In<Arr> spec) { return take_array(a, spec); })
        .also("Take_a_a"),
    op("Take", "string [i] -> byte i; [i j], [i j d] -> the bytes from i to j",
       [](const std::string& s, In<Arr> spec) { return take(s, spec->items); }),
    op("Drop", "array n -> array without the first n elements, or the last -n",
       [](In<Arr> a, Int n) { return drop(a->items, first_or_last(n, a->items.size())); }),
    op("Drop", "array [i], [i j], [i j d] or [[..] [..]] -> array without these elements",
       [](In<Arr> a, In<Arr> spec) { return drop_array(a, spec); }),
    op("Part", "array [p q ..] -> element q of element p; every p is a position, a list of positions or /All",
       [](In<Arr> a, In<Arr> specs) { return part(a.token(), specs->items); })
        .also("Part_a"),
    op("Part", "string [p] -> byte, or array of bytes, at these positions",
       [](In<Str> s, In<Arr> specs) { return part(s.token(), specs->items); }),
    op("ReplacePart", "array x i -> array with x at position i",
       [](Slot<Arr> a, const Token& x, Int p) { return replace_part(a, x, Token::integer(p)); })
        .as("ReplacePart_i_"),
    op("ReplacePart", "array x [i j ..] or [[i ..] ..] -> array with x at an element of an element, or at several",
       [](Slot<Arr> a, const Token& x, In<Arr> p) { return replace_part(a, x, p.token()); })
        .as("ReplacePart_a_"),
    op("MathematicaToSliIndex", "array i -> array j: 1-based or negative position as 0-based index",
       stack<Arr, AnyType>, run<index_into_array>)
        .also("MathematicaToSliIndex_i"),
    op("MathematicaToSliIndex", "string i -> string j", stack<Str, AnyType>, run<index_into_string>),
    op("MathematicaToSliIndex_a", "array [i ..] -> array [j ..]", stack<Arr, Arr>, run<index_into_array>),
    op("SliToMathematicaIndex", "j -> i: 0-based as 1-based",
       [](Int k) { return mathematica_index(Token::integer(k)); }),
    op("SliToMathematicaIndex", "[j ..] -> [i ..]", [](In<Arr> k) { return mathematica_index(k.token()); }),

    op("Partition", "array n -> array of pieces of n elements; an incomplete one is dropped",
       [](In<Arr> a, Int n) { return partition(a, n, n); }),
    op("Partition", "array n d -> array of pieces of n elements, one every d elements",
       [](In<Arr> a, Int n, Int step) { return partition(a, n, step); })
        .as("Partition_a_i_i"),
    op("Flatten", "array -> array without nesting", [](In<Arr> a) { return flattened(a->items); }).also("Flatten_a"),
    op("Flatten", "array n -> array with n levels of nesting less",
       [](In<Arr> a, Int n) { return flattened(a->items, n); })
        .also("Flatten_a_i"),
    op("Flatten_", "array -> array with one level of nesting less", [](In<Arr> a) { return flattened(a->items, 1); }),
    op("Transpose", "matrix -> matrix with rows and columns exchanged", [](In<Arr> a) { return transpose(a); })
        .as("Transpose_"),
};

}  // namespace nestling::sli
