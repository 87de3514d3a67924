#include "sli/text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "sli/op.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

constexpr int max_depth = 1000;          // of nested arrays that are written out
constexpr std::size_t max_numbers = 30;  // of a vector

void write_double(std::ostream& out, double d) {
  if (std::isnan(d)) out << "nan";  // never "-nan": the sign of a NaN tells nothing
  else out << d;
}

void write_exponent(std::ostream& out, double d) {
  const auto flags = out.setf(std::ios::scientific, std::ios::floatfield);
  write_double(out, d);
  out.flags(flags);
}

void write_handle(std::ostream& out, const Token& t) { out << '<' + std::string(type_name(t.type())) + '>'; }

void write_program(std::ostream& out, const Token& t, int depth);

void write_items(std::ostream& out, const TokenArray& items, std::string_view open, std::string_view close, int depth) {
  out << open;
  if (depth >= max_depth) out << "...";
  else
    for (std::size_t k = 0; k < items.size(); ++k) {
      if (k) out << ' ';
      write_program(out, items[k], depth + 1);
    }
  out << close;
}

template <class T, class Write>
void write_numbers(std::ostream& out, const std::vector<T>& numbers, char bracket, Write write) {
  out << '<' << bracket;
  for (std::size_t k = 0; k < std::min(numbers.size(), max_numbers); ++k) out << ' ', write(out, numbers[k]);
  out << (numbers.size() > max_numbers ? " ... " : " ") << bracket << '>';
}

void write_integer(std::ostream& out, std::int64_t i) { out << i; }

void write_program(std::ostream& out, const Token& t, int depth) {
  switch (t.type()) {
    case Type::Double:
      return write_exponent(out, t.as_double());
    case Type::String:
      out << '(' << t.as<StringBody>().text << ')';
      return;
    case Type::Literal:
      out << '/' + t.as_name()->text;
      return;
    case Type::Array:
      return write_items(out, t.as<ArrayBody>().items, "[", "]", depth);
    case Type::Procedure:
      return write_items(out, t.as<ArrayBody>().items, "{", "}", depth);
    case Type::LiteralProcedure:
      return write_items(out, t.as<ArrayBody>().items, "/{", "}", depth);
    case Type::IntVector:
      return write_numbers(out, *t.as<IntVectorBody>().numbers, '#', write_integer);
    case Type::DoubleVector:
      return write_numbers(out, *t.as<DoubleVectorBody>().numbers, '.', write_exponent);
    case Type::Iterator: {
      const auto& range = t.as<IteratorBody>();
      out << '[' << range.start << ' ' << range.stop << ' ' << range.step << ']';
      return;
    }
    default:
      return write_plain(out, t);
  }
}

template <class Write>
std::string to_text(Write write, const Token& t) {
  std::ostringstream out;
  write(out, t);
  return std::move(out).str();
}

bool earlier_ignoring_case(const DictBody::Entry* a, const DictBody::Entry* b) {
  return std::lexicographical_compare(
      a->key->text.begin(), a->key->text.end(), b->key->text.begin(), b->key->text.end(),
      [](unsigned char x, unsigned char y) { return std::tolower(x) < std::tolower(y); });
}

}  // namespace

void write_plain(std::ostream& out, const Token& t) {
  switch (t.type()) {
    case Type::Integer:
      return write_integer(out, t.as_integer());
    case Type::Double:
      return write_double(out, t.as_double());
    case Type::Bool:
      out << (t.as_bool() ? "true" : "false");
      return;
    case Type::Symbol:
    case Type::String:
      out << t.as<StringBody>().text;
      return;
    case Type::Literal:
    case Type::Name:
      out << t.as_name()->text;
      return;
    case Type::Function:
      out << '-' + std::string(t.as_function()->command()) + '-';
      return;
    case Type::Trie:
      out << '+' + t.as<TrieBody>().name->text + '+';
      return;
    default:
      return write_handle(out, t);
  }
}

void write_program(std::ostream& out, const Token& t) { write_program(out, t, 0); }

std::string plain_text(const Token& t) {
  if (t.is(Type::Integer)) return std::to_string(t.as_integer());
  if (t.is(Type::String)) return t.as<StringBody>().text;
  return to_text(write_plain, t);
}

std::string program_text(const Token& t) {
  return to_text([](std::ostream& out, const Token& x) { write_program(out, x, 0); }, t);
}

void write_table(std::ostream& out, const DictBody& dict) {
  auto entries = dict.entries();
  if (!entries.empty()) {
    const std::string line(50, '-');
    const auto flags = out.setf(std::ios::left, std::ios::adjustfield);
    out << line << '\n'
        << std::setw(25) << "Name" << std::setw(20) << "Type"
        << "Value\n"
        << line << '\n';
    std::sort(entries.begin(), entries.end(), earlier_ignoring_case);
    for (const auto* e : entries) {
      out << std::setw(25) << e->key->text << std::setw(20) << type_name(e->value.type());
      write_plain(out, e->value);
      out << '\n';
    }
    out << line << '\n';
    out.flags(flags);
  }
  out << "Total number of entries: " << entries.size() << '\n';
}

std::string shortened(std::string text, std::size_t width) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() > width) text.replace(width - 3, std::string::npos, "...");
  return text;
}

}  // namespace nestling::sli
