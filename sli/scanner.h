// From characters to tokens, one at a time.
#pragma once
#include <streambuf>
#include <string>
#include <string_view>

#include "kernel/base/error.h"
#include "sli/names.h"
#include "sli/source.h"
#include "sli/token.h"

namespace nestling::sli {

struct SyntaxError : Error {
  SyntaxError(const std::string& message, std::uint32_t position);
  std::uint32_t position;
};

enum class Lexeme { end, token, open, close };  // open and close: braces

class Scanner {
 public:
  // A whole text.
  Scanner(NameTable& names, Sources& sources, std::string name, std::string text);
  // A stream, of which no more is read than the token needs. The text is registered as it comes.
  Scanner(NameTable& names, Sources& sources, std::string name, std::streambuf& stream);

  bool next(Token& token);      // false: the end. What stands between braces is one token, a literal procedure
  Lexeme lex(Token& token);     // the same with single braces
  std::uint32_t position() const { return start_; }  // of the latest token, also of one that was wrong
  std::string_view rest() const;                     // of a text: what has not been read
  TokenArray all();                                  // tokens up to the end

 private:
  int peek() { return p_ != end_ ? static_cast<unsigned char>(*p_) : stream_ ? peek_stream() : -1; }
  void advance();
  int peek_stream();
  void put_back(std::string_view taken);
  void follow_line();
  std::uint32_t here() const;
  [[noreturn]] void fail(const std::string& message);

  void skip_blanks();
  void skip_block_comment();
  void read_literal(Token& token);
  void read_name(Token& token);
  void finish_name(Token& token);  // of which word_ has the beginning
  void read_string(Token& token);
  void read_number(Token& token);
  std::int64_t parse_integer();
  bool read_exponent();
  void read_digits();
  void take();  // append the character at hand to word_
  void take_name_characters();

  NameTable& names_;
  Sources& sources_;
  std::shared_ptr<Source> source_;
  std::streambuf* stream_ = nullptr;
  std::string ahead_;                             // of a stream: read, but not used
  const char *begin_ = nullptr, *p_ = nullptr, *end_ = nullptr;  // the text, or ahead_
  std::uint32_t start_ = 0;
  std::string word_;
};

}  // namespace nestling::sli
