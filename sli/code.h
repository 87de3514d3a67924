// What the loop executes: one instruction for every token of a procedure, at the same place, made when the procedure first
// runs. An instruction that does the work of several tokens skips the others; the names stay late-bound, since every
// shortcut for a built-in looks first whether the name still stands for it.
#pragma once
#include <string_view>
#include <vector>

#include "sli/token.h"

namespace nestling::sli {

enum class Do : std::uint8_t {
  // by the kind of the token
  end, push, push_integer, push_procedure, name, function, execute,
  // built-ins that the loop does by itself when the operands are of the frequent types
  pop, dup, exch, index, over, rolld, rollu, add, sub, mul, mod, div, lt, gt, leq, geq, eq, neq, logic_and, logic_or, logic_not, neg, get, put, append, join, length, known, cvd,
  def, set, exec, if_, ifelse,
  // several tokens
  integer_then, branch, branches,
};

Do inlined_operation(std::string_view name);  // Do::end when the loop does not know it

struct Instruction {
  Do what;
  union {
    std::int64_t integer;
    const Token* token;           // among the items of the procedure
    Name* name;
    const Op* function;
    const std::uint8_t* stands_for;  // what the name or trie stands for at present
  };
  bool active() const { return *stands_for == static_cast<std::uint8_t>(what); }
};
static_assert(sizeof(Instruction) == 16);

struct Code {
  explicit Code(const TokenArray& items);
  std::vector<Instruction> instructions;  // one more than items: the end
};

}  // namespace nestling::sli
