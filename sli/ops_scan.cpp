// Text becomes tokens. (Other conversions: ops_convert.cpp.)
#include <cstdlib>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/scanner.h"
#include "sli/stream.h"

namespace nestling::sli {
namespace {

// Of tokens that are data: they stand at no place of a program. Procedures may be nested to any depth.
void forget_position(Token& token) {
  std::vector<Token*> pending{&token};
  while (!pending.empty()) {
    Token& t = *pending.back();
    pending.pop_back();
    t.position = 0;
    if (!t.is(Type::LiteralProcedure)) continue;
    for (Token& inner : t.edit<ArrayBody>().items) pending.push_back(&inner);
  }
}

Token symbol(std::string_view text) { return Token(Type::Symbol, new StringBody(std::string(text))); }

// Single braces are symbols too.
bool next_symbol(Interp&, Scanner& scanner, Token& token) {
  const Lexeme kind = scanner.lex(token);
  if (kind == Lexeme::open) token = symbol("{");
  if (kind == Lexeme::close) token = symbol("}");
  return kind != Lexeme::end;
}

bool next_token(Interp&, Scanner& scanner, Token& token) { return scanner.next(token); }

using Next = bool (*)(Interp&, Scanner&, Token&);

// string -> rest token true, or false
template <Next next>
void split_off(Interp& i) {
  Sources own;
  Scanner scanner(i.names(), own, "text", i.top().as<StringBody>().text);
  Token token;
  const bool found = next(i, scanner, token);
  if (!found) {
    i.top() = Token::boolean(false);
    return;
  }
  forget_position(token);
  i.top() = make_string(std::string(scanner.rest()));
  i.push(std::move(token));
  i.push(true);
}

// istream -> istream token true, or istream false
void read_token(Interp& i) {
  auto& stream = i.top().as<IStreamBody>();
  if (!stream.stream.rdbuf()) fail(err::bad_io, "the stream from ", stream.name, " is closed");
  Sources own;
  Scanner scanner(i.names(), own, stream.name, *stream.stream.rdbuf());
  Token token;
  const bool found = scanner.next(token);
  forget_position(token);
  if (found) i.push(std::move(token));
  else stream.stream.setstate(std::ios::eofbit);
  i.push(found);
}

TokenArray symbols_of(Interp& i, const std::string& text) {
  Sources own;
  Scanner scanner(i.names(), own, "text", text);
  TokenArray symbols;
  for (Token token; next_symbol(i, scanner, token);) {
    forget_position(token);
    symbols.push_back(std::move(token));
  }
  return symbols;
}

TokenArray tokens_as_data(Interp& i, const std::string& text) {
  Sources own;
  Scanner scanner(i.names(), own, "text", text);
  TokenArray tokens = scanner.all();
  for (Token& t : tokens) forget_position(t);
  return tokens;
}

}  // namespace

const OpTable scan_ops = {
    op("token", "string -> rest token true, or false: the first token", stack<Str>, split_off<next_token>)
        .as("token_s"),
    op("token", "istream -> istream token true, or istream false: the next token", stack<IStr>, read_token)
        .as("token_is"),
    op("symbol", "string -> rest symbol true, or false: the first token, with single braces", stack<Str>,
       split_off<next_symbol>)
        .as("symbol_s"),
    op("cst", "string -> array of its tokens",
       [](Interp& i, const std::string& text) { return tokens_as_data(i, text); }),
    op("css", "string -> array of its tokens, with single braces",
       [](Interp& i, const std::string& text) { return symbols_of(i, text); }),
    op("cvx", "string -> procedure of its tokens",
       [](Interp& i, const std::string& text) { return make_procedure(i.tokens_of(text, "cvx")); }),
    op("cvx", "istream -> xistream: can be executed",
       [](Slot<IStr> s) {
         Token stream = s.token();
         stream.retype(Type::XIStream);
         return stream;
       })
        .as("cvx_f"),
    op("cvi", "string -> integer that it begins with, or 0",
       [](const std::string& text) { return static_cast<Int>(std::strtoll(text.c_str(), nullptr, 10)); })
        .as("cvi_s"),
    op("cvd", "string -> double that it begins with, or 0",
       [](const std::string& text) { return std::strtod(text.c_str(), nullptr); })
        .as("cvd_s"),
    op("cvlit", "string -> literal", [](Interp& i, const std::string& text) { return i.literal(text); }),
    op("cvn", "string -> name", [](Interp& i, const std::string& text) { return Token::name(i.intern(text)); })
        .as("cvn_s"),
};

void define_scanner_names(Interp& i) {
  auto& system = i.systemdict();
  constexpr std::pair<const char*, const char*> symbols[] = {{"BeginArraySymbol", "["}, {"EndArraySymbol", "]"},
                                                             {"BeginProcedureSymbol", "{"}, {"EndProcedureSymbol", "}"}};
  for (const auto& [name, text] : symbols) system[i.intern(name)] = symbol(text);
  Token modes = make_dict();
  for (const auto& [mode, command] : {std::pair{"Integer", "ReadInt"}, {"Double", "ReadDouble"}, {"Number", "ReadDouble"},
                                      {"Word", "ReadWord"}, {"String", "getline"}})
    modes.as<DictBody>()[i.intern(mode)] = *system.find(i.intern(command));
  system[i.intern("ReadModes")] = std::move(modes);
}

}  // namespace nestling::sli
