// Procedures with named parameters: Function, SLIFunctionWrapper.
#include <algorithm>

#include "sli/builtins.h"
#include "sli/frames.h"
#include "sli/infix.h"
#include "sli/interp.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

void require_names(const TokenArray& names) {
  for (auto& t : names)
    if (!t.is(Type::Literal)) fail(err::type_mismatch, "parameters are literals like /x, not ", with_article(t.type()));
}

// Opens a dictionary in which the operands, the last name being the top one, have names. Takes them off the stack.
void open_scope(Interp& i, const TokenArray& names) {
  i.need(names.size());
  Token dict = make_dict();
  for (std::size_t k = names.size(); k-- > 0;) dict.as<DictBody>()[names[k].as_name()] = i.pop();
  i.begin(std::move(dict));
}

Token function_token(Interp& i, std::string_view name) { return *i.systemdict().find(i.intern(name)); }

// Function ---------------------------------------------------------------------------------------------------------------

// [names] body -> procedure, which calls run_function with the two
Token make_function(Interp& i, In<Arr> names, const Token& body) {
  require_names(names->items);
  Token code = body;
  if (code.is(Type::String)) code = make_procedure(compile_infix(i, code.as<StringBody>().text));
  if (!code.is(Type::Procedure)) fail(err::argument_type, "the body must be a procedure or a string, is ", with_article(code.type()));
  code.retype(Type::LiteralProcedure);
  return make_procedure({names.token(), std::move(code), function_token(i, "::function")});
}

// … [names] proc -> …
void run_function(Interp& i) {
  const Token names = i.top(1);
  i.need(names.as<ArrayBody>().items.size() + 2);
  const Token body = i.pop();
  i.drop();
  i.push_frame(std::make_unique<CloseDictionaries>(i.dictionary_stack().size()));
  open_scope(i, names.as<ArrayBody>().items);
  i.call(body);
}

void exec_function(Interp& i) {
  const Token procedure = make_function(i, In<Arr>(i.top(1)), i.top());
  i.drop(2);
  i.call(procedure);
}

// SLIFunctionWrapper -----------------------------------------------------------------------------------------------------

// Waits for the body. An error that the body raises in the name of the command is one of the command: the operands return.
struct Wrapped : CloseDictionaries {
  Wrapped(Interp& i, Name* command, TokenArray operands)
      : CloseDictionaries(i.dictionary_stack().size()), command(command), operands(std::move(operands)), below(i.count()) {}
  bool step(Interp& i) override {
    close(i);
    const bool stopped = i.pop().as_bool();
    if (!stopped) return false;
    if (raised_by_command(i)) {
      auto& stack = i.operands();
      if (stack.size() > below) i.drop(stack.size() - below);
      std::move(operands.begin(), operands.end(), std::back_inserter(stack));
      i.raise_again();
    } else {
      i.stop();
    }
    return false;
  }
  std::string_view label() const override { return command->text; }
  bool raised_by_command(Interp& i) const {
    const Token* pending = i.errordict().find(i.intern("newerror"));
    const Token* name = i.errordict().find(i.intern("commandname"));
    return pending && pending->as_bool() && name && name->is(Type::Literal) && name->as_name() == command;
  }
  Name* command;
  TokenArray operands;
  std::size_t below;  // operands of others
};

// … /command [names] proc -> …
void run_wrapped(Interp& i) {
  const Token body = i.top(), names = i.top(1);
  Name* command = i.top(2).as_name();
  const auto& parameters = names.as<ArrayBody>().items;
  i.need(parameters.size() + 3);
  i.drop(3);
  auto first = i.operands().end() - static_cast<std::ptrdiff_t>(parameters.size());
  TokenArray operands(first, i.operands().end());
  auto frame = std::make_unique<Wrapped>(i, command, std::move(operands));
  frame->below -= parameters.size();
  i.push_frame(std::move(frame));
  open_scope(i, parameters);
  i.define(i.intern("funcname"), Token::literal(command));
  i.call_stopped(body);
}

void define_wrapped(Interp& i, Name* name, TokenArray types, TokenArray names, Token body) {
  if (types.size() != names.size())
    fail(err::dimension_mismatch, "each parameter needs a type and a name: types: ", types.size(), ", names: ", names.size());
  require_names(types);
  require_names(names);
  body.retype(Type::LiteralProcedure);
  const Token wrapped = make_procedure({Token::literal(name), make_array(std::move(names)), std::move(body), function_token(i, "::wrapped")});
  if (types.empty()) i.define(name, wrapped);
  else define_variant(i, name, types, wrapped);
}

// /f [types] [names] proc ->
void wrap(Interp& i, Lit name, In<Arr> types, In<Arr> names, In<Proc> body) { define_wrapped(i, name, types->items, names->items, body.token()); }

// /f [/type /name …] proc ->
void wrap_pairs(Interp& i, Lit name, In<Arr> pairs, In<Proc> body) {
  TokenArray types, names;
  for (std::size_t k = 0; k < pairs->items.size(); ++k) (k % 2 ? names : types).push_back(pairs->items[k]);
  define_wrapped(i, name, std::move(types), std::move(names), body.token());
}

void show_parameters(Interp& i) {
  for (auto* entry : i.currentdict().entries())
    i.out() << entry->key->text << ": " << type_name(entry->value.type()) << '\n';
}

}  // namespace

const OpTable wrapper_ops = {
    op("Function", "[/x ..] proc -> procedure that binds its operands to names; the text may be infix", fn<make_function>).as("Function_"),
    op("ExecFunction", "… [/x ..] proc -> …: Function, then exec", stack<Arr, AnyType>, exec_function),
    op("::function", "… [/x ..] proc -> …: what procedures made by Function call", stack<Arr, Proc>, run_function).as("Function"),
    op("SLIFunctionWrapper", "/f [types] [/names] proc -> : define a typed function with named parameters", fn<wrap>).as("SLIFunctionWrapper_"),
    op("SLIFunctionWrapper", "/f [/type /name ..] proc -> : the same", fn<wrap_pairs>).also("SLIFunctionWrapper_pairs"),
    op("::wrapped", "… /f [/names] proc -> …: what functions made by SLIFunctionWrapper call", stack<LitType, Arr, Proc>, run_wrapped),
    op("SFWdumpparameters", "print the parameters of the enclosing wrapped function", stack<>, show_parameters),
};

}  // namespace nestling::sli
