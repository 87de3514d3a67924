// The execution stack: what remains to be done, innermost last.
#pragma once
#include <cstdlib>
#include <cstring>
#include <new>

#include "sli/code.h"
#include "sli/names.h"
#include "sli/token.h"

namespace nestling::sli {

struct Frame;

// A procedure or a loop under way, or something else that waits. The body of a loop runs in the cell of the loop.
struct Cell {
  enum class Kind : std::uint8_t {
    base,     // of a run
    pending,  // a token to be executed
    stopped,  // marker
    stream,   // frame
    frame,    // frame
    // with a body
    procedure,    // name: as it was called, or null
    repeat,       // count: passes left
    loop,
    for_integer,  // count: next value, limit, step
    for_array,    // array, index: next element; step: 1 if the index is pushed too
    map,          // array: of its own; index: next element
  };
  Kind kind;
  std::int32_t step;
  ArrayBody* body;          // counted
  const Instruction* next;  // of the body
  union {
    Name* name;
    std::int64_t count;
    ArrayBody* array;  // counted
    Frame* frame;      // owned
  };
  union {
    std::int64_t limit;
    std::int64_t index;
  };
  bool has_body() const { return kind >= Kind::procedure; }
  bool is_loop() const { return kind > Kind::procedure; }
};
static_assert(sizeof(Cell) == 40);

struct StackOverflow {};

// Cells are moved as bytes when it grows.
class ExecutionStack {
 public:
  ExecutionStack() { resize(256); }
  ~ExecutionStack() { std::free(begin_); }
  ExecutionStack(const ExecutionStack&) = delete;
  ExecutionStack& operator=(const ExecutionStack&) = delete;

  std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
  Cell& top() { return end_[-1]; }
  Cell& operator[](std::size_t from_bottom) { return begin_[from_bottom]; }
  Cell& push(Cell::Kind kind) {
    if (end_ == limit_) grow();
    end_->kind = kind;
    return *end_++;
  }
  void drop() { --end_; }
  void remove(std::size_t from_bottom) {
    std::memmove(static_cast<void*>(begin_ + from_bottom), begin_ + from_bottom + 1, (size() - from_bottom - 1) * sizeof(Cell));
    --end_;
  }

  std::size_t deepest = 8'000'000;  // more cells are a StackOverflow

 private:
  void grow() {
    if (size() >= deepest) throw StackOverflow();
    resize(std::min(2 * size(), deepest));
  }
  void resize(std::size_t capacity) {
    const std::size_t used = size();
    auto* memory = static_cast<Cell*>(std::realloc(begin_, capacity * sizeof(Cell)));
    if (!memory) throw StackOverflow();
    begin_ = memory, end_ = memory + used, limit_ = memory + capacity;
  }
  Cell *begin_ = nullptr, *end_ = nullptr, *limit_ = nullptr;
};

}  // namespace nestling::sli
