// Comparison and predicates.
#include <cmath>

#include "sli/builtins.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

// Keeps the operand below the answer.
template <Type... Types>
constexpr auto is_one_of = [](Interp& i) {
  const Type type = i.top().type();
  i.push(((type == Types) || ...));
};

}  // namespace

const OpTable compare_ops = {
    op("eq", "x y -> bool: same type and same value", [](const Token& a, const Token& b) { return equal(a, b); })
        .as("eq_"),
    op("eq", "x y -> bool: same numbers", [](In<IVec> a, In<IVec> b) { return *a->numbers == *b->numbers; })
        .as("eq_iv"),
    op("eq", "x y -> bool: same numbers", [](In<DVec> a, In<DVec> b) { return *a->numbers == *b->numbers; })
        .as("eq_dv"),
    op("neq", "x y -> bool: the opposite of eq", [](const Token& a, const Token& b) { return !equal(a, b); })
        .as("neq_"),

    op("lt", "x y -> bool: x < y", [](Int a, Int b) { return a < b; }).as("lt_ii"),
    op("lt", "x y -> bool: x < y", [](Double a, Int b) { return a < b; }).as("lt_di"),
    op("lt", "x y -> bool: x < y", [](Int a, Double b) { return a < b; }).as("lt_id"),
    op("lt", "x y -> bool: x < y", [](Double a, Double b) { return a < b; }).as("lt_dd"),
    op("lt", "x y -> bool: x < y by bytes", [](const std::string& a, const std::string& b) { return a < b; })
        .as("lt_ss"),
    op("gt", "x y -> bool: x > y", [](Int a, Int b) { return a > b; }).as("gt_ii"),
    op("gt", "x y -> bool: x > y", [](Double a, Int b) { return a > b; }).as("gt_di"),
    op("gt", "x y -> bool: x > y", [](Int a, Double b) { return a > b; }).as("gt_id"),
    op("gt", "x y -> bool: x > y", [](Double a, Double b) { return a > b; }).as("gt_dd"),
    op("gt", "x y -> bool: x > y by bytes", [](const std::string& a, const std::string& b) { return a > b; })
        .as("gt_ss"),
    op("leq", "x y -> bool: x <= y", [](Int a, Int b) { return a <= b; }).as("leq_ii"),
    op("leq", "x y -> bool: x <= y", [](Double a, Int b) { return a <= b; }).as("leq_di"),
    op("leq", "x y -> bool: x <= y", [](Int a, Double b) { return a <= b; }).as("leq_id"),
    op("leq", "x y -> bool: x <= y", [](Double a, Double b) { return a <= b; }).as("leq_dd"),
    op("leq", "x y -> bool: x <= y by bytes", [](const std::string& a, const std::string& b) { return a <= b; }),
    op("geq", "x y -> bool: x >= y", [](Int a, Int b) { return a >= b; }).as("geq_ii"),
    op("geq", "x y -> bool: x >= y", [](Double a, Int b) { return a >= b; }).as("geq_di"),
    op("geq", "x y -> bool: x >= y", [](Int a, Double b) { return a >= b; }).as("geq_id"),
    op("geq", "x y -> bool: x >= y", [](Double a, Double b) { return a >= b; }).as("geq_dd"),
    op("geq", "x y -> bool: x >= y by bytes", [](const std::string& a, const std::string& b) { return a >= b; }),

    op("ArrayQ", "x -> x bool: is it an array", stack<AnyType>, is_one_of<Type::Array>).as_trie(),
    op("LiteralQ", "x -> x bool: is it a literal", stack<AnyType>, is_one_of<Type::Literal>).as_trie(),
    op("NumberQ", "x -> x bool: is it an integer or a double", stack<AnyType>, is_one_of<Type::Integer, Type::Double>)
        .as_trie(),
    op("IntegerQ", "x -> x bool: is it an integer", stack<AnyType>, is_one_of<Type::Integer>).as_trie(),
    op("DoubleQ", "x -> x bool: is it a double", stack<AnyType>, is_one_of<Type::Double>).as_trie(),
    op("StringQ", "x -> x bool: is it a string", stack<AnyType>, is_one_of<Type::String>).as_trie(),
    op("DictQ", "x -> x bool: is it a dictionary", stack<AnyType>, is_one_of<Type::Dictionary>).as_trie(),
    op("finite_q_d", "x -> bool: is it neither infinite nor nan", [](Double x) { return std::isfinite(x); }),
    op("FiniteQ", "x -> x bool: is it neither infinite nor nan", stack<AnyType>,
       [](Interp& i) {
         if (!is_number(i.top()))
           fail(illegal_argument, "FiniteQ is asked of a number, not of ", with_article(i.top().type()));
         i.push(std::isfinite(to_double(i.top())));
       })
        .as_trie(),
};

}  // namespace nestling::sli
