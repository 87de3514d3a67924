// The loop: takes the top of the execution stack and does the next piece of it, until the run is over.
#include "sli/code.h"
#include "sli/machine.h"

namespace nestling::sli {
namespace {

using Kind = Cell::Kind;

constexpr std::size_t tail_calls_from = 20'000;  // below, exhausted procedures stay, so that reports show them
constexpr std::size_t most_operands = 16'000'000;
constexpr std::int64_t cycles_between_polls = 1 << 20;

struct Add {
  Int operator()(Int a, Int b) const { return static_cast<Int>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b)); }
  double operator()(double a, double b) const { return a + b; }
};
struct Sub {
  Int operator()(Int a, Int b) const { return static_cast<Int>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)); }
  double operator()(double a, double b) const { return a - b; }
};
struct Mul {
  Int operator()(Int a, Int b) const { return static_cast<Int>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b)); }
  double operator()(double a, double b) const { return a * b; }
};
struct Mod { Int operator()(Int a, Int b) const { return a % b; } };
struct Lt { bool operator()(auto a, auto b) const { return a < b; } };
struct Gt { bool operator()(auto a, auto b) const { return a > b; } };
struct Leq { bool operator()(auto a, auto b) const { return a <= b; } };
struct Geq { bool operator()(auto a, auto b) const { return a >= b; } };
struct Eq { bool operator()(auto a, auto b) const { return a == b; } };
struct Neq { bool operator()(auto a, auto b) const { return a != b; } };
struct And { auto operator()(auto a, auto b) const { return a & b; } };
struct Or { auto operator()(auto a, auto b) const { return a | b; } };

double as_number(const Token& t) { return t.is(Type::Integer) ? static_cast<double>(t.as_integer()) : t.as_double(); }
bool is_number(const Token& t) { return t.type() <= Type::Double; }
static_assert(Type::Integer < Type::Double && Type::Double == static_cast<Type>(1));

// These do the frequent cases of an operator on the top operands. False: nothing was done, the operator has to be called.
template <class F> bool integers(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!a.is(Type::Integer) || !b.is(Type::Integer)) return false;
  a.become(F{}(a.as_integer(), b.as_integer()));
  s.pop_back();
  return true;
}

template <class F> bool numbers(TokenArray& s) {
  if (integers<F>(s)) return true;
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!is_number(a) || !is_number(b)) return false;
  a.become(F{}(as_number(a), as_number(b)));
  s.pop_back();
  return true;
}

template <class F> bool logic(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!a.is(Type::Bool) || !b.is(Type::Bool)) return integers<F>(s);
  a.become(static_cast<bool>(F{}(a.as_bool(), b.as_bool())));
  s.pop_back();
  return true;
}

bool divide(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!is_number(a) || !is_number(b) || as_number(b) == 0) return false;
  if (a.is(Type::Integer) && b.is(Type::Integer)) {
    if (b.as_integer() == -1) return false;  // the most negative integer has no opposite
    a.as_integer() /= b.as_integer();
  } else {
    a.become(as_number(a) / as_number(b));
  }
  s.pop_back();
  return true;
}

// Zero has no remainder, and that of the most negative integer and -1 overflows on the way.
bool remainder(TokenArray& s) {
  if (s.empty() || !s.back().is(Type::Integer) || s.back().as_integer() == 0 || s.back().as_integer() == -1) return false;
  return integers<Mod>(s);
}

bool to_double(TokenArray& s) {
  if (s.empty() || !is_number(s.back())) return false;
  s.back().become(as_number(s.back()));
  return true;
}

template <class F> bool alike(TokenArray& s) {  // eq and neq of immediates and strings
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (a.is(Type::String) && b.is(Type::String)) {
    const bool same = a.as<StringBody>().text == b.as<StringBody>().text;
    s.pop_back();
    s.back() = Token::boolean(F{}(same, true));
    return true;
  }
  if (a.type() != b.type() || a.type() > Type::Name) return false;
  a.become(a.is(Type::Double) ? F{}(a.as_double(), b.as_double()) : F{}(a.as_integer(), b.as_integer()));
  s.pop_back();
  return true;
}

