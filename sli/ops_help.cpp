// Help: pages made from the tables of operators.
#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

#include "kernel/base/suggest.h"
#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/help.h"
#include "sli/interp.h"
#include "sli/text.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

constexpr Err no_help{"NoHelpInformationError"};

std::string signature_of(const std::vector<Type>& signature) {
  std::string text;
  for (Type t : signature) text += std::string(type_name(t)) + " ";
  return text;
}

// What a name is bound to, row by row: the signature, and the operator or the object that it stands for.
struct Row {
  std::string signature;
  const Op* op = nullptr;
  Token object;
};

std::vector<Row> rows_of(const Token& value) {
  std::vector<Row> rows;
  const auto add = [&](const std::vector<Type>& signature, const Token& object) {
    rows.push_back({signature_of(signature), object.is(Type::Function) ? object.as_function() : nullptr, object});
  };
  if (value.is(Type::Trie))
    for (const auto& v : value.as<TrieBody>().variants()) add(v.signature, v.object);
  else if (value.is(Type::Function)) add(value.as_function()->signature, value);
  else add({}, value);
  return rows;
}

std::string file_of(const Op& op) {
  const std::string_view file = op.where.file;
  const auto folder = file.rfind("sli/");
  return std::string(folder == std::string_view::npos ? file : file.substr(folder));
}

// "sli/ops_math.cpp:27,28", one text a file
std::vector<std::string> places_of(const std::vector<Row>& rows) {
  std::map<std::string, std::set<int>> lines;
  for (const auto& row : rows)
    if (row.op) lines[file_of(*row.op)].insert(static_cast<int>(row.op->where.line));
  std::vector<std::string> places;
  for (const auto& [file, numbers] : lines) {
    std::string place = file;
    for (int line : numbers) place += (line == *numbers.begin() ? ":" : ",") + std::to_string(line);
    places.push_back(std::move(place));
  }
  return places;
}

const Token& bound_value(Interp& i, Name* name) {
  if (const Token* value = i.lookup(name)) return *value;
  fail(no_help, "there is no /", name->text, ".", did_you_mean(name->text, i.bound_names()));
}

// Equal texts of neighbouring rows are told once.
std::string page_of(const Token& value, std::string_view name) {
  std::ostringstream page;
  const auto rows = rows_of(value);
  for (const auto& row : rows) {
    page << "  " << row.signature << name;
    if (!row.op)
      page << "   " << shortened(program_text(row.object), 60) << "   (" << type_name(row.object.type()) << ")";
    page << '\n';
    const bool last = &row == &rows.back();
    if (row.op && (last || (&row)[1].op == nullptr || (&row)[1].op->doc != row.op->doc))
      page << "      " << row.op->doc << '\n';
  }
  for (const auto& place : places_of(rows)) page << "  defined in " << place << '\n';
  return page.str();
}

// Empty when there is none.
std::string page_about(Interp& i, Name* name) {
  if (const std::string page = i.attachment<HelpPages>().about(name->text); !page.empty()) return page + "\n";
  const Token* value = i.lookup(name);
  return value ? page_of(*value, name->text) : std::string();
}

void print_guide(Interp& i) {
  i.out() << "  /Create help         about a command\n"
             "  (neuron) apropos     commands whose name or description contains a word\n"
             "  helpindex            all commands\n"
             "  /x which             where a command is defined\n"
             "  stack, pstack        what is on the stack\n"
             "  dict info            what is in a dictionary\n"
             "  quit                 leave\n";
}

void help(Interp& i) {
  if (i.count() == 0) return print_guide(i);
  const Token topic = i.top();
  if (!topic.is(Type::Literal) && !topic.is(Type::String))
    fail(no_help, "help is about a /name, not about ", with_article(topic.type()));
  Name* name = i.intern(plain_text(topic));
  const std::string page = page_about(i, name);
  if (page.empty()) bound_value(i, name);
  i.out() << page;
  i.drop();
}

std::string summary_of(const Token& value) {
  const auto rows = rows_of(value);
  return rows.empty() || !rows[0].op ? std::string(type_name(value.type())) : std::string(rows[0].op->doc);
}

// Sorted, one line a command; internal names (starting with a colon) are left out.
void print_index(Interp& i, std::string_view word) {
  auto names = i.bound_names();
  std::ranges::sort(names);
  const auto last = std::unique(names.begin(), names.end());
  for (auto name = names.begin(); name != last; ++name) {
    if (name->starts_with(':')) continue;
    const std::string summary = summary_of(*i.lookup(i.intern(*name)));
    if (name->find(word) == std::string::npos && summary.find(word) == std::string::npos) continue;
    i.out() << "  " << *name << std::string(name->size() < 24 ? 24 - name->size() : 1, ' ') << shortened(summary, 90)
            << '\n';
  }
}

void print_source(Interp& i, Name* name) {
  const Token& value = bound_value(i, name);
  const auto places = places_of(rows_of(value));
  for (const auto& place : places) i.out() << name->text << ": " << place << '\n';
  if (places.empty()) i.out() << name->text << ": a " << type_name(value.type()) << " of a script\n";
}

}  // namespace

// Where old scripts look for documentation.
void define_help(Interp& i) {
  auto& system = i.systemdict();
  const std::string root = plain_text(value_at(i.statusdict(), i.intern("prgdocdir")));
  const auto set = [&](const char* name, Token value) { system[i.intern(name)] = std::move(value); };
  for (const char* name : {"HelpRoot", "SLIHelpRoot", "CPPHelpRoot"}) set(name, make_string(root));
  set("HelpdeskURL", make_string("file://" + root + "/index.html"));
  set("HelpExtension", make_string(".md"));
  set("HelpSearchPath", make_array({make_string(root)}));
  set("TextIndexFilename", make_string("index.md"));
  set("-->", i.literal("-->"));
}

const OpTable help_ops = {
    op("help", "/command -> : what a command does; without operand: how to find it", stack<>, help),
    op("helptext", "/command -> string: what `help` prints, empty when there is nothing",
       [](Interp& i, Lit name) { return page_about(i, name); }),
    op("helpindex", "list all commands", stack<>, [](Interp& i) { print_index(i, {}); }),
    op("apropos", "(word) -> : list the commands whose name or description contains the word",
       [](Interp& i, const std::string& word) { print_index(i, word); }),
    op("apropos", "/word -> : list the commands whose name or description contains the word",
       [](Interp& i, Lit word) { print_index(i, word.name->text); }),
    op("which", "/command -> : where a command is defined", [](Interp& i, Lit name) { print_source(i, name.name); }),
};

}  // namespace nestling::sli
