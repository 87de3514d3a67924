// The loop: takes the top of the execution stack and does the next piece of it, until the run is over.
#include <filesystem>

#include "sli/cells.h"
#include "sli/shortcuts.h"

namespace nestling::sli {
namespace {

using Kind = Cell::Kind;
using namespace shortcut;

constexpr std::size_t tail_calls_from = 20'000;  // below, exhausted procedures stay, so that reports show them

// Binds in the current dictionary; mostly the name is bound there already.
void bind_name(Interp& i, std::uint64_t epoch, Name* name, Token& value) {
  if (name->valid_for == epoch && name->home == &i.currentdict() && !name->inlined) *name->binding = std::move(value);
  else i.define(name, std::move(value));
}

// What the next instructions overwrite with the result of this one: `/a … def` with the key below n operands, or `/a Set`.
Name* about_to_be_bound(const Instruction* next, const TokenArray& s, std::size_t n) {
  const Token* key = nullptr;
  if (next->what == Do::def && next->active() && s.size() > n) key = &s[s.size() - n - 1];
  if (next->what == Do::push && next[1].what == Do::set && next[1].active()) key = next->token;
  return key && key->is(Type::Literal) ? key->as_name() : nullptr;
}

// Before anything is given up: there may be no memory.
void make_room(auto& sequence, std::size_t extra) {
  if (sequence.capacity() - sequence.size() < extra) sequence.reserve(sequence.size() + std::max(extra, sequence.size()));
}

// A binding that is overwritten next gives its container up before that is changed: no copy is needed then, so that
// `/a a x append def` in a loop takes linear time.
void let_go(Interp& i, std::uint64_t epoch, Name* name, const Token& container, std::size_t extra) {
  if (!name || container.object()->references != 2) return;
  if (name->valid_for != epoch || name->home != &i.currentdict() || name->inlined) return;
  if (name->binding->type() != container.type() || name->binding->object() != container.object()) return;
  if (container.is(Type::String)) make_room(container.as<StringBody>().text, extra);
  else make_room(container.as<ArrayBody>().items, extra);
  *name->binding = Token();
}

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
    } catch (const std::filesystem::filesystem_error& e) {
      raise_caught(err::bad_io, e.what());
    } catch (const std::exception& e) {
      raise_caught(Err{"C++Exception"}, e.what());
    }
  }
  cells.drop();  // the base
  return !failed;
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

  const auto letting_go = [&](std::size_t n) {
    return [&, n](const Token& container, std::size_t extra) { let_go(i, epoch, about_to_be_bound(ip, operands, n), container, extra); };
  };

  for (;;) {
    const Instruction& in = *ip++;
    switch (in.what) {
      case Do::end:
        if (cell->kind == Kind::procedure) {
          ArrayBody* done = cell->body;
          cells.drop();
          drop_reference(done);
          cell = &cells.top();
          if (!cell->has_body() || cycles >= next_poll || signal.load(std::memory_order_relaxed) != 0) goto next_cell;
          ip = cell->next;
          continue;
        }
        if (!advance(*cell)) {
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
      case Do::put: if (in.active() && put_element(operands, letting_go(3))) continue; goto general;
      case Do::append: if (in.active() && append_element(operands, letting_go(2))) continue; goto general;
      case Do::join: if (in.active() && join_to(operands, letting_go(2))) continue; goto general;
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

}  // namespace nestling::sli