bool negate_logic(TokenArray& s) {
  if (s.empty() || !s.back().is(Type::Bool)) return false;
  s.back().become(!s.back().as_bool());
  return true;
}

bool negate(TokenArray& s) {
  if (s.empty() || !is_number(s.back())) return false;
  if (s.back().is(Type::Double)) s.back().become(-s.back().as_double());
  else s.back().become(Sub{}(Int{0}, s.back().as_integer()));
  return true;
}

bool index_operand(TokenArray& s, Int n) {
  if (n < 0 || static_cast<std::size_t>(n) >= s.size()) return false;
  s.push_back(Token(s[s.size() - 1 - static_cast<std::size_t>(n)]));
  return true;
}

bool get_entry(TokenArray& s, Token& a, const Token& key) {
  const Token* found = a.as<DictBody>().find(key.as_name());
  if (!found) return false;
  a = Token(*found);
  s.pop_back();
  return true;
}

bool get_element(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (a.is(Type::Dictionary) && b.is(Type::Literal)) return get_entry(s, a, b);
  if (!a.is(Type::Array) || !b.is(Type::Integer)) return false;
  auto& items = a.as<ArrayBody>().items;
  if (static_cast<std::uint64_t>(b.as_integer()) >= items.size()) return false;
  a = Token(items[static_cast<std::size_t>(b.as_integer())]);
  s.pop_back();
  return true;
}

bool is_known(TokenArray& s) {
  if (s.size() < 2) return false;
  Token& b = s.back();
  Token& a = (&b)[-1];
  if (!a.is(Type::Dictionary) || !b.is(Type::Literal)) return false;
  const bool known = a.as<DictBody>().find(b.as_name()) != nullptr;
  s.pop_back();
  s.back() = Token::boolean(known);
  return true;
}

bool put_entry(TokenArray& s, Token& a, const Token& key, Token& x) {
  a.as<DictBody>()[key.as_name()] = std::move(x);
  s.resize(s.size() - 3);
  return true;
}

bool put_element(TokenArray& s) {
  if (s.size() < 3) return false;
  Token& x = s.back();
  Token &b = (&x)[-1], &a = (&x)[-2];
  if (a.is(Type::Dictionary) && b.is(Type::Literal)) return put_entry(s, a, b, x);
  if (!a.is(Type::Array) || !b.is(Type::Integer)) return false;
  if (static_cast<std::uint64_t>(b.as_integer()) >= a.as<ArrayBody>().items.size()) return false;
  a.edit<ArrayBody>().items[static_cast<std::size_t>(b.as_integer())] = std::move(x);
  s.pop_back();
  s.pop_back();
  return true;
}

bool length_of(TokenArray& s) {
  if (s.empty()) return false;
  Token& a = s.back();
  if (a.is(Type::Array)) a = Token::integer(static_cast<Int>(a.as<ArrayBody>().items.size()));
  else if (a.is(Type::String)) a = Token::integer(static_cast<Int>(a.as<StringBody>().text.size()));
  else return false;
  return true;
}

// `integer operator`: without the way over the operand stack.
bool with_integer(TokenArray& s, Do what, Int n) {
  if (s.empty()) return false;
  Token& a = s.back();
  if (what == Do::index) return index_operand(s, n);
  if (!a.is(Type::Integer)) return false;
  const Int x = a.as_integer();
  switch (what) {
    case Do::add: a.as_integer() = Add{}(x, n); break;
    case Do::sub: a.as_integer() = Sub{}(x, n); break;
    case Do::mul: a.as_integer() = Mul{}(x, n); break;
    case Do::mod:
      if (n == 0 || n == -1) return false;
      a.as_integer() = x % n;
      break;
    case Do::lt: a.become(x < n); break;
    case Do::gt: a.become(x > n); break;
    case Do::leq: a.become(x <= n); break;
    case Do::geq: a.become(x >= n); break;
    case Do::eq: a.become(x == n); break;
    case Do::neq: a.become(x != n); break;
    default: return false;
  }
  return true;
}

