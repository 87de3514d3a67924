// Strings. Their rows of the names that arrays and strings share stand here, those of arrays in ops_array.cpp.
#include <algorithm>
#include <cstdio>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/room.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

using String = Slot<Str>;

Int byte_at(const std::string& text, std::size_t k) { return static_cast<unsigned char>(text[k]); }
char to_byte(Int i) { return static_cast<char>(i & 255); }

void need_contents(const std::string& text) {
  if (text.empty()) fail(err::range_check, "the string is empty");
}

String replaced(String s, std::size_t start, std::size_t length, const std::string& by) {
  s.edit().text.replace(start, length, by);
  return s;
}

std::string converted(const Token& t, int (*convert)(int)) {
  if (!t.is(Type::String)) fail(err::type_mismatch, "expected a stringtype, found ", with_article(t.type()));
  std::string text = t.as<StringBody>().text;
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 128) c = static_cast<char>(convert(c));
  return text;
}

// What lies before, between and after the separators: one piece more than there are separators.
TokenArray pieces_between(const std::string& text, const std::string& separator) {
  if (separator.empty()) fail(err::range_check, "the separator is an empty string");
  TokenArray pieces;
  std::size_t start = 0;
  for (std::size_t hit; (hit = text.find(separator, start)) != std::string::npos; start = hit + separator.size())
    pieces.push_back(make_string(text.substr(start, hit - start)));
  pieces.push_back(make_string(text.substr(start)));
  return pieces;
}

TokenArray pieces_of_length(const std::string& text, Int length) {
  if (length < 1) fail(err::range_check, "the length of a piece must be at least 1, is ", length);
  const auto n = static_cast<std::size_t>(length);
  if (text.size() % n)
    fail(err::range_check, "a string of ", text.size(), " bytes does not split into pieces of ", length);
  TokenArray pieces;
  for (std::size_t start = 0; start < text.size(); start += n) pieces.push_back(make_string(text.substr(start, n)));
  if (pieces.empty()) pieces.push_back(make_string({}));
  return pieces;
}

std::string trimmed(const std::string& text, char c, Int where) {
  if (where < 0 || where > 2) fail(err::range_check, "where to trim is 0 (start), 1 (end) or 2 (both), not ", where);
  std::size_t first = 0, last = text.size();
  if (where != 1) first = std::min(text.find_first_not_of(c), text.size());
  if (where != 0) last = std::max(text.find_last_not_of(c) + 1, first);
  return text.substr(first, last - first);
}

