// Arithmetic of integers and doubles: both int give an int, any double gives a double. Arrays and vectors:
// ops_elementwise.cpp.
#include <cmath>

#include "sli/arithmetic.h"
#include "sli/builtins.h"
#include "sli/op.h"

namespace nestling::sli {
namespace {

constexpr auto add_doc = "x y -> x+y";
constexpr auto sub_doc = "x y -> x-y";
constexpr auto mul_doc = "x y -> x*y";
constexpr auto div_doc = "x y -> x/y: of two integers truncated towards zero";
constexpr auto max_doc = "x y -> the larger number, with its type; the first one wins on equality";
constexpr auto min_doc = "x y -> the smaller number, with its type; the first one wins on equality";

Int mod(Int a, Int b) {
  if (b == 0) fail(err::division_by_zero, "remainder of a division by 0");
  return b == -1 ? 0 : a % b;  // the smallest integer has no quotient by -1
}

}  // namespace

const OpTable math_ops = {
    op("add", add_doc, [](Int a, Int b) { return Add::of(a, b); }).as("add_ii"),
    op("add", add_doc, [](Double a, Int b) { return a + b; }).as("add_di"),
    op("add", add_doc, [](Int a, Double b) { return a + b; }).as("add_id"),
    op("add", add_doc, [](Double a, Double b) { return a + b; }).as("add_dd"),
    op("sub", sub_doc, [](Int a, Int b) { return Sub::of(a, b); }).as("sub_ii"),
    op("sub", sub_doc, [](Double a, Int b) { return a - b; }).as("sub_di"),
    op("sub", sub_doc, [](Int a, Double b) { return a - b; }).as("sub_id"),
    op("sub", sub_doc, [](Double a, Double b) { return a - b; }).as("sub_dd"),
    op("mul", mul_doc, [](Int a, Int b) { return Mul::of(a, b); }).as("mul_ii"),
    op("mul", mul_doc, [](Double a, Int b) { return a * b; }).as("mul_di"),
    op("mul", mul_doc, [](Int a, Double b) { return a * b; }).as("mul_id"),
    op("mul", mul_doc, [](Double a, Double b) { return a * b; }).as("mul_dd"),
    op("div", div_doc, [](Int a, Int b) { return Div::of(a, b); }).as("div_ii"),
    op("div", div_doc, [](Double a, Int b) { return Div::of(a, static_cast<double>(b)); }).as("div_di"),
    op("div", div_doc, [](Int a, Double b) { return Div::of(static_cast<double>(a), b); }).as("div_id"),
    op("div", div_doc, [](Double a, Double b) { return Div::of(a, b); }).as("div_dd"),
    op("mod", "a b -> remainder, with the sign of a", [](Int a, Int b) { return mod(a, b); }),

    op("max", max_doc, [](Int a, Int b) { return a < b ? b : a; }).as("max_i_i"),
    op("max", max_doc, [](Double a, Int b) { return a < b ? Token::integer(b) : Token::real(a); }).as("max_d_i"),
    op("max", max_doc, [](Int a, Double b) { return a < b ? Token::real(b) : Token::integer(a); }).as("max_i_d"),
    op("max", max_doc, [](Double a, Double b) { return a < b ? b : a; }).as("max_d_d"),
    op("min", min_doc, [](Int a, Int b) { return b < a ? b : a; }).as("min_i_i"),
    op("min", min_doc, [](Double a, Int b) { return b < a ? Token::integer(b) : Token::real(a); }).as("min_d_i"),
    op("min", min_doc, [](Int a, Double b) { return b < a ? Token::real(b) : Token::integer(a); }).as("min_i_d"),
    op("min", min_doc, [](Double a, Double b) { return b < a ? b : a; }).as("min_d_d"),

    op("neg", "x -> -x; the opposite of a bool", [](Int a) { return Sub::of(Int{0}, a); }).as("neg_i"),
    op("neg", "x -> -x", [](Double a) { return -a; }).as("neg_d"),
    op("neg", "bool -> its opposite", [](bool b) { return !b; }),
    op("abs", "x -> |x|", [](Int a) { return a < 0 ? Sub::of(Int{0}, a) : a; }).also("abs_i"),
    op("abs", "x -> |x|", [](Double a) { return std::fabs(a); }).also("abs_d"),
    op("inv", "x -> 1/x", [](Double a) { return 1.0 / a; }).as("inv_"),
    op("Sign", "x -> -1, 0 or 1", [](Num x) { return static_cast<Int>((x > 0) - (x < 0)); }),

    op("and", "a b -> a and b", [](bool a, bool b) { return a && b; }).also("and_bb"),
    op("and", "a b -> bitwise and", [](Int a, Int b) { return a & b; }).as("and_ii"),
    op("or", "a b -> a or b", [](bool a, bool b) { return a || b; }).also("or_bb"),
    op("or", "a b -> bitwise or", [](Int a, Int b) { return a | b; }).as("or_ii"),
    op("xor", "a b -> exactly one of two bools", [](bool a, bool b) { return a != b; }).as("xor_"),
    op("not", "a -> opposite", [](bool a) { return !a; }).as("not_b"),
    op("not", "a -> bitwise complement", [](Int a) { return ~a; }).as("not_i"),
};

}  // namespace nestling::sli