const Instruction* first_instruction(ArrayBody* body) {
  if (!body->code) body->code = new Code(body->items);
  return body->code->instructions.data();
}

// Binds in the current dictionary; mostly the name is bound there already.
void bind_name(Interp& i, std::uint64_t epoch, Name* name, Token& value) {
  if (name->valid_for == epoch && name->home == &i.currentdict() && !name->inlined) *name->binding = std::move(value);
  else i.define(name, std::move(value));
}

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

bool Interp::Impl::run() {
  for (bool done = false; !done;) {
    try {
      loop();
      done = true;
    } catch (const SyntaxError& e) {
      raise_caught(e.kind, e.what(), e.position);
    } catch (const Error& e) {
      raise_caught(e.kind, e.what());
    } catch (const StackOverflow&) {
      raise(err::stack_overflow, i.intern("SLIInterpreter::execute"), "too many nested calls; does a procedure call itself without end?");
    } catch (const std::bad_alloc&) {
      raise_out_of_memory();
    } catch (const std::exception& e) {
      raise_caught(Err{"C++Exception"}, e.what());
    }
  }
  cells.drop();  // the base
  return !failed;
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

// The next pass of a loop. False: there is none.
[[gnu::always_inline]] inline bool Interp::Impl::advance(Cell& cell) {
  cycles += static_cast<std::int64_t>(cell.body->items.size()) + 1;
  if (signal.load(std::memory_order_relaxed) != 0) next_poll = cycles;
  switch (cell.kind) {
    case Kind::repeat: return cell.count-- > 0;
    case Kind::for_integer:
      if (cell.step > 0 ? cell.count > cell.limit : cell.count < cell.limit) return false;
      operands.push_back(Token::integer(cell.count));
      if (__builtin_add_overflow(cell.count, cell.step, &cell.count)) cell.kind = Kind::repeat, cell.count = 0;  // the last
      return true;
    case Kind::for_array: {
      auto& items = cell.array->items;
      if (static_cast<std::size_t>(cell.index) >= items.size()) return false;
      operands.push_back(items[static_cast<std::size_t>(cell.index)]);
      if (cell.step) operands.push_back(Token::integer(cell.index));
      ++cell.index;
      return true;
    }
    case Kind::map: return advance_map(cell);
    default: return true;
  }
}

// The result of a pass takes the place of the element.
bool Interp::Impl::advance_map(Cell& cell) {
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

void Interp::Impl::loop() {
next_cell:
  switched = false;
  if (cycles >= next_poll || signal.load(std::memory_order_relaxed) != 0) poll();
  if (watcher) {
    if (!watched_step()) return;
    goto next_cell;
  }
  Cell* cell = &cells.top();
  switch (cell->kind) {
    case Kind::base: return;
    case Kind::pending: {
      Token t = std::move(reinterpret_cast<Token&>(cell->count));
      cells.drop();
      execute(t);
      goto next_cell;
    }
    case Kind::stopped:
      cells.drop();
      operands.push_back(Token::boolean(false));
      goto next_cell;
    case Kind::stream:
    case Kind::frame: step_frame(*cell); goto next_cell;
    default: break;
  }

  const Instruction* ip = cell->next;
  auto go_into = [&](ArrayBody* body, Name* name) __attribute__((always_inline)) {
    cell->next = ip;
    cell = &push_body(Kind::procedure, body, name);
    ip = cell->next;
  };
  // Goes on with a body instead of the rest of the present one, of which nothing is left to do.
  auto turn_into = [&](ArrayBody* body) {
    ++body->references;
    Token old(Type::Procedure, cell->body);
    --cell->body->references;
    cell->body = body;
    ip = cell->next = first_instruction(body);
    cycles += static_cast<std::int64_t>(body->items.size());
  };

  for (;;) {
    const Instruction& in = *ip++;
    switch (in.what) {
      case Do::end:
        if (!cell->is_loop() || !advance(*cell)) {
          release(*cell, false);
          goto next_cell;
        }
        ip = first_instruction(cell->body);
        if (cycles < next_poll) continue;
        cell->next = ip;
        goto next_cell;
      case Do::push: operands.push_back(*in.token); continue;
      case Do::push_integer: operands.push_back(Token::integer(in.integer)); continue;
      case Do::push_procedure: break;
      case Do::name: {
        Name* name = in.name;
        Token* value = name->valid_for == epoch ? name->binding : resolve(name);
        if (value && value->is(Type::Procedure)) {
          auto* body = &value->as<ArrayBody>();
          if (ip->what != Do::end || cells.size() < tail_calls_from) {
            go_into(body, name);
            continue;
          }
          if (cell->is_loop()) goto general;
          turn_into(body);
          cell->name = name;
          goto next_cell;
        }
        if (value && value->type() != Type::Name && value->type() != Type::Function && value->type() != Type::Trie &&
            value->type() != Type::XIStream && value->type() != Type::LiteralProcedure) {
          operands.push_back(*value);
          continue;
        }
        if (value && value->is(Type::Trie)) {
          auto& trie = value->as<TrieBody>();
          TrieBody::Match match;
          const Token* variant = trie.find(operands.empty() ? nullptr : &operands.back(), operands.size(), match);
          if (variant && variant->is(Type::Procedure)) {
            go_into(&variant->as<ArrayBody>(), trie.name);
            continue;
          }
          if (variant && variant->is(Type::Function)) {
            cell->next = ip;
            running = variant->as_function();
            running->run(i);
            if (switched) goto next_cell;
            continue;
          }
        }
        goto general;
      }
      case Do::function: {
        cell->next = ip;
        call_function(in.function);
        if (switched) goto next_cell;
        continue;
      }
      case Do::execute: goto general;

      case Do::pop:
        if (!in.active() || operands.empty()) goto general;
        operands.pop_back();
        continue;
      case Do::dup:
        if (!in.active() || operands.empty()) goto general;
        operands.push_back(Token(operands.back()));
        continue;
      case Do::exch: {
        if (!in.active() || operands.size() < 2) goto general;
        Token& top = operands.back();
        top.swap((&top)[-1]);
        continue;
      }
      case Do::index: {
        if (!in.active() || operands.size() < 2 || !operands.back().is(Type::Integer)) goto general;
        const Int n = operands.back().as_integer();
        if (n < 0 || static_cast<std::size_t>(n) + 2 > operands.size()) goto general;
        operands.back() = Token(operands[operands.size() - 2 - static_cast<std::size_t>(n)]);
        continue;
      }
      case Do::over:
        if (!in.active() || operands.size() < 2) goto general;
        operands.push_back(Token((&operands.back())[-1]));
        continue;
      case Do::rolld: {
        if (!in.active() || operands.size() < 3) goto general;
        Token* top = &operands.back();
        top[-2].swap(top[-1]), top[-1].swap(top[0]);
        continue;
      }
      case Do::rollu: {
        if (!in.active() || operands.size() < 3) goto general;
        Token* top = &operands.back();
        top[0].swap(top[-1]), top[-1].swap(top[-2]);
        continue;
      }
      case Do::mod: if (in.active() && remainder(operands)) continue; goto general;
      case Do::cvd: if (in.active() && to_double(operands)) continue; goto general;
      case Do::known: if (in.active() && is_known(operands)) continue; goto general;
      case Do::add: if (in.active() && numbers<Add>(operands)) continue; goto general;
      case Do::sub: if (in.active() && numbers<Sub>(operands)) continue; goto general;
      case Do::mul: if (in.active() && numbers<Mul>(operands)) continue; goto general;
      case Do::div: if (in.active() && divide(operands)) continue; goto general;
      case Do::lt: if (in.active() && numbers<Lt>(operands)) continue; goto general;
      case Do::gt: if (in.active() && numbers<Gt>(operands)) continue; goto general;
      case Do::leq: if (in.active() && numbers<Leq>(operands)) continue; goto general;
      case Do::geq: if (in.active() && numbers<Geq>(operands)) continue; goto general;
      case Do::eq: if (in.active() && alike<Eq>(operands)) continue; goto general;
      case Do::neq: if (in.active() && alike<Neq>(operands)) continue; goto general;
      case Do::logic_and: if (in.active() && logic<And>(operands)) continue; goto general;
      case Do::logic_or: if (in.active() && logic<Or>(operands)) continue; goto general;
      case Do::logic_not: if (in.active() && negate_logic(operands)) continue; goto general;
      case Do::neg: if (in.active() && negate(operands)) continue; goto general;
      case Do::get: if (in.active() && get_element(operands)) continue; goto general;
      case Do::put: if (in.active() && put_element(operands)) continue; goto general;
      case Do::length: if (in.active() && length_of(operands)) continue; goto general;

      case Do::def: {
        if (!in.active() || operands.size() < 2) goto general;
        Token& value = operands.back();
        Token& key = (&value)[-1];
        if (!key.is(Type::Literal)) goto general;
        bind_name(i, epoch, key.as_name(), value);
        operands.pop_back();
        operands.pop_back();
        continue;
      }
      case Do::set: {
        if (!in.active() || operands.size() < 2) goto general;
        Token& key = operands.back();
        if (!key.is(Type::Literal)) goto general;
        bind_name(i, epoch, key.as_name(), (&key)[-1]);
        operands.pop_back();
        operands.pop_back();
        continue;
      }
      case Do::exec: {
        if (!in.active() || operands.empty() || !operands.back().is(Type::Procedure)) goto general;
        const Token procedure = std::move(operands.back());
        operands.pop_back();
        go_into(&procedure.as<ArrayBody>(), nullptr);
        continue;
      }
      case Do::if_:
      case Do::ifelse: goto general;

      case Do::integer_then:
        if (ip->active() && with_integer(operands, ip->what, in.integer)) ++ip;
        else operands.push_back(Token::integer(in.integer));
        continue;
      case Do::branch: {  // {…} if
        if (!ip->active() || operands.empty() || !operands.back().is(Type::Bool)) break;
        const bool taken = operands.back().as_bool();
        operands.pop_back();
        ++ip;
        if (!taken) continue;
        auto* body = &in.token->as<ArrayBody>();
        if (ip->what == Do::end && !cell->is_loop()) turn_into(body);
        else go_into(body, nullptr);
        continue;
      }
      case Do::branches: {  // {…} {…} ifelse
        if (!ip[1].active() || operands.empty() || !operands.back().is(Type::Bool)) break;
        auto* body = &(operands.back().as_bool() ? in.token : ip->token)->as<ArrayBody>();
        operands.pop_back();
        ip += 2;
        if (ip->what == Do::end && !cell->is_loop()) turn_into(body);
        else go_into(body, nullptr);
        continue;
      }
    }
    // A literal procedure: what a `switch` case leaves by `break`.
    operands.push_back(*in.token);
    operands.back().retype(Type::Procedure);
    continue;

  general:
    cell->next = ip;
    execute(cell->body->items[static_cast<std::size_t>(ip - 1 - cell->body->code->instructions.data())]);
    if (switched) goto next_cell;
  }
}

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
  if (const int number = signal.exchange(0)) return raise_signal(number);
  if (cycles >= guard) {
    guard = std::numeric_limits<std::int64_t>::max();
    return raise(Err{"AllowedCyclesExceeded"}, i.intern("setguard"), "the limit that setguard set is reached");
  }
  if (operands.size() > most_operands)
    raise(err::stack_overflow, i.intern("SLIInterpreter::execute"), "too many operands; does a loop leave something on the stack?");
}

}  // namespace nestling::sli
