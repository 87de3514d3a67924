// Tokens of the language to values of the kernel and back.
#pragma once
#include "kernel/base/value.h"
#include "sli/interp.h"

namespace nestling::sli {

Token to_token(Interp& i, const Value& value);
Token to_token(Interp& i, const Dict& dict);

// TypeMismatch for what the kernel has no use for (streams, iterators, …). `where` names it in the message.
Value to_value(const Token& t, std::string_view where = {});
Dict to_dict(const Token& t);

// For commands that look at their operands themselves: TypeMismatch.
Int expect_integer(const Token& t);
Dict dictionary_of(const Token& t);

}  // namespace nestling::sli
