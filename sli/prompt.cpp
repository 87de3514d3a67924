#include "sli/prompt.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "sli/builtins.h"
#include "sli/cli.h"
#include "sli/console.h"
#include "sli/infix.h"
#include "sli/interrupt.h"
#include "sli/line_editor.h"
#include "sli/report.h"
#include "sli/statusdict.h"
#include "sli/stream.h"

namespace nestling::sli {
namespace {

std::string welcome() {
  return "Nestling " + std::string(program_version()) + ", a simulator for networks of spiking neurons.\n" +
         "  /Create help   about a command       (neuron) apropos   which commands\n"
         "  stack          what is on the stack  quit               leave\n\n";
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; }

// In bold, which Readline must not count.
std::string emphasized(Interp& i, const std::string& prompt) {
  return i.attachment<Terminal>().colours ? "\001\033[1m\002" + prompt + "\001\033[0m\002" : prompt;
}

using Line = std::optional<std::string>;

// One entry: a line, and further ones while a bracket is open. Nothing at the end of input.
Line read_entry(const std::string& prompt, const std::function<Line(const std::string&)>& read, const bool& cancelled) {
  Line text = read(prompt);
  const std::string continuation(prompt.size() - 2, '.');
  while (text && !cancelled && is_unfinished(*text)) {
    const Line more = read(continuation + "  ");
    if (!more || cancelled) return cancelled ? Line("") : text;
    *text += '\n' + *more;
  }
  return text;
}

Line read_entry(Interp& i, LineEditor& editor) {
  const std::string prompt = prompt_text(i);
  const auto read = [&](const std::string& p) { return editor.read(p == prompt ? emphasized(i, p) : p); };
  return read_entry(prompt, read, editor.cancelled);
}

// What programs read while a session is under way. Ctrl-C forgets the line.
struct SessionConsole {
  SessionConsole(Interp& i, LineEditor& editor, InterruptWatch& interrupts) : console(i.attachment<Console>()) {
    console.read = [&editor, &interrupts](Interp&, const std::string& prompt) -> Line {
      interrupts.program_ended();
      Line line = editor.read(prompt);
      interrupts.program_starts();
      if (line && !is_blank(*line)) editor.remember(*line);
      return line;
    };
  }
  ~SessionConsole() { console = Console(); }
  Console& console;
};

// A prompt inside a program: each entry runs in `stopped`.
class NestedSession : public Frame {
 public:
  NestedSession(std::string name, Notation notation) : name_(std::move(name)), notation_(notation) {}
  bool step(Interp& i) override {
    if (std::exchange(running_, false) && i.pop().as_bool()) report_error(i);
    i.out().flush();
    const auto read = [&](const std::string& prompt) { return i.attachment<Console>().read(i, prompt); };
    const Line text = read_entry(prompt_text(i, name_), read, false);
    if (!text) return false;
    if (!is_blank(*text)) start(i, *text);
    return true;
  }
  std::string_view label() const override { return "executive"; }

 private:
  void start(Interp& i, const std::string& text) {
    running_ = true;
    if (notation_ == Notation::infix)
      return i.call_stopped(make_procedure({make_string(text), Token::name(i.intern("ExecMath"))}));
    Token program = make_istream(text);
    program.as<IStreamBody>().name = "prompt";
    program.retype(Type::XIStream);
    i.call_stopped(std::move(program));
  }
  std::string name_;
  Notation notation_;
  bool running_ = false;
};

void run_entry(Interp& i, const std::string& text, InterruptWatch& interrupts) {
  interrupts.program_starts();
  const bool ended_well = i.run(text, "prompt");
  interrupts.program_ended();
  if (!ended_well) report_error(i);
  i.out().flush();
}

}  // namespace

std::string prompt_text(const Interp& i, std::string_view mode) {
  const std::string count = i.count() ? "[" + std::to_string(i.count()) + "] " : "] ";
  return std::string(mode) + " " + count;
}

bool is_unfinished(std::string_view text) {
  int braces = 0, strings = 0, brackets = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const char c = text[k];
    const std::string_view two = text.substr(k, 2);
    if (strings) {
      if (c == '\\') ++k;
      else if (c == '(') ++strings;
      else if (c == ')') --strings;
      continue;
    }
    if (c == '%') k = std::min(text.find('\n', k), text.size());
    else if (two == "/*") {
      const auto end = text.find("*/", k + 2);
      if (end == std::string_view::npos) return true;
      k = end + 1;
    } else if (c == '(') ++strings;
    else if (c == '{') ++braces;
    else if (c == '}') --braces;
    else if (c == '[' || two == "<<") ++brackets;
    else if (c == ']' || two == ">>") --brackets;
  }
  // An open array can be meant: an empty line ends it, and its contents stay on the stack.
  return strings > 0 || braces > 0 || (brackets > 0 && !text.ends_with('\n'));
}

void push_session(Interp& i, const std::string& name, Notation notation) {
  i.push_frame(std::make_unique<NestedSession>(name, notation));
}

int run_session(Interp& i) {
  i.attachment<Terminal>().colours = ::isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
  InterruptWatch interrupts(i);
  LineEditor editor(i, interrupts);
  const SessionConsole console(i, editor, interrupts);
  i.out() << welcome();
  while (!i.exit_code()) {
    i.out().flush();
    interrupts.taken();
    const auto text = read_entry(i, editor);
    if (!text) {
      i.out() << '\n';
      break;
    }
    if (is_blank(*text)) continue;
    editor.remember(*text);
    run_entry(i, *text, interrupts);
  }
  return i.exit_code().value_or(final_exit_code(i));
}

namespace {

// (prompt) -> string true, or false at the end of input
void read_line(Interp& i) {
  const Line line = i.attachment<Console>().read(i, i.top().as<StringBody>().text);
  i.drop();
  if (line) i.push(*line);
  i.push(line.has_value());
}

// -> ..: the next token of the standard input
void execute_one_token(Interp& i) {
  i.call(make_procedure(i.tokens_of("cin token { exch pop exec } { pop } ifelse", "parsestdin")));
}

void execute_resource_file(Interp& i) {
  Token program;
  if (!open_istream(resource_file_name(), program)) return;
  program.retype(Type::XIStream);
  i.call(std::move(program));
}

}  // namespace

const OpTable prompt_ops = {
    op("sprompt", "-> string: the text of the prompt", [](Interp& i) { return prompt_text(i); }),
    op("fsprompt", "-> string: the text of the prompt for infix notation",
       [](Interp& i) { return prompt_text(i, "fSLI"); }),
    op("debugprompt", "-> string: the text of the prompt of break",
       [](Interp& i) { return prompt_text(i, "break mode"); }),
    op("prompt", "print the prompt", [](Interp& i) { i.out() << prompt_text(i) << std::flush; }),
    op("batchprompt", "print the prompt of programs from the standard input: nothing", stack<>, [](Interp&) {}),
    op("shortwelcome", "print the first line of an interactive session",
       [](Interp& i) { i.out() << welcome().substr(0, welcome().find('\n') + 1); }),
    op("GNUreadline", "(prompt) -> string true, or false: a line of the terminal", stack<Str>, read_line),
    op("GNUaddhistory", "(line) -> : keep a line in the history",
       [](Interp&, const std::string& line) { add_to_history(line); }),
    op("parsestdin", "-> ..: execute one token of the standard input", stack<>, execute_one_token),
    op("evalrcfile", "execute the resource file, ~/.nestrc", stack<>, execute_resource_file),
    op("welcome", "print the text that greets an interactive session", [](Interp& i) { i.out() << welcome(); }),
};

}  // namespace nestling::sli
