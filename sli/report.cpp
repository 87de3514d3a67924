#include "sli/report.h"

#include <ostream>
#include <sstream>

#include "sli/builtins.h"
#include "sli/errors.h"
#include "sli/message.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

const Token* entry(Interp& i, std::string_view key) { return i.errordict().find(i.intern(key)); }

bool is_pending(Interp& i) {
  const Token* fresh = entry(i, "newerror");
  return fresh && fresh->is(Type::Bool) && fresh->as_bool();
}

std::string text_of(const Token* t) { return t ? plain_text(*t) : std::string(); }

// The record of the place belongs to the latest error; errordict may tell of another one.
bool is_recorded(Interp& i, const ErrorRecord& record) {
  const Token* name = entry(i, "errorname");
  return record.error && name && name->is(Type::Literal) && name->as_name() == record.error;
}

// Indented; a line that says the same as the one before is left out.
std::string with_margin(const std::string& lines) {
  std::istringstream in(lines);
  std::string result, before;
  for (std::string line; std::getline(in, line); before = line)
    if (line != before) result += "    " + line + "\n";
  return result;
}

void write_report(Interp& i) {
  const auto& record = i.last_error();
  const bool recorded = is_recorded(i, record);
  const bool colours = i.attachment<Terminal>().colours;
  std::string message = text_of(entry(i, "message"));
  if (recorded) message = with_advice(std::move(message), record, i);
  i.out() << '\n'
          << (colours ? "\033[1;31m" : "")
          << message_header(level::error, text_of(entry(i, "commandname")), text_of(entry(i, "errorname")))
          << (colours ? "\033[0m" : "") << '\n';
  if (!message.empty()) i.out() << indented(message) << '\n';
  if (recorded) i.out() << with_margin(place_of(record, i.sources()));
  i.out().flush();
}

// /command -> : the report; errordict is ready for the next error.
void print_error(Interp& i) {
  if (i.attachment<Verbosity>().shows(level::error)) write_report(i);
  i.errordict().erase(i.intern("message"));
  i.errordict().erase(i.intern("command"));
  if (i.count() && i.top().is(Type::Literal)) i.drop();
}

}  // namespace

void report_error(Interp& i) {
  if (is_pending(i)) {
    print_error(i);
    i.errordict()[i.intern("newerror")] = Token::boolean(false);
  } else if (i.attachment<Verbosity>().shows(level::error)) {
    i.out() << "The program was stopped.\n" << std::flush;
  }
}

const OpTable report_ops = {
    op("handleerror", "/command -> : report the pending error and forget it; after a plain stop, tell so", stack<>,
       report_error),
    op("print_error", "/command -> : report the error that errordict tells of", stack<LitType>, print_error),
};

}  // namespace nestling::sli
