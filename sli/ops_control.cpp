// Control: execution, decisions, stopping, ending. (Loops: ops_loop.cpp.)
#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/machine.h"

namespace nestling::sli {
namespace {

// bool x if -> ; bool x y ifelse ->
bool condition(Interp& i, std::size_t from_top) {
  if (!i.top(from_top).is(Type::Bool))
    fail(err::type_mismatch, "the condition must be a booltype, is ", with_article(i.top(from_top).type()));
  return i.top(from_top).as_bool();
}

void do_if(Interp& i) {
  const bool yes = condition(i, 1);
  Token action = i.pop();
  i.drop();
  if (yes) i.call(std::move(action));
}

void do_ifelse(Interp& i) {
  const bool yes = condition(i, 2);
  Token action = std::move(i.top(yes ? 1 : 0));
  i.drop(3);
  i.call(std::move(action));
}

// The actions of a switch block, one after the other, until one of them leaves by `exit`.
struct Switch : Frame {
  explicit Switch(TokenArray a) : actions(std::move(a)) {}
  bool step(Interp& i) override {
    if (next == actions.size()) return false;
    i.call(std::move(actions[next++]));
    return true;
  }
  std::string_view label() const override { return "switch"; }
  TokenArray actions;
  std::size_t next = 0;
};

// mark p1 .. pn switch ->
TokenArray actions_above_mark(Interp& i) {
  Name* mark = i.intern("mark");
  std::size_t n = 0;
  while (n < i.count() && !(i.top(n).is(Type::Literal) && i.top(n).as_name() == mark)) ++n;
  if (n == i.count()) fail(err::unmatched_mark, "no mark below the actions");
  auto& all = i.operands();
  TokenArray actions(std::make_move_iterator(all.end() - static_cast<std::ptrdiff_t>(n)), std::make_move_iterator(all.end()));
  i.drop(n + 1);
  return actions;
}

void do_switch(Interp& i) { i.push_frame(std::make_unique<Switch>(actions_above_mark(i))); }

// mark p1 .. pn default switchdefault ->
void do_switchdefault(Interp& i) {
  auto actions = actions_above_mark(i);
  if (actions.empty()) fail(err::stack_underflow);
  if (actions.size() > 1) actions.pop_back();
  i.push_frame(std::make_unique<Switch>(std::move(actions)));
}

// Names that stand for functions and tries are replaced by these, in nested procedures too.
Token bound(Interp& i, const Token& procedure) {
  Token result = procedure;
  TokenArray* root = &result.edit<ArrayBody>().items;
  std::vector<TokenArray*> pending{root};
  while (!pending.empty()) {
    auto& items = *pending.back();
    pending.pop_back();
    for (auto& t : items) {
      if (t.is(Type::LiteralProcedure)) pending.push_back(&t.edit<ArrayBody>().items);
      if (!t.is(Type::Name)) continue;
      const Token* value = i.lookup(t.as_name());
      if (!value || !(value->is(Type::Function) || value->is(Type::Trie))) continue;
      const auto position = t.position;
      t = *value;
      t.position = position;
    }
  }
  return result;
}

Int status_number(Interp& i, std::string_view key, Int otherwise) {
  const Token* value = i.statusdict().find(i.intern(key));
  return value && value->is(Type::Integer) ? value->as_integer() : otherwise;
}

constexpr int user_abort = 15;

}  // namespace

const OpTable control_ops = {
    op("exec", "x -> …: execute x", [](Interp& i, const Token& x) { i.call(x); }).as("exec_"),
    op("if", "bool x -> …: execute x if true", stack<AnyType, AnyType>, do_if).also("if_").as_function(),
    op("ifelse", "bool x y -> …: execute x if true, else y", stack<AnyType, AnyType, AnyType>, do_ifelse).also("ifelse_").as_function(),
    op("stopped", "x -> … bool: execute x; true if it ended by stop or an error", [](Interp& i, const Token& x) { i.call_stopped(x); }),
    op("stop", "unwind to the innermost stopped", stack<>, [](Interp& i) { i.stop(); }),
    op("exit", "leave the innermost loop or switch block", stack<>, [](Interp& i) { i.exit_loop(); }),
    op("case", "bool x -> x or nothing: keep an action of a switch block",
       stack<BoolType, Proc>,
       [](Interp& i) {
         Token action = i.pop();
         if (i.pop().as_bool()) i.push(std::move(action));
       })
        .as("case_"),
    op("switch", "mark p1 .. pn -> …: execute the actions in order; exit leaves", stack<>, do_switch),
    op("switchdefault", "mark p1 .. pn p -> …: switch; p runs only when there is no other action", stack<>, do_switchdefault),
    op("bind", "proc -> proc: replace names bound to functions or tries by their values",
       [](Interp& i, In<Proc> p) { return bound(i, p.token()); }),
    op("noop", "do nothing", stack<>, [](Interp&) {}),
    op("quit", "end the session with statusdict/exitcode", stack<>, [](Interp& i) { i.quit(static_cast<int>(status_number(i, "exitcode", 0))); }),
    op("quit_i", "n -> : end the session with exit code n", [](Interp& i, Int code) { i.quit(static_cast<int>(code & 255)); }).as("quit_i_"),
    op("abort", "end the session with the exit code for that", stack<>, [](Interp& i) { i.quit(user_abort); }),
    op("closeinput", "end the innermost program that is being read", stack<>, [](Interp& i) { i.close_input(); }),
    op("eval", "string -> …: execute the text as a program",
       [](Interp& i, const std::string& text) { i.call(make_procedure(i.tokens_of(text, "eval"))); }).as("eval_s"),
    op("cycles", "-> n: work done so far, in tokens", [](Interp& i) { return i.cycles(); }),
    op("setguard", "n -> : AllowedCyclesExceeded after n more tokens", [](Interp& i, Int n) { i.set_guard(n); }),
    op("removeguard", "undo setguard", stack<>, [](Interp& i) { i.set_guard(std::numeric_limits<Int>::max()); }),
    op("execstack", "-> array: what remains to be done, innermost first", [](Interp& i) { return i.execution_stack(); }),
};

}  // namespace nestling::sli
