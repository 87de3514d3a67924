// Regular expressions: those of the C library (POSIX).
#include <regex.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/stream.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

constexpr Err invalid_regex{"InvalidRegexError"};

struct RegexBody : Object {
  RegexBody(const std::string& pattern, int flags) {
    const int status = ::regcomp(&regex, pattern.c_str(), flags);
    if (status == 0) return;
    char why[200];
    ::regerror(status, &regex, why, sizeof why);
    fail(invalid_regex, "(", pattern, ") is no regular expression: ", why);
  }
  RegexBody(const RegexBody&) = delete;
  ~RegexBody() override { ::regfree(&regex); }

  regex_t regex;
};
struct Rex {
  using Body = RegexBody;
  static constexpr Type type = Type::Regex;
};
using Regex = In<Rex>;

struct Match {
  bool found;
  std::size_t start, end;
};

bool occurs(const regex_t& regex, const std::string& text) {
  return ::regexec(&regex, text.c_str(), 0, nullptr, 0) == 0;
}

Match next_match(const regex_t& regex, const std::string& text, std::size_t from) {
  regmatch_t m{};
  if (from > text.size() || ::regexec(&regex, text.c_str() + from, 1, &m, from ? REG_NOTBOL : 0) != 0)
    return {false, 0, 0};
  return {true, from + static_cast<std::size_t>(m.rm_so), from + static_cast<std::size_t>(m.rm_eo)};
}

// All matches from left to right; an empty match moves on by a byte.
std::string with_matches_replaced(const regex_t& regex, const std::string& by, const std::string& text) {
  std::string result;
  std::size_t at = 0;
  for (Match m; (m = next_match(regex, text, at)).found;) {
    result.append(text, at, m.start - at).append(by);
    at = m.end;
    if (m.start == m.end) {
      if (at < text.size()) result += text[at];
      ++at;
    }
  }
  if (at < text.size()) result.append(text, at);
  return result;
}

bool occurs_in_lines(const regex_t& regex, std::istream& in) {
  for (std::string line; std::getline(in, line);)
    if (occurs(regex, line)) return true;
  return false;
}

void replace_in_lines(const regex_t& regex, const std::string& by, std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);) out << with_matches_replaced(regex, by, line) << '\n';
}

TokenArray matching_lines(const regex_t& regex, const std::string& file) {
  Token t;
  if (!open_istream(file, t)) fail(err::file_open_error, "there is no readable file ", file);
  TokenArray lines;
  for (std::string line; std::getline(t.as<IStreamBody>().stream, line);)
    if (occurs(regex, line)) lines.push_back(make_string(line));
  return lines;
}

TokenArray matching_elements(const regex_t& regex, const TokenArray& items) {
  TokenArray hits;
  std::ranges::copy_if(items, std::back_inserter(hits), [&](const Token& t) { return occurs(regex, plain_text(t)); });
  return hits;
}

TokenArray matching_files(const regex_t& regex) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator("."))
    if (const std::string name = entry.path().filename(); occurs(regex, name)) names.push_back(name);
  std::sort(names.begin(), names.end());
  TokenArray result;
  for (auto& name : names) result.push_back(make_string(std::move(name)));
  return result;
}

// n > 0: [[start end] …] status; n = 0: status. A status of 0 is a match.
void match_groups(Interp& i) {
  const Int n = i.top(1).as_integer();
  if (n < 0 || n > 1000000) fail(err::range_check, "the number of groups must not be negative, is ", n);
  const auto& regex = i.top(3).as<RegexBody>().regex;
  std::vector<regmatch_t> groups(static_cast<std::size_t>(n), regmatch_t{-1, -1});
  const int status = ::regexec(&regex, i.top(2).as<StringBody>().text.c_str(), groups.size(), groups.data(),
                               static_cast<int>(i.top().as_integer()));
  TokenArray pairs;
  for (const auto& g : groups)
    pairs.push_back(make_array({Token::integer(status ? -1 : g.rm_so), Token::integer(status ? -1 : g.rm_eo)}));
  i.drop(4);
  if (n > 0) i.push(make_array(std::move(pairs)));
  i.push(status);
}

// The pattern is taken off the stack even when it is wrong.
void compile(Interp& i, int flags, std::size_t n_operands) {
  const Token pattern = i.top(n_operands - 1);
  i.drop(n_operands);
  i.push(Token(Type::Regex, new RegexBody(pattern.as<StringBody>().text, flags)));
}

// An operator on a regular expression as one on a pattern too.
RegexBody extended(const std::string& pattern) { return RegexBody(pattern, REG_EXTENDED); }

}  // namespace

