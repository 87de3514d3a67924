// Arithmetic on any mix of numbers, nested arrays and vectors, element by element.
#pragma once
#include "sli/arithmetic.h"
#include "sli/sequence.h"

namespace nestling::sli {

template <class F>
Token combine(const Token& a, const Token& b, std::size_t level = 0);  // F: Add, Sub, Mul, Div

extern template Token combine<Add>(const Token&, const Token&, std::size_t);
extern template Token combine<Sub>(const Token&, const Token&, std::size_t);
extern template Token combine<Mul>(const Token&, const Token&, std::size_t);
extern template Token combine<Div>(const Token&, const Token&, std::size_t);

}  // namespace nestling::sli
