// Nested arrays as vectors, matrices and tensors.
#include <algorithm>

#include "sli/builtins.h"
#include "sli/elementwise.h"

namespace nestling::sli {
namespace {

// Shape -------------------------------------------------------------------------------------------------------

// Lengths along the first elements of every level.
TokenArray dimensions(In<Arr> a) {
  TokenArray result;
  for (const Token* t = &a.token(); t->is(Type::Array); t = &items(*t)[0]) {
    result.push_back(Token::integer(static_cast<Int>(items(*t).size())));
    if (items(*t).empty()) break;
  }
  return result;
}

Token layout(std::span<const Token> lengths, const Token& x) {
  require_depth(lengths.size());
  if (lengths.empty()) return x;
  const Int n = integer_of(lengths[0]);
  require_range(n >= 0, "a length must not be negative, is ", n);
  return make_array(TokenArray(static_cast<std::size_t>(n), layout(lengths.subspan(1), x)));
}

// Cut to given lengths, /All keeps a level; a level that is too short becomes empty.
Token cut_to_shape(const Token& t, std::span<const Token> lengths) {
  require_depth(lengths.size());
  if (lengths.empty()) return t;
  if (!t.is(Type::Array)) fail(err::argument_type, "the array has fewer levels than lengths are given");
  const auto& all = items(t);
  const bool keep = lengths[0].is(Type::Literal) && lengths[0].as_name()->text == "All";
  const auto n = keep ? all.size() : static_cast<std::size_t>(std::max<Int>(integer_of(lengths[0]), 0));
  TokenArray result;
  for (std::size_t k = 0; k < n && n <= all.size(); ++k) result.push_back(cut_to_shape(all[k], lengths.subspan(1)));
  return make_array(std::move(result));
}

bool same_shape(const Token& a, const Token& b, std::size_t level = 0) {
  require_depth(level);
  if (!a.is(Type::Array) || !b.is(Type::Array)) return a.is(Type::Array) == b.is(Type::Array);
  const auto alike = [level](const Token& x, const Token& y) { return same_shape(x, y, level + 1); };
  return items(a).size() == items(b).size() && std::equal(items(a).begin(), items(a).end(), items(b).begin(), alike);
}

bool is_regular(const Token& t) {
  if (!t.is(Type::Array)) return t.is(Type::IntVector) || t.is(Type::DoubleVector);
  const auto& all = items(t);
  return all.empty() || std::all_of(all.begin(), all.end(), [&](const Token& row) { return same_shape(row, all[0]); });
}

// Products ----------------------------------------------------------------------------------------------------

bool is_matrix(In<Arr> a) { return !a->items.empty() && a->items[0].is(Type::Array); }

Token dot(const TokenArray& a, const TokenArray& b) {
  if (a.size() != b.size()) fail(err::dimension_mismatch, "the lengths ", a.size(), " and ", b.size(), " do not fit");
  Token sum;
  for (std::size_t k = 0; k < a.size(); ++k) {
    Token product = combine<Mul>(a[k], b[k]);
    sum = k == 0 ? std::move(product) : combine<Add>(sum, product);
  }
  return sum;
}

Token dot(In<Arr> a, In<Arr> b) {
  if (!is_matrix(a)) return dot(a->items, b->items);
  TokenArray rows;
  for (const Token& row : a->items) {
    if (!row.is(Type::Array))
      fail(err::argument_type, "a matrix is an array of arrays; found ", with_article(row.type()));
    rows.push_back(dot(items(row), b->items));
  }
  return make_array(std::move(rows));
}

TokenArray outer_product(In<Arr> a, In<Arr> b) {
  TokenArray rows;
  for (const Token& x : a->items) rows.push_back(combine<Mul>(x, b.token()));
  return rows;
}

}  // namespace

const OpTable tensor_ops = {
    op("Dimensions", "array -> [n ..]: lengths along the first elements of every level",
       [](In<Arr> a) { return dimensions(a); }),
    op("Dimensions", "vector -> [n]", [](In<IVec> v) { return TokenArray{detail::result(v->numbers->size())}; }),
    op("Dimensions", "vector -> [n]", [](In<DVec> v) { return TokenArray{detail::result(v->numbers->size())}; }),
    op("TensorRank", "array -> depth of nesting", [](In<Arr> a) { return dimensions(a).size(); }).as("TensorRank_"),
    op("TensorRank", "vector -> 1", [](In<IVec>) { return 1; }),
    op("TensorRank", "vector -> 1", [](In<DVec>) { return 1; }),
    op("MatrixQ", "x -> bool: is it an array whose elements have one shape",
       [](const Token& t) { return is_regular(t); })
        .as_trie(),
    op("LayoutArray", "[n ..] x -> nested array of these lengths, filled with x",
       [](In<Arr> n, const Token& x) { return layout(n->items, x); })
        .as_trie(),
    op("ArrayShape", "array [n ..] -> array cut to these lengths; /All keeps a level",
       [](In<Arr> a, In<Arr> n) { return cut_to_shape(a.token(), n->items); })
        .as_trie(),
    op("Dot", "a b -> product of vectors and matrices", [](In<Arr> a, In<Arr> b) { return dot(a, b); }).as_trie(),
    op("Dot1D", "a b -> product of two vectors", [](In<Arr> a, In<Arr> b) { return dot(a->items, b->items); }),
    op("OuterProduct", "a b -> matrix of all products", [](In<Arr> a, In<Arr> b) { return outer_product(a, b); })
        .as_trie(),
};

}  // namespace nestling::sli
