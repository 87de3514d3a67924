// The operand stack: what moves, copies, drops and counts operands, and the type of the top one.
#include <algorithm>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

// The number of operands that an operator names by the integer on top of them; they have to be there.
std::size_t counted_operands(Interp& i, std::size_t operands_above) {
  const Int n = i.top(operands_above - 1).as_integer();
  require_range(n >= 0, "the number of operands must not be negative, is ", n);
  i.need(static_cast<std::size_t>(n) + operands_above);
  return static_cast<std::size_t>(n);
}

void npop(Interp& i) { i.drop(counted_operands(i, 1) + 1); }

void index(Interp& i) {
  const Int n = i.top().as_integer();
  require_range(n >= 0, "the position must not be negative, is ", n);
  i.need(static_cast<std::size_t>(n) + 2);
  i.top() = Token(i.top(static_cast<std::size_t>(n) + 1));
}

void copy(Interp& i) {
  const std::size_t n = counted_operands(i, 1);
  i.drop();
  auto& all = i.operands();
  for (std::size_t first = all.size() - n, k = 0; k < n; ++k) all.push_back(Token(all[first + k]));
}

// Positive k moves the top k of the n operands below the others.
void roll(Interp& i) {
  const std::size_t n = counted_operands(i, 2);
  const Int k = i.top().as_integer();
  i.drop(2);
  if (n == 0) return;
  const auto shift = static_cast<std::size_t>(euclidean_mod(k, static_cast<Int>(n)));
  auto& all = i.operands();
  std::rotate(all.end() - static_cast<std::ptrdiff_t>(n), all.end() - static_cast<std::ptrdiff_t>(shift), all.end());
}

void counttomark(Interp& i) { i.push(static_cast<Int>(operands_above_mark(i, err::unmatched_mark))); }

void close_array(Interp& i) {
  const std::size_t n = operands_above_mark(i, err::syntax_error);
  Token array = make_array(take_operands(i, n));
  i.top() = std::move(array);
}

void arraystore(Interp& i) {
  const std::size_t n = counted_operands(i, 1);
  i.drop();
  i.push(make_array(take_operands(i, n)));
}

}  // namespace

const OpTable stack_ops = {
    op("pop", "x -> : drop the top operand", stack<AnyType>, [](Interp& i) { i.drop(); }).as("pop_").as_function(),
    op(";", "x -> : drop the top operand", stack<AnyType>, [](Interp& i) { i.drop(); }).as(";_").as_function(),
    op("npop", "x1 .. xn n -> : drop n operands", stack<IntType>, run<npop>),
    op("clear", "... -> : drop all operands", stack<>, [](Interp& i) { i.operands().clear(); }),
    op("dup", "x -> x x", stack<AnyType>, [](Interp& i) { i.push(Token(i.top())); }).as("dup_").as_function(),
    op("exch", "x y -> y x", stack<AnyType, AnyType>, [](Interp& i) { i.top().swap(i.top(1)); })
        .as("exch_")
        .as_function(),
    op("over", "x y -> x y x", stack<AnyType, AnyType>, [](Interp& i) { i.push(Token(i.top(1))); }),
    op("index", "xn .. x0 n -> xn .. x0 xn: copy of the operand n places below the top", stack<IntType>, run<index>),
    op("pick", "xn .. x0 n -> xn .. x0 xn: the same as index", stack<IntType>, run<index>),
    op("copy", "x1 .. xn n -> x1 .. xn x1 .. xn: duplicate the top n operands", stack<IntType>, run<copy>),
    op("roll", "x1 .. xn n k -> permuted: rotate the top n operands by k places", stack<IntType, IntType>, run<roll>),
    op("rolld", "a b c -> b c a", stack<AnyType, AnyType, AnyType>,
       [](Interp& i) {
         i.top(2).swap(i.top(1));
         i.top(1).swap(i.top());
       }),
    op("rollu", "a b c -> c a b", stack<AnyType, AnyType, AnyType>,
       [](Interp& i) {
         i.top().swap(i.top(1));
         i.top(1).swap(i.top(2));
       }),
    op("rot", "x1 .. xn -> xn x1 .. xn-1: rotate the whole stack by one", stack<>,
       [](Interp& i) {
         auto& all = i.operands();
         if (!all.empty()) std::rotate(all.begin(), all.end() - 1, all.end());
       }),
    op("count", "-> n: number of operands", stack<>, [](Interp& i) { i.push(static_cast<Int>(i.count())); }),
    op("counttomark", "mark x1 .. xn -> mark x1 .. xn n", stack<>, run<counttomark>),
    op("operandstack", "x1 .. xn -> x1 .. xn array: a copy of the whole stack", stack<>,
       [](Interp& i) { i.push(make_array(TokenArray(i.operands()))); }),
    op("restoreostack", "... array -> x1 .. xn: replace the whole stack", stack<Arr>,
       [](Interp& i) { i.operands() = TokenArray(i.pop().as<ArrayBody>().items); }),
    op("]", "mark x1 .. xn -> array: collect what stands above the mark", stack<>, run<close_array>),
    op("arraycreate", "mark x1 .. xn -> array: the same as ]", stack<>, run<close_array>),
    op("arraystore", "x1 .. xn n -> array: collect the top n operands", stack<IntType>, run<arraystore>),
    op("typeinfo", "x -> x /type: type of the top operand", stack<AnyType>,
       [](Interp& i) { i.push(i.literal(type_name(i.top().type()))); }),
    op("type", "x -> /type", stack<AnyType>, [](Interp& i) { i.top() = i.literal(type_name(i.top().type())); }),
};

}  // namespace nestling::sli
