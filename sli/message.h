// Messages to the user: levels, verbosity, layout.
#pragma once
#include <string_view>

#include "sli/interp.h"

namespace nestling::sli {

namespace level {
inline constexpr int all = 0, debug = 5, status = 7, info = 10, deprecated = 18, warning = 20, error = 30, fatal = 40,
                     quiet = 100;
}

struct Verbosity {  // an attachment of the interpreter
  int level = level::info;
  bool shows(int message_level) const { return message_level >= level; }
};

// Shown on the interpreter's output when the verbosity lets it through.
void send_message(Interp& i, int level, std::string_view from, std::string_view text);

// "Nov 22 23:10:00 from [Error]: BadIO"
std::string message_header(int level, std::string_view from, std::string_view title = {});
// Broken between words at the width of the terminal, every line indented.
std::string indented(std::string_view text, std::size_t indentation = 4);

std::string_view level_name(int level);
bool level_by_name(std::string_view name, int& level);  // "INFO", "M_INFO"; false when there is none

}  // namespace nestling::sli
