// Where an interactive program reads from: the line editor of the session, or else the standard input.
#pragma once
#include <functional>
#include <iostream>
#include <optional>
#include <ostream>
#include <string>

#include "sli/interp.h"

namespace nestling::sli {

// An attachment of the interpreter.
struct Console {
  using Read = std::function<std::optional<std::string>(Interp& i, const std::string& prompt)>;
  Read read = [](Interp& i, const std::string& prompt) -> std::optional<std::string> {
    i.out() << prompt << std::flush;
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
  };
};

// Goes on with a prompt of its own until its input ends, `continue`, or `exit`.
enum class Notation { postfix, infix };
void push_session(Interp& i, const std::string& name, Notation notation = Notation::postfix);

}  // namespace nestling::sli
