#include "sli/message.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <ostream>

#include "sli/builtins.h"

namespace nestling::sli {
namespace {

struct Level {
  std::string_view constant;
  int value;
  std::string_view shown;
};
constexpr Level levels[] = {{"M_ALL", level::all, "All"},
                            {"M_DEBUG", level::debug, "Debug"},
                            {"M_STATUS", level::status, "Status"},
                            {"M_INFO", level::info, "Info"},
                            {"M_DEPRECATED", level::deprecated, "Deprecated"},
                            {"M_WARNING", level::warning, "Warning"},
                            {"M_ERROR", level::error, "Error"},
                            {"M_FATAL", level::fatal, "Fatal"},
                            {"M_QUIET", level::quiet, "Fatal"}};

std::size_t terminal_width() {
  const char* columns = std::getenv("COLUMNS");
  const long width = columns ? std::strtol(columns, nullptr, 10) : 0;
  return width > 20 ? static_cast<std::size_t>(width) : 78;
}

// One line of the text, broken after blanks so that no piece but a single long word is wider than the terminal.
void append_wrapped(std::string& to, std::string_view line, std::size_t indentation, std::size_t width) {
  const std::string margin(indentation, ' ');
  std::size_t column = 0;
  while (!line.empty()) {
    const auto blank = line.find(' ');
    const auto word = line.substr(0, blank);
    if (column > 0 && column + word.size() > width) to += '\n', column = 0;
    if (column == 0) to += margin, column = indentation;
    to += word;
    column += word.size();
    line.remove_prefix(word.size());
    if (!line.empty()) to += ' ', ++column, line.remove_prefix(1);
  }
}

}  // namespace

std::string_view level_name(int value) {
  const auto above =
      std::upper_bound(std::begin(levels), std::end(levels), value, [](int v, const Level& l) { return v < l.value; });
  return above == std::begin(levels) ? levels[0].shown : std::prev(above)->shown;
}

bool level_by_name(std::string_view name, int& value) {
  for (const auto& l : levels)
    if (name == l.constant || name == l.constant.substr(2)) return value = l.value, true;
  return false;
}

std::string message_header(int value, std::string_view from, std::string_view title) {
  char stamp[32];
  const std::time_t now = std::time(nullptr);
  std::strftime(stamp, sizeof stamp, "%b %d %H:%M:%S ", std::localtime(&now));
  return stamp + std::string(from) + " [" + std::string(level_name(value)) + "]: " + std::string(title);
}

std::string indented(std::string_view text, std::size_t indentation) {
  std::string result;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    append_wrapped(result, text.substr(start, end - start), indentation, terminal_width());
    if (end < text.size()) result += '\n';
    start = end + 1;
  }
  return result;
}

void send_message(Interp& i, int value, std::string_view from, std::string_view text) {
  if (!i.attachment<Verbosity>().shows(value)) return;
  i.out() << '\n' << message_header(value, from) << '\n';
  if (!text.empty()) i.out() << indented(text) << '\n';
  i.out().flush();
}

const OpTable message_ops = {
    op("message", "level (from) (text) -> : show a message",
       [](Interp& i, Int level, const std::string& from, const std::string& text) {
         send_message(i, level, from, text);
       })
        .as("message_"),
    op("message", "(text) level -> : show a message",
       [](Interp& i, const std::string& text, Int level) { send_message(i, level, "SLI", text); })
        .as("message_"),
    op("setverbosity", "level -> : messages below the level are not shown",
       [](Interp& i, Int level) { i.attachment<Verbosity>().level = level; })
        .as("setverbosity_i"),
    op("shutupto", "level -> : setverbosity", [](Interp& i, Int level) { i.attachment<Verbosity>().level = level; }),
    op("verbosity", "-> level: messages below it are not shown",
       [](Interp& i) -> Int { return i.attachment<Verbosity>().level; }),
};

void define_message_levels(Interp& i) {
  for (const auto& l : levels) i.systemdict()[i.intern(l.constant)] = Token::integer(l.value);
}

}  // namespace nestling::sli
