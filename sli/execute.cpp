// Executing one object by the rules of the language: what the loop has no shortcut for.
#include "sli/cells.h"

namespace nestling::sli {
namespace {

using Kind = Cell::Kind;

constexpr std::size_t most_operands = 16'000'000;
constexpr std::int64_t cycles_between_polls = 1 << 16;

// A frame may take itself off the stack, by `exit` or an error; it lives until its step has returned.
struct Stepping {
  Stepping(Interp::Impl& machine, std::unique_ptr<Frame>& frame) : machine(machine), frame(frame) {
    machine.stepping = frame.get();
    machine.stepping_removed = false;
  }
  ~Stepping() {
    machine.stepping = nullptr;
    if (!machine.stepping_removed) frame.release();  // the stack owns it
  }
  Interp::Impl& machine;
  std::unique_ptr<Frame>& frame;
};

}  // namespace

bool Interp::Impl::watched_step() {
  Cell& cell = cells.top();
  const auto execute_watched = [&](const Token& t) {
    if (!watcher || watcher->before(i, t)) execute(t);
  };
  switch (cell.kind) {
    case Kind::base: return false;
    case Kind::pending: {
      const Token t = std::move(reinterpret_cast<Token&>(cell.count));
      cells.drop();
      execute_watched(t);
      return true;
    }
    case Kind::stopped:
      cells.drop();
      operands.push_back(Token::boolean(false));
      return true;
    case Kind::stream:
    case Kind::frame: return step_frame(cell), true;
    default: break;
  }
  if (cell.next->what == Do::end) {
    if (cell.is_loop() && advance(cell)) cell.next = first_instruction(cell.body);
    else release(cell, false);
    return true;
  }
  const auto at = cell.next++ - cell.body->code->instructions.data();
  execute_watched(Token(cell.body->items[static_cast<std::size_t>(at)]));
  return true;
}

void Interp::Impl::execute(const Token& t) {
  switch (t.type()) {
    case Type::Name: return execute_name(t.as_name());
    case Type::Function: return call_function(t.as_function());
    case Type::Trie: return call_trie(t.as<TrieBody>());
    case Type::Procedure: return enter(&t.as<ArrayBody>(), nullptr);
    case Type::XIStream: return i.call_stream(t);
    case Type::LiteralProcedure:
      operands.push_back(t);
      return operands.back().retype(Type::Procedure);
    default: operands.push_back(t);
  }
}

void Interp::Impl::execute_name(Name* name) {
  for (int hops = 0;; ++hops) {
    const Token* value = name->valid_for == epoch ? name->binding : resolve(name);
    if (!value) return raise_undefined(name);
    if (value->is(Type::Procedure)) return enter(&value->as<ArrayBody>(), name);
    if (!value->is(Type::Name)) return execute(Token(*value));
    if (hops == 1000) return raise(err::stack_overflow, name, "the name stands for a name that stands for it");
    name = value->as_name();
  }
}

Token* Interp::Impl::resolve(Name* name) {
  for (auto dict = i.dictionaries_.rbegin(); dict != i.dictionaries_.rend(); ++dict) {
    auto& body = dict->as<DictBody>();
    const Token* found = body.find(name);
    if (!found) continue;
    name->binding = const_cast<Token*>(found);
    name->home = &body;
    name->valid_for = epoch;
    const bool original = name->builtin && &body == &systemdict.as<DictBody>() &&
                          (found->is(Type::Trie) ? found->as<TrieBody>().inlined == name->builtin
                                                 : found->is(Type::Function) && found->as_function()->name == name->text);
    name->inlined = original ? name->builtin : 0;
    return name->binding;
  }
  return nullptr;
}

void Interp::Impl::enter(ArrayBody* body, Name* name) {
  push_body(Kind::procedure, body, name);
  switched = true;
}

Cell& Interp::Impl::push_loop(Cell::Kind kind, ArrayBody* body) {
  Cell& cell = push_body(kind, body, nullptr);
  cell.next += body->items.size();  // the end, which begins a pass if there is one
  switched = true;
  return cell;
}

void Interp::Impl::call_function(const Op* op) {
  const std::size_t n = op->signature.size();
  auto match = operands.size() < n ? TrieBody::Match::underflow : TrieBody::Match::found;
  for (std::size_t k = 0; k < n && match == TrieBody::Match::found; ++k) {
    const Type want = op->signature[n - 1 - k], have = i.top(k).type();
    if (want == have || want == Type::Any) continue;
    if (!(have == Type::Integer && op->converts >> (n - 1 - k) & 1)) match = TrieBody::Match::mismatch;
  }
  if (match != TrieBody::Match::found) return raise_in_function(op, match);
  running = op;
  op->run(i);
}

void Interp::Impl::call_trie(TrieBody& trie) {
  TrieBody::Match match;
  const Token* variant = trie.find(operands.empty() ? nullptr : &operands.back(), operands.size(), match);
  if (!variant) return raise_in_trie(trie, match);
  if (variant->is(Type::Function)) {
    running = variant->as_function();
    return running->run(i);
  }
  if (variant->is(Type::Procedure)) return enter(&variant->as<ArrayBody>(), trie.name);
  execute(Token(*variant));
}

void Interp::Impl::step_frame(Cell& cell) {
  const std::size_t at = cells.size() - 1;
  ++cycles;  // also when what the frame calls is data
  std::unique_ptr<Frame> frame(cell.frame);
  running = nullptr;
  running_frame = frame->label();
  Stepping guard(*this, frame);
  const bool goes_on = frame->step(i);
  if (!goes_on && !stepping_removed) {
    cells.remove(at);
    stepping_removed = true;
  }
}

void Interp::Impl::poll() {
  next_poll = std::min(guard, cycles + cycles_between_polls);
  if (runs_within == 0)
    if (const int number = signal.exchange(0)) return raise_signal(number);
  if (cycles >= guard) {
    guard = std::numeric_limits<std::int64_t>::max();
    return raise(Err{"AllowedCyclesExceeded"}, i.intern("setguard"), "the limit that setguard set is reached");
  }
  if (room.is_short()) {
    running = nullptr, running_frame = "SLIInterpreter::execute";
    return raise_out_of_memory();
  }
  if (operands.size() > most_operands)
    return raise(err::stack_overflow, i.intern("SLIInterpreter::execute"), "too many operands; does a loop leave something on the stack?");
  i.interrupted_meanwhile();
}

}  // namespace nestling::sli