const OpTable regex_ops = {
    op("regcomp", "(pattern) -> regex: compile an extended regular expression", stack<Str>,
       [](Interp& i) { compile(i, REG_EXTENDED, 1); }),
    op("regcomp", "(pattern) flags -> regex: flags as in regexdict", stack<Str, IntType>,
       [](Interp& i) { compile(i, static_cast<int>(i.top().as_integer()), 2); }),
    op("regexec", "regex string n flags -> [[start end] ..] status: match with n groups; status 0 is success",
       stack<Rex, Str, IntType, IntType>, match_groups)
        .as("regexec_"),
    op("regex_find", "(pattern) string -> bool: does it match somewhere",
       [](const std::string& p, const std::string& s) { return occurs(extended(p).regex, s); })
        .also("regex_find_s"),
    op("regex_find", "regex string -> bool: does it match somewhere",
       [](Regex r, const std::string& s) { return occurs(r->regex, s); })
        .also("regex_find_r"),
    op("regex_find", "(pattern) istream -> bool: does a line match",
       [](const std::string& p, Slot<IStr> in) {
         return occurs_in_lines(extended(p).regex, in.token().as<IStreamBody>().stream);
       }),
    op("regex_find", "regex istream -> bool: does a line match",
       [](Regex r, Slot<IStr> in) { return occurs_in_lines(r->regex, in.token().as<IStreamBody>().stream); }),
    op("regex_replace", "(pattern) by string -> string: replace all matches",
       [](const std::string& p, const std::string& by, const std::string& s) {
         return with_matches_replaced(extended(p).regex, by, s);
       })
        .also("regex_replace_s"),
    op("regex_replace", "regex by string -> string: replace all matches",
       [](Regex r, const std::string& by, const std::string& s) { return with_matches_replaced(r->regex, by, s); })
        .also("regex_replace_r"),
    op("regex_replace", "(pattern) by istream ostream -> : replace all matches, line by line",
       [](const std::string& p, const std::string& by, Slot<IStr> in, Slot<OStr> out) {
         replace_in_lines(extended(p).regex, by, in.token().as<IStreamBody>().stream,
                          out.token().as<OStreamBody>().stream());
       }),
    op("regex_replace", "regex by istream ostream -> : replace all matches, line by line",
       [](Regex r, const std::string& by, Slot<IStr> in, Slot<OStr> out) {
         replace_in_lines(r->regex, by, in.token().as<IStreamBody>().stream, out.token().as<OStreamBody>().stream());
       }),
    op("grep", "(file) (pattern) -> array: the lines that match",
       [](const std::string& file, const std::string& p) { return matching_lines(extended(p).regex, file); }),
    op("grep", "[strings] (pattern) -> array: the strings that match",
       [](In<Arr> items, const std::string& p) { return matching_elements(extended(p).regex, items->items); }),
    op("FileNames", "(pattern) -> array: sorted names in the current directory that match",
       [](const std::string& p) { return matching_files(extended(p).regex); }),
    op("FileNames", "regex -> array: sorted names in the current directory that match",
       [](Regex r) { return matching_files(r->regex); }),
};

void define_regex_constants(Interp& i) {
  static constexpr std::pair<const char*, int> constants[] = {
      {"REG_EXTENDED", REG_EXTENDED}, {"REG_ICASE", REG_ICASE},     {"REG_NOSUB", REG_NOSUB},
      {"REG_NEWLINE", REG_NEWLINE},   {"REG_NOTBOL", REG_NOTBOL},   {"REG_NOTEOL", REG_NOTEOL},
      {"REG_NOMATCH", REG_NOMATCH},   {"REG_BADPAT", REG_BADPAT},   {"REG_ECOLLATE", REG_ECOLLATE},
      {"REG_ECTYPE", REG_ECTYPE},     {"REG_EESCAPE", REG_EESCAPE}, {"REG_ESUBREG", REG_ESUBREG},
      {"REG_EBRACK", REG_EBRACK},     {"REG_EPAREN", REG_EPAREN},   {"REG_EBRACE", REG_EBRACE},
      {"REG_BADBR", REG_BADBR},       {"REG_ERANGE", REG_ERANGE},   {"REG_ESPACE", REG_ESPACE},
      {"REG_BADRPT", REG_BADRPT}};
  Token dict = make_dict();
  for (const auto& [name, value] : constants) dict.as<DictBody>()[i.intern(name)] = Token::integer(value);
  i.systemdict()[i.intern("regexdict")] = std::move(dict);
}

}  // namespace nestling::sli
