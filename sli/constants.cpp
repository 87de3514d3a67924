// Names that stand for a value.
#include <numbers>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/statusdict.h"

namespace nestling::sli {

void define_constants(Interp& i) {
  auto& system = i.systemdict();
  const auto define = [&](std::string_view name, Token value) { system[i.intern(name)] = std::move(value); };
  define("E", Token::real(std::numbers::e));
  define("Pi", Token::real(std::numbers::pi));
  for (const auto& [name, text] : {std::pair{"BeginArrayToken", "["}, std::pair{"EndArrayToken", "]"},
                                   std::pair{"BeginDictionarySymbol", "<<"}, std::pair{"EndDictionarySymbol", ">>"}})
    define(name, Token::name(i.intern(text)));
  define("scripterror", Token::integer(exit_code(i, "scripterror")));
  for (const auto name : {"mark", "[", "<<", "<#", "<.", "<", "switchbegin"}) define(name, i.literal("mark"));
}

}  // namespace nestling::sli