std::string with_occurrences_replaced(std::string text, const std::string& what, const std::string& by) {
  if (what.empty()) return text;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

std::string directory_of(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const auto slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string fixed_point(double x, Int width, Int digits) {
  if (digits < 0 || digits > 300) fail(err::range_check, "the number of decimals must be 0 to 300, is ", digits);
  char text[700];
  std::snprintf(text, sizeof text, "%*.*f", static_cast<int>(std::clamp<Int>(width, 0, 300)), static_cast<int>(digits),
                x);
  return text;
}

}  // namespace

const OpTable string_ops = {
    // what strings and arrays have in common
    op("length", "string -> n: number of bytes", [](const std::string& s) { return s.size(); }).as("length_s"),
    op("size", "string -> string n: number of bytes",
       [](String s) {
         return std::tuple{s, s->text.size()};
       })
        .as("size_s"),
    op("empty", "string -> string bool",
       [](String s) {
         return std::tuple{s, s->text.empty()};
       })
        .as("empty_s"),
    op("capacity", "string -> string n: bytes it has room for",
       [](String s) {
         return std::tuple{s, s->text.capacity()};
       })
        .as("capacity_s"),
    op("reserve", "string n -> string: make room for n bytes",
       [](String s, Int n) {
         if (n < 0) fail(err::positive_integer_expected, "cannot reserve room for ", n, " bytes");
         return s;
       })
        .as("reserve_s"),
    op(":resize", "string n -> string: cut, or lengthen with zero bytes",
       [](String s, Int n) {
         if (n < 0) fail(err::positive_integer_expected, "a string cannot have ", n, " bytes");
         require_room(static_cast<std::size_t>(n));
         s.edit().text.resize(static_cast<std::size_t>(n));
         return s;
       })
        .as(":resize_s"),
    op("container", "string -> string (): an empty one of the same kind",
       [](String s) {
         return std::tuple{s, std::string()};
       }),
    op("get", "string i -> byte", [](const std::string& s, Int i) { return byte_at(s, checked_index(i, s.size())); })
        .as("get_s"),
    op("put", "string i byte -> string",
       [](String s, Int i, Int byte) {
         const auto k = checked_index(i, s->text.size());
         s.edit().text[k] = to_byte(byte);
         return s;
       })
        .as("put_s"),
    op("append", "string byte -> string", [](String s, Int byte) { return s.edit().text += to_byte(byte), s; })
        .as("append_s"),
    op("prepend", "string byte -> string", [](String s, Int byte) { return replaced(s, 0, 0, {to_byte(byte)}); })
        .as("prepend_s"),
    op("join", "string string -> string: the second after the first",
       [](String a, const std::string& b) {
         require_room(2 * (a->text.size() + b.size()));
         return a.edit().text += b, a;
       })
        .as("join_s"),
    op("getinterval", "string start n -> string: n bytes from start on",
       [](const std::string& s, Int start, Int n) {
         return s.substr(static_cast<std::size_t>(start), checked_interval(start, n, s.size()));
       })
        .as("getinterval_s"),
    op("putinterval", "string start string2 -> string: overwrite from start on",
       [](String s, Int start, const std::string& by) {
         const auto k = checked_index(start, s->text.size());
         return replaced(s, k, by.size(), by);
       }),
    op("insert", "string i string2 -> string: string2 before byte i",
       [](String s, Int i, const std::string& what) { return replaced(s, checked_index(i, s->text.size()), 0, what); })
        .as("insert_s"),
    op("insertelement", "string i byte -> string: one byte before byte i",
       [](String s, Int i, Int byte) { return replaced(s, checked_index(i, s->text.size()), 0, {to_byte(byte)}); })
        .as("insertelement_s"),
    op("replace", "string i n string2 -> string: string2 instead of n bytes from i on",
       [](String s, Int i, Int n, const std::string& by) {
         const auto length = clipped_interval(i, n, s->text.size());
         return replaced(s, static_cast<std::size_t>(i), length, by);
       })
        .as("replace_s"),
    op("erase", "string i n -> string: without n bytes from i on",
       [](String s, Int i, Int n) {
         const auto length = clipped_interval(i, n, s->text.size());
         return replaced(s, static_cast<std::size_t>(i), length, {});
       })
        .as("erase_s"),
    op("erase", "string -> ()", [](const std::string&) { return std::string(); }),
    op("search", "string pattern -> post pattern pre true, or string false: the first occurrence", stack<Str, Str>,
       [](Interp& i) {
         const std::string& text = i.top(1).as<StringBody>().text;
         const std::string& pattern = i.top().as<StringBody>().text;
         const auto hit = text.find(pattern);
         if (hit == std::string::npos) {
           i.top() = Token::boolean(false);
           return;
         }
         Token pre = make_string(text.substr(0, hit)), post = make_string(text.substr(hit + pattern.size()));
         i.top(1) = std::move(post);
         i.push(std::move(pre));
         i.push(true);
       })
        .as("search_s"),
    op("searchif", "string pattern -> bool: does it occur",
       [](const std::string& s, const std::string& pattern) { return s.find(pattern) != std::string::npos; })
        .also("searchif_sa"),
    op("reverse", "string -> string", [](String s) { return std::ranges::reverse(s.edit().text), s; }).also("reverse_sa"),
    op("Reverse", "string -> string", [](String s) { return std::ranges::reverse(s.edit().text), s; }),
    op("First", "string -> byte", [](const std::string& s) { return need_contents(s), byte_at(s, 0); }),
    op("Last", "string -> byte", [](const std::string& s) { return need_contents(s), byte_at(s, s.size() - 1); }),
    op("Rest", "string -> string: without the first byte",
       [](String s) { return need_contents(s->text), replaced(s, 0, 1, {}); }),
    op("Most", "string -> string: without the last byte",
       [](String s) { return need_contents(s->text), s.edit().text.pop_back(), s; }),
    op("ReplaceOccurrences", "string what by -> string: from left to right, without overlap",
       [](const std::string& s, const std::string& what, const std::string& by) {
         return with_occurrences_replaced(s, what, by);
       }),

    // strings only
    op("breakup", "string separator -> array: what lies between the separators",
       [](const std::string& s, const std::string& separator) { return pieces_between(s, separator); })
        .also("breakup_sa"),
    op("breakup", "string n -> array: pieces of n bytes",
       [](const std::string& s, Int n) { return pieces_of_length(s, n); })
        .also("breakup_sa_i"),
    op("trim", "string (c) where -> string: without c at the start (0), the end (1), both (2)",
       [](const std::string& s, const std::string& c, Int where) {
         if (c.size() != 1) fail(err::range_check, "one character can be trimmed, not (", c, ")");
         return trimmed(s, c[0], where);
       })
        .also("trim_sa"),
    op("trim", "string byte where -> string: without the byte at the start (0), the end (1), both (2)",
       [](const std::string& s, Int byte, Int where) { return trimmed(s, to_byte(byte), where); }),
    op("ToUppercase", "string -> string: ASCII letters in upper case",
       [](const Token& t) { return converted(t, std::toupper); }),
    op("ToLowercase", "string -> string: ASCII letters in lower case",
       [](const Token& t) { return converted(t, std::tolower); }),
    op("cvs_f", "x n -> string: fixed-point text with n decimals", [](Num x, Int n) { return fixed_point(x, 0, n); }),
    op("cvs_f", "x [w n] -> string: fixed-point text, w wide, with n decimals",
       [](Num x, In<Arr> format) {
         const auto& f = format->items;
         if (f.size() != 2 || !f[0].is(Type::Integer) || !f[1].is(Type::Integer))
           fail(err::argument_type, "the format is [width decimals], two integers");
         return fixed_point(x, f[0].as_integer(), f[1].as_integer());
       }),
    op("joinpath", "a b -> a/b", [](const std::string& a, const std::string& b) { return a + "/" + b; }),
    op("dirname", "path -> path: the directory it is in", [](const std::string& path) { return directory_of(path); }),
};

void define_string_constants(Interp& i) {
  i.systemdict()[i.intern("NewLine")] = make_string("\n");
  i.systemdict()[i.intern("DoublyEscapedNewLine")] = make_string("\\\\n");
}

}  // namespace nestling::sli
