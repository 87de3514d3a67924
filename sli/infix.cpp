#include "sli/infix.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <tuple>

#include "sli/interp.h"
#include "sli/op.h"

namespace nestling::sli {
namespace {

struct BinaryOperator {
  std::string_view symbol, command;
  int level;  // a higher one binds tighter; all group to the left
};
constexpr BinaryOperator binary_operators[] = {
    {"<", "lt", 0},  {"<=", "leq", 0}, {">", "gt", 0},  {">=", "geq", 0}, {"==", "eq", 1}, {"!=", "neq", 1},
    {"+", "add", 2}, {"-", "sub", 2},  {"*", "mul", 3}, {"/", "div", 3},  {"^", "pow", 4}, {"**", "pow", 4},
};
constexpr int tightest = 5;

constexpr std::string_view long_symbols[] = {"<<", ">>", "//", "<=", ">=", "==", "!=", "**"};

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '#' || c == '$';
}

class Parser {
 public:
  Parser(Interp& i, std::string_view text) : i_(i), text_(text) { advance(); }

  TokenArray program() {
    TokenArray code;
    statements(code);
    if (kind_ != Kind::end) refuse("an operator");
    return code;
  }

 private:
  enum class Kind { number, name, string, symbol, end };

  // Scanner -----------------------------------------------------------------------------------------------------
  void advance() {
    while (pos_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[pos_]))) ++pos_;
    start_ = pos_;
    if (pos_ == text_.size()) kind_ = Kind::end;
    else if (starts_number()) scan_number();
    else if (is_name_character(text_[pos_])) scan_while(Kind::name, is_name_character);
    else if (text_[pos_] == '"') scan_string();
    else scan_symbol();
  }

  bool starts_number() const {
    const auto digit_at = [this](std::size_t p) {
      return p < text_.size() && std::isdigit(static_cast<unsigned char>(text_[p]));
    };
    return digit_at(pos_) || (text_[pos_] == '.' && digit_at(pos_ + 1));
  }

  void scan_number() {
    kind_ = Kind::number;
    const char* const first = text_.data() + pos_;
    const char* const last = text_.data() + text_.size();
    Int integer;
    const auto as_int = std::from_chars(first, last, integer);
    double real;
    const auto as_real = std::from_chars(first, last, real);
    if (as_real.ec != std::errc{}) refuse("a number in range");
    number_ = as_int.ec == std::errc{} && as_int.ptr == as_real.ptr ? Token::integer(integer) : Token::real(real);
    pos_ += static_cast<std::size_t>(as_real.ptr - first);
  }

  void scan_while(Kind kind, bool (*belongs)(char)) {
    kind_ = kind;
    while (pos_ < text_.size() && belongs(text_[pos_])) ++pos_;
  }

  void scan_string() {
    kind_ = Kind::string;
    pos_ = text_.find('"', pos_ + 1);
    if (pos_ == text_.npos) refuse("a closing \"");
    ++pos_;
  }

  void scan_symbol() {
    kind_ = Kind::symbol;
    const auto rest = text_.substr(pos_);
    const bool is_long =
        std::any_of(std::begin(long_symbols), std::end(long_symbols), [&](auto s) { return rest.starts_with(s); });
    pos_ += is_long ? 2 : 1;
  }

  std::string_view word() const { return text_.substr(start_, pos_ - start_); }
  bool at(std::string_view symbol) const { return kind_ == Kind::symbol && word() == symbol; }
  bool take(std::string_view symbol) { return at(symbol) && (advance(), true); }
  void expect(std::string_view symbol) {
    if (!take(symbol)) refuse(symbol);
  }
  [[noreturn]] void refuse(std::string_view wanted) const {
    fail(err::syntax_error, "expected ", wanted, " at character ", start_ + 1, " of (", text_, ")");
  }

  // Parser ------------------------------------------------------------------------------------------------------
  void emit_name(TokenArray& code, std::string_view name) { code.push_back(Token::name(i_.intern(name))); }
  void emit_literal(TokenArray& code, std::string_view name) { code.push_back(i_.literal(name)); }

  void statements(TokenArray& code) {
    for (;;) {
      while (take(";")) {}
      if (kind_ == Kind::end || at("}")) return;
      expression(code);
      if (!take(";")) return;
      emit_name(code, "pop");
    }
  }

  void expression(TokenArray& code) {
    if (++depth_ > 1000) refuse("fewer levels of nesting");
    if (!assignment(code)) {
      binary(code, 0);
      while (take("//")) pipe(code);
    }
    --depth_;
  }

  // name = expression: its value stays.
  bool assignment(TokenArray& code) {
    if (kind_ != Kind::name) return false;
    const auto name = word();
    const auto before = std::pair{start_, pos_};
    advance();
    if (!take("=")) {
      std::tie(start_, pos_) = before;
      kind_ = Kind::name;
      return false;
    }
    expression(code);
    emit_name(code, "dup");
    emit_literal(code, name);
    emit_name(code, "Set");
    return true;
  }

  void pipe(TokenArray& code) {
    const bool function = at("{");
    primary(code);
    if (function) emit_name(code, "exec");
  }

  void binary(TokenArray& code, int level) {
    if (level == tightest) return unary(code);
    binary(code, level + 1);
    while (const BinaryOperator* o = binary_operator(level)) {
      advance();
      binary(code, level + 1);
      emit_name(code, o->command);
    }
  }

  const BinaryOperator* binary_operator(int level) const {
    const auto found = std::find_if(std::begin(binary_operators), std::end(binary_operators),
                                    [&](const BinaryOperator& o) { return o.level == level && at(o.symbol); });
    return found == std::end(binary_operators) ? nullptr : found;
  }

  void unary(TokenArray& code) {
    bool negative = false;
    for (;; advance())
      if (at("-")) negative = !negative;
      else if (!at("+")) break;
    primary(code);
    if (negative) emit_name(code, "neg");
  }

  void primary(TokenArray& code) {
    if (kind_ == Kind::number) code.push_back(number_), advance();
    else if (kind_ == Kind::string)
      code.push_back(make_string(std::string(word().substr(1, word().size() - 2)))), advance();
    else if (kind_ == Kind::name) name_or_call(code);
    else if (take("(")) expression(code), expect(")");
    else if (take("[")) emit_name(code, "["), list(code, "]"), emit_name(code, "]");
    else if (take("<<")) emit_name(code, "<<"), dictionary(code), emit_name(code, ">>");
    else if (take("'")) literal(code);
    else if (take("{")) function(code);
    else refuse("an operand");
  }

  void name_or_call(TokenArray& code) {
    const auto name = word();
    note_argument(name);
    advance();
    if (take("(")) list(code, ")");
    emit_name(code, name);
  }

  void list(TokenArray& code, std::string_view end) {
    if (take(end)) return;
    do expression(code);
    while (take(","));
    expect(end);
  }

  void literal(TokenArray& code) {
    if (kind_ != Kind::name) refuse("a name");
    emit_literal(code, word());
    advance();
  }

  void dictionary(TokenArray& code) {
    if (take(">>")) return;
    do {
      expect("'");
      literal(code);
      expect(":");
      expression(code);
    } while (take(","));
    expect(">>");
  }

  // A pure function binds its operands to #1, #2, … (# is the first) in a dictionary of its own.
  void function(TokenArray& code) {
    const int outer = std::exchange(arguments_, 0);
    const bool outer_plain = std::exchange(plain_argument_, false);
    TokenArray body, whole;
    statements(body);
    expect("}");
    emit_name(whole, "dict");
    emit_name(whole, "begin");
    for (int k = arguments_; k > 1; --k) bind_argument(whole, "#" + std::to_string(k));
    if (arguments_ > 0 && plain_argument_) emit_name(whole, "dup"), bind_argument(whole, "#");
    if (arguments_ > 0) bind_argument(whole, "#1");
    whole.insert(whole.end(), body.begin(), body.end());
    emit_name(whole, "end");
    Token procedure = make_procedure(std::move(whole));
    procedure.retype(Type::LiteralProcedure);
    code.push_back(std::move(procedure));
    arguments_ = outer;
    plain_argument_ = outer_plain;
  }

  void bind_argument(TokenArray& code, const std::string& name) {
    emit_literal(code, name);
    emit_name(code, "Set");
  }

  void note_argument(std::string_view name) {
    if (name[0] != '#') return;
    int k = 1;
    if (name.size() == 1) plain_argument_ = true;
    else if (std::from_chars(name.data() + 1, name.data() + name.size(), k).ec != std::errc{} || k < 1 || k > 1000)
      return;
    arguments_ = std::max(arguments_, k);
  }

  Interp& i_;
  std::string_view text_;
  std::size_t pos_ = 0, start_ = 0;
  Kind kind_ = Kind::end;
  Token number_;
  int depth_ = 0;
  int arguments_ = 0;  // of the pure function that is being read
  bool plain_argument_ = false;
};

}  // namespace

TokenArray compile_infix(Interp& i, std::string_view text) { return Parser(i, text).program(); }

}  // namespace nestling::sli
