// How objects look as text: plainly, as `=` shows them, and as one would write them in a program, as `==` does.
#pragma once
#include <iosfwd>
#include <string>
#include <string_view>

#include "sli/names.h"
#include "sli/token.h"

namespace nestling::sli {

// On a stream, with its settings: precision, notation, width.
void write_plain(std::ostream& out, const Token& t);
void write_program(std::ostream& out, const Token& t);

std::string plain_text(const Token& t);
std::string program_text(const Token& t);

// The table of `info` and `who`.
void write_table(std::ostream& out, const DictBody& dict);

std::string shortened(std::string text, std::size_t width);  // "abcdefg…" to fit a line of a report

}  // namespace nestling::sli
