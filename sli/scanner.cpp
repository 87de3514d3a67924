#include "sli/scanner.h"

#include <array>
#include <charconv>
#include <cstdlib>

namespace nestling::sli {
namespace {

enum Class : std::uint8_t { other, blank, digit, letter, sign, dot, star, bracket, brace, slash, percent, finish };

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> c{};
  auto set = [&](std::string_view characters, Class what) {
    for (unsigned char x : characters) c[x] = what;
  };
  set(" \t\n\r\f\v", blank);
  set("0123456789", digit);
  set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ~`!@#$^&=|:;'<,>?\"_\\", letter);
  for (int x = 128; x < 256; ++x) c[x] = letter;  // UTF-8
  set("+-", sign);
  set(".", dot);
  set("*", star);
  set("()[]", bracket);
  set("{}", brace);
  set("/", slash);
  set("%", percent);
  c[0] = c[4] = finish;
  return c;
}
constexpr auto classes = make_classes();

Class class_of(int c) { return c < 0 ? finish : classes[c]; }
bool in_name(Class c) { return c == digit || c == letter || c == sign || c == dot || c == star; }

std::string printable(int c) {
  if (c >= 32 && c != 127) return std::string("'") + static_cast<char>(c) + "'";
  return "of code " + std::to_string(c);
}

// As strtod, but the same in every locale.
double parse_double(const std::string& word) {
  double value = 0;
  const auto [end, status] = std::from_chars(word.c_str() + (word[0] == '+'), word.c_str() + word.size(), value);
  return status == std::errc() ? value : std::strtod(word.c_str(), nullptr);  // beyond the range: infinity or zero
}

}  // namespace

SyntaxError::SyntaxError(const std::string& message, std::uint32_t position)
    : Error(Err{"SyntaxError"}, message), position(position) {}

Scanner::Scanner(NameTable& names, Sources& sources, std::string name, std::string text)
    : names_(names), sources_(sources), source_(sources.add(std::move(name), std::move(text))) {
  begin_ = p_ = source_->text.data();
  end_ = p_ + source_->text.size();
}

Scanner::Scanner(NameTable& names, Sources& sources, std::string name, std::streambuf& stream)
    : names_(names), sources_(sources), source_(sources.add(std::move(name), {})), stream_(&stream) {}

// Characters ------------------------------------------------------------------------------------------------------

int Scanner::peek_stream() {
  const int c = stream_->sgetc();
  return c == std::streambuf::traits_type::eof() ? -1 : c;
}

void Scanner::advance() {
  if (!stream_) {
    ++p_;
    return;
  }
  const char c = static_cast<char>(peek());
  if (p_ != end_) {
    ++p_;
    return;  // registered when it was read from the stream
  }
  stream_->sbumpc();
  if (source_->base != 0 && !sources_.is_last(*source_)) follow_line();
  sources_.grow(*source_, {&c, 1});
}

// Another text has been registered meanwhile: go on in a new piece, which starts with the present line.
void Scanner::follow_line() {
  const auto text = std::string_view(source_->text);
  const auto last = text.rfind('\n') + 1;
  int line = source_->line;
  for (char c : text) line += c == '\n';
  source_ = sources_.add(source_->name, std::string(text.substr(last)), line);
}

void Scanner::put_back(std::string_view taken) {
  if (!stream_) {
    p_ -= taken.size();
    return;
  }
  ahead_ = std::string(taken) + std::string(p_, end_);
  p_ = ahead_.data();
  end_ = p_ + ahead_.size();
}

std::uint32_t Scanner::here() const {
  if (source_->base == 0) return 0;
  const auto offset = stream_ ? source_->text.size() - static_cast<std::size_t>(end_ - p_) : p_ - begin_;
  return source_->base + static_cast<std::uint32_t>(offset);
}

std::string_view Scanner::rest() const { return {p_, end_}; }

void Scanner::fail(const std::string& message) { throw SyntaxError(message, start_); }

// Tokens ----------------------------------------------------------------------------------------------------------

bool Scanner::next(Token& token) {
  struct Level {
    TokenArray items;
    std::uint32_t position;
  };
  std::vector<Level> open;  // not recursive: braces nest to any depth
  for (;;) {
    switch (lex(token)) {
      case Lexeme::end:
        if (open.empty()) return false;
        start_ = open.back().position;
        fail("the procedure that begins here has no closing brace");
      case Lexeme::open: open.push_back({{}, start_}); continue;
      case Lexeme::close: {
        if (open.empty()) fail("a closing brace without an opening one");
        token = Token(Type::LiteralProcedure, new ArrayBody(std::move(open.back().items)));
        token.position = start_ = open.back().position;
        open.pop_back();
        break;
      }
      case Lexeme::token: break;
    }
    if (open.empty()) return true;
    open.back().items.push_back(std::move(token));
    token = Token();
  }
}

TokenArray Scanner::all() {
  TokenArray tokens;
  for (Token t; next(t); t = Token()) tokens.push_back(std::move(t));
  return tokens;
}

Lexeme Scanner::lex(Token& token) {
  for (;;) {
    skip_blanks();
    start_ = here();
    const int c = peek();
    switch (class_of(c)) {
      case finish: return Lexeme::end;
      case brace: advance(); return c == '{' ? Lexeme::open : Lexeme::close;
      case slash:
        advance();
        if (peek() == '*') {
          skip_block_comment();
          continue;
        }
        read_literal(token);
        break;
      case bracket:
        advance();
        if (c == ')') fail("a closing parenthesis without an opening one");
        if (c == '(') read_string(token);
        else token = Token::name(names_.intern(c == '[' ? "[" : "]"));
        break;
      case digit:
      case sign:
      case dot: read_number(token); break;
      case letter:
      case star: read_name(token); break;
      default: advance(); fail("a character " + printable(c) + " that no token can begin with");
    }
    token.position = start_;
    return Lexeme::token;
  }
}

void Scanner::skip_blanks() {
  for (;;) {
    const int c = peek();
    if (class_of(c) == blank) {
      advance();
    } else if (c == '%') {
      while (peek() >= 0 && peek() != '\n' && peek() != '\r') advance();
    } else {
      return;
    }
  }
}

void Scanner::skip_block_comment() {
  advance();  // the star: `/*/` is only a beginning
  for (int before = 0;;) {
    const int c = peek();
    if (c < 0) fail("the comment that begins here has no end");
    advance();
    if (before == '*' && c == '/') return;
    before = c;
  }
}

void Scanner::take() {
  word_ += static_cast<char>(peek());
  advance();
}

void Scanner::take_name_characters() {
  while (in_name(class_of(peek()))) take();
  if (peek() == ')') fail("a closing parenthesis directly after " + word_);
}

void Scanner::read_literal(Token& token) {
  word_.clear();
  take_name_characters();
  if (word_.empty()) fail("a slash without a name");
  token = Token::literal(names_.intern(word_));
}

void Scanner::read_name(Token& token) {
  word_.clear();
  finish_name(token);
}

void Scanner::finish_name(Token& token) {
  take_name_characters();
  token = Token::name(names_.intern(word_));
}

void Scanner::read_string(Token& token) {
  std::string text;
  for (int depth = 1;;) {
    const int c = peek();
    if (c < 0) fail("the string that begins here has no closing parenthesis");
    advance();
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) break;
    if (c != '\\') {
      text += static_cast<char>(c);
      continue;
    }
    const int escaped = peek();
    switch (escaped) {
      case 'n': text += '\n'; break;
      case 't': text += '\t'; break;
      case '\\':
      case '(':
      case ')': text += static_cast<char>(escaped); break;
      default:
        start_ = here();
        fail("a backslash before " + (escaped < 0 ? "the end" : printable(escaped)) +
             "; in a string it may stand before n, t, (, ) and another backslash");
    }
    advance();
  }
  token = make_string(std::move(text));
}

// Numbers, and the names that begin like one: signs and a dot.
void Scanner::read_number(Token& token) {
  word_.clear();
  if (class_of(peek()) == sign) {
    take();
    if (const auto c = class_of(peek()); c != digit && c != dot) return finish_name(token);
  }
  const std::size_t first = word_.size();
  read_digits();
  const std::size_t whole = word_.size() - first;
  bool real = false;
  if (peek() == '.') {
    take();
    const auto c = class_of(peek());
    if (whole == 0 && (c == letter || c == star)) {
      if (read_exponent()) fail("no digits before the exponent of " + word_);
      return finish_name(token);
    }
    read_digits();
    if (word_.size() == first + whole + 1 && whole == 0) fail("no digits in the number " + word_);
    real = true;
  }
  real |= read_exponent();
  const auto c = class_of(peek());
  if (c == sign || c == star || c == dot || peek() == ')') fail(printable(peek()) + " directly after the number " + word_);
  if (whole > 1 && word_[first] == '0') fail("a leading zero in the number " + word_);
  token = real ? Token::real(parse_double(word_)) : Token::integer(parse_integer());
}

std::int64_t Scanner::parse_integer() {
  std::int64_t value = 0;
  const char* text = word_.c_str() + (word_[0] == '+');
  if (std::from_chars(text, word_.c_str() + word_.size(), value).ec != std::errc())
    fail("the integer " + word_ + " does not fit in 64 bits; with a decimal point it would be a double");
  return value;
}

void Scanner::read_digits() {
  while (class_of(peek()) == digit) take();
}

// An `e` that no digits follow begins a name: `5 eq` may be written `5eq`.
bool Scanner::read_exponent() {
  if (peek() != 'e' && peek() != 'E') return false;
  const std::size_t mantissa = word_.size();
  take();
  if (class_of(peek()) == sign) take();
  if (class_of(peek()) != digit) {
    put_back(std::string_view(word_).substr(mantissa));
    word_.resize(mantissa);
    return false;
  }
  read_digits();
  return true;
}

}  // namespace nestling::sli
