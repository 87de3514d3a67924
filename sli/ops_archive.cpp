// Dictionaries in files, as definitions that can be executed again (see RestoreDictionary in lib/dictionary.sli).
#include <charconv>
#include <fstream>
#include <ostream>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/text.h"

namespace nestling::sli {
namespace {

constexpr int max_depth = 500;  // of objects within objects

// The shortest digits that read back to the same number, and a point or exponent that make it a double.
std::string source_of(double d) {
  char digits[40];
  std::string text(digits, std::to_chars(digits, digits + sizeof digits, d).ptr);
  if (text.find_first_of("infa") != std::string::npos)
    fail(err::bad_io, "there is no way to write ", text, " in a program");
  return text.find_first_of(".e") == std::string::npos ? text + "." : text;
}

std::string source_of(const std::string& text) {
  std::string result = "(";
  for (char c : text) {
    if (c == '(' || c == ')' || c == '\\') result += '\\';
    result += c;
  }
  return result + ")";
}

void write_source(std::ostream& out, const Token& t, int depth);

void write_items(std::ostream& out, const TokenArray& items, const char* open, const char* close, int depth) {
  out << open;
  for (const Token& item : items) {
    out << ' ';
    write_source(out, item, depth + 1);
  }
  out << ' ' << close;
}

void write_entries(std::ostream& out, const DictBody& dict, int depth) {
  out << "<<";
  for (const auto* e : dict.entries()) {
    out << " /" << e->key->text << ' ';
    write_source(out, e->value, depth + 1);
  }
  out << " >>";
}

void write_source(std::ostream& out, const Token& t, int depth) {
  if (depth > max_depth) fail(err::bad_io, "objects are nested too deeply, or contain themselves");
  switch (t.type()) {
    case Type::Double:
      out << source_of(t.as_double());
      return;
    case Type::String:
      out << source_of(t.as<StringBody>().text);
      return;
    case Type::Array:
      return write_items(out, t.as<ArrayBody>().items, "[", "]", depth);
    case Type::Procedure:
    case Type::LiteralProcedure:
      return write_items(out, t.as<ArrayBody>().items, "{", "}", depth);
    case Type::Dictionary:
      return write_entries(out, t.as<DictBody>(), depth);
    case Type::IntVector:
      out << "<#";
      for (auto n : *t.as<IntVectorBody>().numbers) out << ' ' << n;
      out << " #>";
      return;
    case Type::DoubleVector:
      out << "<.";
      for (double d : *t.as<DoubleVectorBody>().numbers) out << ' ' << source_of(d);
      out << " .>";
      return;
    case Type::Integer:
    case Type::Bool:
    case Type::Literal:
    case Type::Name:
      return write_program(out, t);
    default:
      fail(err::bad_io, with_article(t.type()), " cannot be written to a file");
  }
}

void save_dictionary(const DictBody& dict, const std::string& file) {
  std::ofstream out(file);
  for (const auto* e : dict.entries()) {
    out << '/' << e->key->text << ' ';
    write_source(out, e->value, 0);
    out << " def\n";
  }
  if (!out) fail(err::bad_io, "cannot write to ", file);
}

// A row a line, the numbers separated by blanks; as .dat and .gdf files are.
void save_matrix(const TokenArray& rows, const std::string& file) {
  std::ofstream out(file);
  for (const Token& row : rows) {
    if (!row.is(Type::Array))
      fail(err::argument_type, "a matrix is an array of arrays; a row is ", with_article(row.type()));
    const char* separator = "";
    for (const Token& x : row.as<ArrayBody>().items) {
      out << separator << (x.is(Type::Double) ? source_of(x.as_double()) : plain_text(x));
      separator = " ";
    }
    out << '\n';
  }
  if (!out) fail(err::bad_io, "cannot write to ", file);
}

}  // namespace

const OpTable archive_ops = {
    op("SaveDictionary", "dict (file) -> : write it as definitions; RestoreDictionary reads them",
       [](In<Dic> dict, const std::string& file) { save_dictionary(*dict, file); }),
    op("Export", "matrix (file) -> : write a row a line, the numbers separated by blanks",
       [](In<Arr> rows, const std::string& file) { save_matrix(rows->items, file); }),
};

}  // namespace nestling::sli
