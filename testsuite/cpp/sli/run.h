// Runs programs and shows what they leave.
#pragma once
#include <string>

#include "sli/errors.h"
#include "sli/interp.h"
#include "sli/source.h"
#include "sli/text.h"

namespace nestling::sli {

inline std::string stack_of(Interp& i) {
  std::string text;
  for (auto& t : i.operands()) text += (text.empty() ? "" : " ") + program_text(t);
  return text;
}

// What a program leaves on the stack of a new interpreter. An error stops it: the command is on top then.
inline std::string left_by(std::string_view program) {
  Interp i;
  i.run(program);
  return stack_of(i);
}

// "ArgumentType in add", or "" when the program ended well.
inline std::string error_of(std::string_view program) {
  Interp i;
  if (i.run(program)) return "";
  const auto& error = i.last_error();
  return error.error ? error.error->text + " in " + error.command->text : "stop";
}

}  // namespace nestling::sli
