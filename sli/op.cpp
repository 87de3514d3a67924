#include "sli/op.h"

#include "sli/interp.h"

namespace nestling::sli::detail {

Token& operand(Interp& i, std::size_t from_top) { return i.top(from_top); }

void finish(Interp& i, std::size_t n_operands) { i.drop(n_operands); }

void finish(Interp& i, std::size_t n_operands, Token result) { finish(i, n_operands, &result, 1); }

void finish(Interp& i, std::size_t n_operands, Token* results, std::size_t n_results) {
  const std::size_t in_place = std::min(n_operands, n_results);
  for (std::size_t k = 0; k < in_place; ++k) i.top(n_operands - 1 - k) = std::move(results[k]);
  i.drop(n_operands - in_place);
  for (std::size_t k = in_place; k < n_results; ++k) i.push(std::move(results[k]));
}

Token literal_token(std::string_view text, Interp& i) { return i.literal(text); }

}  // namespace nestling::sli::detail
