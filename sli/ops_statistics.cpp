// Sums, means, extremes and members of arrays and vectors.
#include <algorithm>
#include <cmath>

#include "sli/builtins.h"
#include "sli/elementwise.h"
#include "sli/statistics.h"

namespace nestling::sli {
namespace {

template <class F>
Token accumulated(const TokenArray& a, Int start) {
  Token sum = Token::integer(start);
  for (const Token& t : a) sum = combine<F>(sum, t);
  return sum;
}

template <class Tag>
std::vector<double> doubles(In<Tag> vector) {
  return {vector->numbers->begin(), vector->numbers->end()};
}

template <bool Larger>
Token extreme(const TokenArray& a) {
  require_range(!a.empty(), "an empty array has no largest and no smallest element");
  const auto in_order = [](const Token& x, const Token& y) {
    if (!is_number(x) || !is_number(y)) fail(err::argument_type, "the elements must be numbers");
    return Larger ? to_double(x) < to_double(y) : to_double(y) < to_double(x);
  };
  if (a.size() == 1) return a[0];
  return *std::max_element(a.begin(), a.end(), in_order);
}

bool contains(In<Arr> a, const Token& x) {
  return std::any_of(a->items.begin(), a->items.end(), [&x](const Token& t) { return equal(t, x); });
}

bool contains_other_than(In<Arr> a, const Token& x) {
  return std::any_of(a->items.begin(), a->items.end(), [&x](const Token& t) { return !equal(t, x); });
}

}  // namespace

const OpTable statistics_ops = {
    op("Total", "array -> sum, 0 for []", [](In<Arr> a) { return accumulated<Add>(a->items, 0); }).as_trie(),
    op("Plus", "array -> sum, 0 for []", [](In<Arr> a) { return accumulated<Add>(a->items, 0); }).as_trie(),
    op("Times", "array -> product, 1 for []", [](In<Arr> a) { return accumulated<Mul>(a->items, 1); }).as_trie(),
    op("Mean", "array -> mean as a double", [](In<Arr> a) { return mean(to_numbers<double>(a->items)); }).as_trie(),
    op("Variance", "array -> unbiased variance", [](In<Arr> a) { return variance(to_numbers<double>(a->items)); })
        .as_trie(),
    op("StandardDeviation", "array -> square root of the unbiased variance",
       [](In<Arr> a) { return std::sqrt(variance(to_numbers<double>(a->items))); })
        .as_trie(),
    op("Max", "array -> largest number", [](In<Arr> a) { return extreme<true>(a->items); }).as_trie(),
    op("Min", "array -> smallest number", [](In<Arr> a) { return extreme<false>(a->items); }).as_trie(),
    op("Total", "vector -> sum", [](In<IVec> v) { return accumulated<Add>(to_array(v.token()), 0); }),
    op("Total", "vector -> sum", [](In<DVec> v) { return accumulated<Add>(to_array(v.token()), 0); }),
    op("Plus", "vector -> sum", [](In<IVec> v) { return accumulated<Add>(to_array(v.token()), 0); }),
    op("Plus", "vector -> sum", [](In<DVec> v) { return accumulated<Add>(to_array(v.token()), 0); }),
    op("Times", "vector -> product", [](In<IVec> v) { return accumulated<Mul>(to_array(v.token()), 1); }),
    op("Times", "vector -> product", [](In<DVec> v) { return accumulated<Mul>(to_array(v.token()), 1); }),
    op("Mean", "vector -> mean as a double", [](In<IVec> v) { return mean(doubles(v)); }),
    op("Mean", "vector -> mean as a double", [](In<DVec> v) { return mean(doubles(v)); }),
    op("Variance", "vector -> unbiased variance", [](In<IVec> v) { return variance(doubles(v)); }),
    op("Variance", "vector -> unbiased variance", [](In<DVec> v) { return variance(doubles(v)); }),
    op("StandardDeviation", "vector -> square root of the unbiased variance",
       [](In<IVec> v) { return std::sqrt(variance(doubles(v))); }),
    op("StandardDeviation", "vector -> square root of the unbiased variance",
       [](In<DVec> v) { return std::sqrt(variance(doubles(v))); }),
    op("Max", "vector -> largest number", [](In<IVec> v) { return extreme<true>(to_array(v.token())); }),
    op("Max", "vector -> largest number", [](In<DVec> v) { return extreme<true>(to_array(v.token())); }),
    op("Min", "vector -> smallest number", [](In<IVec> v) { return extreme<false>(to_array(v.token())); }),
    op("Min", "vector -> smallest number", [](In<DVec> v) { return extreme<false>(to_array(v.token())); }),
    op("MemberQ", "array x -> bool: is x among the elements", [](In<Arr> a, const Token& x) { return contains(a, x); })
        .as_trie(),
    op("HasDifferentMemberQ", "array x -> bool: is anything but x among the elements",
       [](In<Arr> a, const Token& x) { return contains_other_than(a, x); })
        .as_trie(),
};

}  // namespace nestling::sli
