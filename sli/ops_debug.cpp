// Looking at a program under way: the line debugger, nested prompts, snapshots of the stacks.
#include <ostream>

#include "sli/builtins.h"
#include "sli/console.h"
#include "sli/debugger.h"
#include "sli/dictionary.h"

namespace nestling::sli {
namespace {

struct Detach : Frame {
  bool step(Interp& i) override { return i.attachment<LineDebugger>().detach(i), false; }
  void abandoned(Interp& i) override { i.attachment<LineDebugger>().detach(i); }
  bool ends_exit() const override { return false; }
  std::string_view label() const override { return "debug"; }
};

void debug(Interp& i) {
  Token x = i.pop();
  i.push_frame(std::make_unique<Detach>());
  i.call(std::move(x));
  i.attachment<LineDebugger>().attach(i);
}

// The innermost procedure under way that was called by a name.
void push_current_name(Interp& i) {
  auto& cells = i.machine().cells;
  for (std::size_t k = cells.size(); k-- > 0;)
    if (cells[k].kind == Cell::Kind::procedure && cells[k].name) {
      i.push(Token::literal(cells[k].name));
      return i.push(true);
    }
  i.push(false);
}

Token snapshot(Interp& i) {
  Token dict = make_dict();
  const auto keep = [&](const char* key, TokenArray stack) {
    dict.as<DictBody>()[i.intern(key)] = make_array(std::move(stack));
  };
  keep("ostack", i.operands());
  keep("dstack", i.dictionary_stack());
  keep("estack", i.execution_stack());
  return dict;
}

const TokenArray& stack_in(Interp& i, const DictBody& dict, const char* key) {
  const Token* stack = dict.find(i.intern(key));
  if (!stack || !stack->is(Type::Array)) fail(err::argument_type, "a snapshot has an array /", key);
  return stack->as<ArrayBody>().items;
}

void restore(Interp& i) {
  const Token saved = i.top();
  const auto& dict = saved.as<DictBody>();
  const auto &operands = stack_in(i, dict, "ostack"), &dictionaries = stack_in(i, dict, "dstack");
  const bool dictionaries_only =
      std::all_of(dictionaries.begin(), dictionaries.end(), [](auto& t) { return t.is(Type::Dictionary); });
  if (!dictionaries_only || dictionaries.size() < 2)
    fail(err::argument_type, "/dstack must hold at least two dictionaries");
  i.set_dictionary_stack(dictionaries);
  i.operands() = operands;
}

// Goes on with these instead of what was to be done; the first is executed first. Literals only name frames.
void replace_execution_stack(Interp& i) {
  const Token stack = i.pop();
  i.machine().unwind_to(1);
  const auto& items = stack.as<ArrayBody>().items;
  for (auto t = items.rbegin(); t != items.rend(); ++t)
    if (!t->is(Type::Literal)) i.call(*t);
}

void set_backtrace(Interp& i, bool on) { i.machine().backtrace = on; }

}  // namespace

const OpTable debug_ops = {
    op("debug", "x -> ..: execute x in the line debugger", stack<AnyType>, debug),
    op("debugon", "enter the line debugger", stack<>, [](Interp& i) { i.attachment<LineDebugger>().attach(i); }),
    op("debugoff", "leave the line debugger", stack<>, [](Interp& i) { i.attachment<LineDebugger>().detach(i); }),
    op("backtrace_on", "print the calls under way on every stop", stack<>, [](Interp& i) { set_backtrace(i, true); }),
    op("backtrace_off", "undo backtrace_on", stack<>, [](Interp& i) { set_backtrace(i, false); }),
    op("break", "a prompt at this point of the program; `continue` goes on", stack<>,
       [](Interp& i) { push_session(i, "break mode"); }),
    op("continue", "leave the prompt of break, or the innermost loop", stack<>, [](Interp& i) { i.exit_loop(); }),
    op("executive", "read and execute lines until the end of input", stack<>,
       [](Interp& i) { push_session(i, "SLI"); }),
    op("mathexecutive", "the same in infix notation", stack<>,
       [](Interp& i) { push_session(i, "fSLI", Notation::infix); }),
    op("currentname", "-> /name true, or false: the procedure under way", stack<>, push_current_name),
    op("save", ".. -> .. dict true: the stacks at this moment", stack<>,
       [](Interp& i) {
         i.push(snapshot(i));
         i.push(true);
       }),
    op("restore", ".. dict -> ..: operands and dictionaries as save found them", stack<Dic>, restore),
    op("restoreestack", "array -> ..: execute its elements instead of what was to be done", stack<Arr>,
       replace_execution_stack),
    op("resume", "go on with what a signal has interrupted", stack<>, [](Interp& i) { i.machine().resume(); }),
};

void define_debug(Interp& i) {
  i.systemdict()[i.intern("debugdict")] = make_dict();
  i.systemdict()[i.intern("moduleinitializers")] = make_array({});
}

}  // namespace nestling::sli
