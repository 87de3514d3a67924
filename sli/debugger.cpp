#include "sli/debugger.h"

#include <ostream>
#include <sstream>

#include "sli/console.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

constexpr const char* guide =
    "  next           execute the token, with all that it calls\n"
    "  step           execute the token, and stop in what it calls\n"
    "  list           the lines around the token\n"
    "  where          the calls that led here\n"
    "  stack          the operands\n"
    "  estack         what remains to be done\n"
    "  edit           a prompt at this point; `continue` comes back\n"
    "  continue       go on without the debugger\n"
    "  stop           end what is executed, as `stop` does\n"
    "  show X         X = next, stack, estack, backtrace\n"
    "  toggle X       X = stack (show it at every token), catch (stop at errors), backtrace (list the calls at every "
    "stop)\n"
    "  quit           leave the program\n"
    "An empty line repeats `next`.\n";

// Runs at the end of a prompt that the debugger has opened: it takes over again.
struct TakeOver : Frame {
  explicit TakeOver(LineDebugger& debugger) : debugger(debugger) {}
  bool step(Interp& i) override { return debugger.attach(i), false; }
  void abandoned(Interp& i) override { debugger.attach(i); }
  bool ends_exit() const override { return false; }
  std::string_view label() const override { return "debug"; }
  LineDebugger& debugger;
};

void print_operands(Interp& i) {
  for (std::size_t k = 0; k < i.count(); ++k) i.out() << "  " << shortened(program_text(i.top(k)), 100) << '\n';
  if (i.count() == 0) i.out() << "  (no operands)\n";
}

void print_execution_stack(Interp& i) {
  for (const Token& t : i.execution_stack()) i.out() << "  " << shortened(program_text(t), 100) << '\n';
}

void print_next(Interp& i, const Token* next) {
  if (next) i.out() << "next: " << shortened(program_text(*next), 100) << '\n';
}

void print_place(Interp& i) {
  i.machine().record_place();
  i.out() << place_of(i.last_error(), i.sources());
}

void print_lines(Interp& i, const Token* next) {
  const Location at = next ? i.sources().locate(next->position) : Location{};
  if (!at) return print_place(i);
  i.out() << at.file << ":" << at.line << ":" << at.column << "\n  " << at.text << '\n'
          << std::string(static_cast<std::size_t>(at.column) + 1, ' ') << "^\n";
}

}  // namespace

void LineDebugger::attach(Interp& i) {
  i.machine().watcher = this;
  i.machine().switched = true;
  deepest_ = everywhere;
}

void LineDebugger::detach(Interp& i) { i.machine().watcher = nullptr; }

bool LineDebugger::before(Interp& i, const Token& next) {
  if (i.machine().cells.size() > deepest_) return true;
  if (settings_.stack) print_operands(i);
  print_next(i, &next);
  return ask(i, &next) == Answer::execute;
}

void LineDebugger::raised(Interp& i) {
  if (!settings_.catches) return;
  i.out() << "error: " << i.last_error().error->text << " in " << i.last_error().command->text << '\n';
  ask(i, nullptr);
}

LineDebugger::Answer LineDebugger::ask(Interp& i, const Token* next) {
  for (;;) {
    i.out().flush();
    const auto line = i.attachment<Console>().read(i, "debug> ");
    if (!line) {  // the end of input
      detach(i);
      return Answer::execute;
    }
    const auto answer = obey(i, *line, next);
    if (answer != Answer::again) return answer;
  }
}

LineDebugger::Answer LineDebugger::obey(Interp& i, const std::string& line, const Token* next) {
  std::istringstream words(line);
  std::string order, what;
  words >> order >> what;
  if (order.empty() || order == "next" || order == "n") return deepest_ = i.machine().cells.size(), Answer::execute;
  if (order == "step" || order == "s") return deepest_ = everywhere, Answer::execute;
  if (order == "continue" || order == "c") return detach(i), Answer::execute;
  if (!next && (order == "edit" || order == "stop" || order == "quit")) {
    i.out() << "The error is being raised: next and continue go on.\n";
    return Answer::again;
  }
  if (order == "edit") return edit(i, next), Answer::leave;
  if (order == "stop") return detach(i), i.stop(), Answer::leave;
  if (order == "quit") return detach(i), i.quit(0), Answer::leave;
  if (order == "toggle") toggle(i, what);
  else show(i, order == "show" ? what : order, next);
  return Answer::again;
}

void LineDebugger::show(Interp& i, const std::string& what, const Token* next) {
  if (what == "next") print_next(i, next);
  else if (what == "list" || what == "l") print_lines(i, next);
  else if (what == "stack") print_operands(i);
  else if (what == "estack") print_execution_stack(i);
  else if (what == "where" || what == "backtrace") print_place(i);
  else i.out() << (what == "help" ? "" : "There is no order " + what + ".\n") << guide;
}

void LineDebugger::toggle(Interp& i, const std::string& what) {
  const auto flip = [&](bool& setting) { i.out() << what << (setting ? " off\n" : " on\n"), setting = !setting; };
  if (what == "stack") flip(settings_.stack);
  else if (what == "catch") flip(settings_.catches);
  else if (what == "backtrace") flip(i.machine().backtrace);
  else i.out() << "What can be toggled: stack, catch, backtrace.\n";
}

// The token comes after the prompt.
void LineDebugger::edit(Interp& i, const Token* next) {
  detach(i);
  i.machine().push_pending(Token(*next));
  i.push_frame(std::make_unique<TakeOver>(*this));
  push_session(i, "debug");
}

}  // namespace nestling::sli
