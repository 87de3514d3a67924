// Cells with a body: how one is entered, and the next pass of a loop. A part of the loop, which has it inside.
#pragma once
#include "sli/code.h"
#include "sli/machine.h"

namespace nestling::sli {

inline const Instruction* first_instruction(ArrayBody* body) {
  if (!body->code) body->code = new Code(body->items);
  return body->code->instructions.data();
}

[[gnu::always_inline]] inline Cell& Interp::Impl::push_body(Cell::Kind kind, ArrayBody* body, Name* name) {
  const Instruction* first = first_instruction(body);
  Cell& cell = cells.push(kind);
  ++body->references;
  cell.body = body;
  cell.name = name;
  cell.next = first;
  cycles += static_cast<std::int64_t>(body->items.size()) + 1;
  return cell;
}

// The result of a pass takes the place of the element.
inline bool Interp::Impl::advance_map(Cell& cell) {
  auto& items = cell.array->items;
  const auto k = static_cast<std::size_t>(cell.index);
  if (k > 0) {
    if (operands.empty()) {
      running = nullptr, running_frame = "Map";
      fail(err::stack_underflow, "the procedure left no result");
    }
    items[k - 1] = std::move(operands.back());
    operands.pop_back();
  }
  if (k < items.size()) {
    operands.push_back(std::move(items[k]));
    return ++cell.index, true;
  }
  operands.push_back(Token(Type::Array, cell.array));
  return false;
}

// The next pass of a loop. False: there is none.
[[gnu::always_inline]] inline bool Interp::Impl::advance(Cell& cell) {
  cycles += static_cast<std::int64_t>(cell.body->items.size()) + 1;
  if (signal.load(std::memory_order_relaxed) != 0) next_poll = cycles;
  switch (cell.kind) {
    case Cell::Kind::repeat: return cell.count-- > 0;
    case Cell::Kind::for_integer:
      if (cell.step > 0 ? cell.count > cell.limit : cell.count < cell.limit) return false;
      operands.push_back(Token::integer(cell.count));
      if (__builtin_add_overflow(cell.count, cell.step, &cell.count)) cell.kind = Cell::Kind::repeat, cell.count = 0;  // the last
      return true;
    case Cell::Kind::for_array: {
      auto& items = cell.array->items;
      if (static_cast<std::size_t>(cell.index) >= items.size()) return false;
      operands.push_back(items[static_cast<std::size_t>(cell.index)]);
      if (cell.step) operands.push_back(Token::integer(cell.index));
      ++cell.index;
      return true;
    }
    case Cell::Kind::map: return advance_map(cell);
    default: return true;
  }
}

}  // namespace nestling::sli
