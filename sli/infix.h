// Infix notation: text such as "x = 3; max(x, 2)^2" becomes the tokens of a procedure.
#pragma once
#include <string_view>

#include "sli/token.h"

namespace nestling::sli {

class Interp;

TokenArray compile_infix(Interp& i, std::string_view text);  // SyntaxError

}  // namespace nestling::sli
