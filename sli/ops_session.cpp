// The state of a session: starting over, hooks, checks, what is defined.
#include <ostream>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/report.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

// After the procedure of `assert` has run: its result.
struct Assertion : Frame {
  bool step(Interp& i) override {
    if (!i.count() || !i.top().is(Type::Bool)) fail(err::argument_type, "the procedure must leave a bool");
    if (!i.pop().as_bool()) fail(Err{"FailedAssertion"}, "the condition is false");
    return false;
  }
  bool ends_exit() const override { return false; }
  std::string_view label() const override { return "assert"; }
};

void start_assertion(Interp& i) {
  Token condition = i.pop();
  i.push_frame(std::make_unique<Assertion>());
  i.call(std::move(condition));
}

void forget_error(Interp& i) {
  auto& errors = i.errordict();
  for (const char* key : {"errorname", "message", "command"}) errors.erase(i.intern(key));
  errors[i.intern("newerror")] = Token::boolean(false);
  errors[i.intern("commandname")] = make_string("");
  for (const char* key : {"ostack", "estack", "dstack"}) errors[i.intern(key)] = make_array({});
}

void reset(Interp& i) {
  i.operands().clear();
  const auto& dictionaries = i.dictionary_stack();
  i.set_dictionary_stack({dictionaries.begin(), dictionaries.begin() + 2});
  i.userdict().clear();
  forget_error(i);
}

void print_all_dictionaries(Interp& i) {
  for (const Token& dict : i.dictionary_stack()) write_table(i.out(), dict.as<DictBody>());
}

void print_execution_stack(Interp& i) {
  const Token stack = make_array(i.execution_stack());
  for (const Token& t : stack.as<ArrayBody>().items) i.out() << shortened(program_text(t), 100) << '\n';
}

struct CycleCounter {
  Int started = 0;
};

}  // namespace

const OpTable session_ops = {
    op("assert", "{ .. bool } -> : FailedAssertion when the procedure leaves false", stack<AnyType>, start_assertion),
    op("reset", ".. -> : clear the stacks and userdict, forget errors", stack<>, reset),
    op("callback", "runs before every prompt; does nothing until it is redefined", stack<>, [](Interp&) {}),
    op("exithook", "runs when the session ends", stack<>, [](Interp& i) { i.call(Token::name(i.intern("quit"))); }),
    op("who", "print the current dictionary", [](Interp& i) { write_table(i.out(), i.currentdict()); }),
    op("whos", "print all dictionaries of the dictionary stack", [](Interp& i) { print_all_dictionaries(i); }),
    op("estackdump", "print the execution stack, innermost first", [](Interp& i) { print_execution_stack(i); }),
    op("clic", "start to count the work of the interpreter",
       [](Interp& i) { i.attachment<CycleCounter>().started = i.cycles(); }),
    op("cloc", "-> n: cycles since clic", [](Interp& i) { return i.cycles() - i.attachment<CycleCounter>().started; }),
    op("code_executed", "-> n: tokens executed so far", [](Interp& i) { return i.cycles(); }),
    op("code_accessed", "-> n: tokens in procedures entered so far", [](Interp& i) { return i.cycles(); }),
    op("pdef", "/name proc -> : an older name of def for procedures",
       [](Interp& i, Lit name, In<Proc> p) { i.define(name, p.token()); }),
};

}  // namespace nestling::sli
