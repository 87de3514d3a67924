// Arithmetic on any mix of numbers, nested arrays and vectors, element by element.
#pragma once
#include "sli/arithmetic.h"
#include "sli/sequence.h"

namespace nestling::sli {

template <class F>
Token combine(const Token& a, const Token& b);  // F: Add, Sub, Mul, Div

extern template Token combine<Add>(const Token&, const Token&);
extern template Token combine<Sub>(const Token&, const Token&);
extern template Token combine<Mul>(const Token&, const Token&);
extern template Token combine<Div>(const Token&, const Token&);

}  // namespace nestling::sli
