#include "sli/prompt.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "sli/builtins.h"
#include "sli/interrupt.h"
#include "sli/line_editor.h"
#include "sli/report.h"
#include "sli/statusdict.h"

namespace nestling::sli {
namespace {

std::string welcome() {
  return "Nestling " + std::string(program_version()) + ", a simulator for networks of spiking neurons.\n" +
         "  /Create help   about a command       (neuron) apropos   which commands\n"
         "  stack          what is on the stack  quit               leave\n\n";
}

// In bold, which Readline must not count.
std::string emphasized(Interp& i, const std::string& prompt) {
  return i.attachment<Terminal>().colours ? "\001\033[1m\002" + prompt + "\001\033[0m\002" : prompt;
}

// One entry: a line, and further ones while a bracket is open. Nothing at the end of input.
std::optional<std::string> read_entry(Interp& i, LineEditor& editor) {
  auto text = editor.read(emphasized(i, prompt_text(i)));
  const std::string continuation(prompt_text(i).size() - 2, '.');
  while (text && !editor.cancelled && is_unfinished(*text)) {
    const auto more = editor.read(continuation + "  ");
    if (!more || editor.cancelled) return editor.cancelled ? std::optional<std::string>("") : text;
    *text += '\n' + *more;
  }
  return text;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; }

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

int run_session(Interp& i) {
  i.attachment<Terminal>().colours = ::isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
  InterruptWatch interrupts(i);
  LineEditor editor(i, interrupts);
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

const OpTable prompt_ops = {
    op("sprompt", "-> string: the text of the prompt", [](Interp& i) { return prompt_text(i); }),
    op("fsprompt", "-> string: the text of the prompt for infix notation",
       [](Interp& i) { return prompt_text(i, "fSLI"); }),
    op("debugprompt", "-> string: the text of the prompt of break",
       [](Interp& i) { return prompt_text(i, "break mode"); }),
    op("prompt", "print the prompt", [](Interp& i) { i.out() << prompt_text(i) << std::flush; }),
    op("welcome", "print the text that greets an interactive session", [](Interp& i) { i.out() << welcome(); }),
};

}  // namespace nestling::sli
