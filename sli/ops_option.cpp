// Options of commands: /command << /option default >> Options.
#include <cstdlib>
#include <tuple>

#include "kernel/base/suggest.h"
#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/interp.h"
#include "sli/message.h"
#include "sli/options.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

constexpr Err no_options_available{"NoOptionsAvailable"}, unknown_option{"UnknownOption"};

DictBody& all_options(Interp& i) {
  Token& t = i.systemdict()[i.intern("OptionsDictionary")];
  if (!t.is(Type::Dictionary)) t = make_dict();
  return t.as<DictBody>();
}

}  // namespace

// The live options of a command; they also hold the defaults as /DefaultOptions.
DictBody& options_of(Interp& i, Name* command) {
  const Token* options = all_options(i).find(command);
  if (!options) fail(no_options_available, "/", command->text, " has no options");
  return options->as<DictBody>();
}

void declare_options(Interp& i, Name* command, const DictBody& defaults) {
  Token options = cloned(defaults);
  options.as<DictBody>()[i.intern("DefaultOptions")] = cloned(defaults);
  all_options(i)[command] = std::move(options);
}

namespace {

void set_options(Interp& i, Name* command, const DictBody& changes) {
  auto& options = options_of(i, command);
  for (const auto* e : changes.entries())
    if (options.find(e->key)) options[e->key] = e->value;
    else
      send_message(i, level::warning, "SetOptions",
                   "/" + command->text + " has no option /" + e->key->text + "." +
                       did_you_mean(e->key->text, key_texts(options)));
}

// The name of the option is taken off the stack before an unknown one is reported.
void get_option(Interp& i) {
  auto& options = options_of(i, i.top(1).as_name());
  Name* name = i.top().as_name();
  const Token* value = options.find(name);
  i.drop();
  if (!value)
    fail(unknown_option, "/", i.top().as_name()->text, " has no option /", name->text, ".",
         did_you_mean(name->text, key_texts(options)));
  i.top() = *value;
}

// A command line of the environment, or else a usual one.
Token command_from(const char* variable, const char* otherwise) {
  const char* value = std::getenv(variable);
  return make_string(value && *value ? value : otherwise);
}

}  // namespace

void define_options(Interp& i) {
  const std::tuple<const char*, const char*, Token> predeclared[] = {
      {"page", "command", command_from("PAGER", "less")},
      {"edit", "command", command_from("EDITOR", "vi")},
      {"helpdesk", "command", command_from("BROWSER", "xdg-open")},
      {"ReadList", "BufferSize", Token::integer(1000)}};
  for (const auto& [command, option, value] : predeclared) {
    Token defaults = make_dict();
    defaults.as<DictBody>()[i.intern(option)] = value;
    declare_options(i, i.intern(command), defaults.as<DictBody>());
  }
}

const OpTable option_ops = {
    op("Options", "/command dict -> : declare the options of a command, with defaults",
       [](Interp& i, Lit command, In<Dic> defaults) { declare_options(i, command, *defaults); }),
    op("SetOptions", "/command dict -> : change options; unknown ones are a warning",
       [](Interp& i, Lit command, In<Dic> changes) { set_options(i, command, *changes); }),
    op("GetOption", "/command /option -> value", stack<LitType, LitType>, [](Interp& i) { get_option(i); }),
    op("GetOptions", "/command -> dict: the live options, and their /DefaultOptions",
       [](Interp& i, Lit command) { return options_of(i, command), *all_options(i).find(command); }),
    op("ResetOptions", "/command -> : back to the defaults",
       [](Interp& i, Lit command) {
         const Token defaults = value_at(options_of(i, command), i.intern("DefaultOptions"));
         merge(options_of(i, command), defaults.as<DictBody>());
       }),
    op("SaveOptions", "/command -> : remember the present options",
       [](Interp& i, Lit command) {
         options_of(i, command)[i.intern("SavedOptions")] = cloned(options_of(i, command));
       }),
    op("RestoreOptions", "/command -> : back to the remembered options",
       [](Interp& i, Lit command) {
         const Token saved = value_at(options_of(i, command), i.intern("SavedOptions"));
         merge(options_of(i, command), saved.as<DictBody>());
       }),
    op("ShowOptions", "/command -> : print the options",
       [](Interp& i, Lit command) { write_table(i.out(), options_of(i, command)); }),
};

}  // namespace nestling::sli
