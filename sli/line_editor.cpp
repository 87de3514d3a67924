#include "sli/line_editor.h"

#include <readline/history.h>
#include <readline/readline.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

#include "sli/help.h"
#include "sli/interrupt.h"

namespace nestling::sli {
namespace {

constexpr int kept_lines = 2000;

// Readline's callbacks carry no context of ours.
struct {
  Interp* interp = nullptr;
  InterruptWatch* interrupts = nullptr;
  bool cancelled = false;
  std::vector<std::string> words;  // the candidates of the completion under way
} editor;

std::string_view up_to(int position) { return {rl_line_buffer, static_cast<std::size_t>(position)}; }

char* next_word(const char*, int state) {
  if (state == 0) std::ranges::reverse(editor.words);
  if (editor.words.empty()) return nullptr;
  char* word = ::strdup(editor.words.back().c_str());
  editor.words.pop_back();
  return word;
}

char** complete(const char* text, int start, int) {
  if (inside_string(up_to(start))) return nullptr;  // file names, by Readline
  rl_attempted_completion_over = 1;
  const bool literal = start > 0 && rl_line_buffer[start - 1] == '/';
  if (literal && inside_dictionary(up_to(start))) editor.words = key_completions(*editor.interp, up_to(start), text);
  if (editor.words.empty()) editor.words = completions(*editor.interp, text, literal);
  return rl_completion_matches(text, next_word);
}

// What ends a word: in a string only what cannot be part of a file name.
char* word_breaks() {
  static char in_string[] = "(", in_program[] = " \t\n[](){}/%";
  const bool string = inside_string(up_to(rl_point));
  rl_filename_completion_desired = string;
  return string ? in_string : in_program;
}

int look_for_interrupt() {
  if (editor.interrupts->taken()) {
    editor.cancelled = true;
    rl_replace_line("", 0);
    rl_done = 1;
  }
  return 0;
}

void add_keys(std::set<std::string>& words, const DictBody& dict, std::string_view prefix) {
  for (const auto* e : dict.entries())
    if (e->key->text.starts_with(prefix)) words.insert(e->key->text);
}

std::string history_file_name() {
  const char* named = std::getenv("NESTLING_HISTORY");
  if (named) return named;
  const char* home = std::getenv("HOME");
  return home ? std::string(home) + "/.nest_history" : std::string();
}

}  // namespace

bool inside_string(std::string_view line) {
  int depth = 0;
  bool comment = false;
  for (std::size_t k = 0; k < line.size(); ++k) {
    const char c = line[k];
    if (comment) comment = c != '\n';
    else if (c == '\\' && depth) ++k;
    else if (c == '(') ++depth;
    else if (c == ')' && depth) --depth;
    else if (c == '%' && !depth) comment = true;
  }
  return depth > 0;
}

// A literal may also be the name of a model.
std::vector<std::string> completions(Interp& i, std::string_view word, bool literal) {
  std::set<std::string> words;
  for (const Token& dict : i.dictionary_stack()) add_keys(words, dict.as<DictBody>(), word);
  if (literal)
    for (const char* models : {"modeldict", "synapsedict"})
      if (const Token* dict = i.lookup(i.intern(models)); dict && dict->is(Type::Dictionary))
        add_keys(words, dict->as<DictBody>(), word);
  return {words.begin(), words.end()};
}

namespace {

// Where the innermost << that is open begins; npos: none is.
std::size_t open_dictionary(std::string_view line) {
  std::vector<std::size_t> open;
  for (std::size_t k = 0; k + 1 < line.size(); ++k) {
    const auto two = line.substr(k, 2);
    if (two == "<<") open.push_back(k++);
    else if (two == ">>" && !open.empty()) open.pop_back(), ++k;
  }
  return open.empty() ? std::string_view::npos : open.back();
}

// The literals of a text, last one first.
std::vector<std::string> literals_in(std::string_view text) {
  std::vector<std::string> names;
  for (auto slash = text.rfind('/'); slash != std::string_view::npos; slash = slash ? text.rfind('/', slash - 1) : std::string_view::npos) {
    const auto end = text.find_first_of(" \t\n/[](){}%", slash + 1);
    names.emplace_back(text.substr(slash + 1, end == std::string_view::npos ? end : end - slash - 1));
  }
  return names;
}

std::vector<std::string> models(Interp& i) {
  std::vector<std::string> names;
  for (const char* dictionary : {"modeldict", "synapsedict"})
    if (const Token* dict = i.lookup(i.intern(dictionary)); dict && dict->is(Type::Dictionary))
      for (const auto* e : dict->as<DictBody>().entries()) names.push_back(e->key->text);
  return names;
}

std::vector<std::string> keys_meant(Interp& i, std::string_view before) {
  const auto& keys = i.attachment<HelpPages>().keys;
  for (const auto& model : literals_in(before.substr(0, open_dictionary(before))))
    if (auto found = keys(model); !found.empty() && !model.empty()) return found;
  std::vector<std::string> all = keys("");
  for (const auto& model : models(i))
    for (auto& key : keys(model)) all.push_back(std::move(key));
  return all;
}

}  // namespace

bool inside_dictionary(std::string_view line) { return open_dictionary(line) != std::string_view::npos; }

std::vector<std::string> key_completions(Interp& i, std::string_view before, std::string_view word) {
  std::set<std::string> words;
  for (auto& key : keys_meant(i, before))
    if (key.starts_with(word)) words.insert(std::move(key));
  return {words.begin(), words.end()};
}

LineEditor::LineEditor(Interp& i, InterruptWatch& interrupts) : history_file_(history_file_name()) {
  editor.interp = &i;
  editor.interrupts = &interrupts;
  rl_readline_name = "sli";
  rl_catch_signals = 0;
  rl_event_hook = look_for_interrupt;
  rl_attempted_completion_function = complete;
  rl_completion_word_break_hook = word_breaks;
  ::using_history();
  ::stifle_history(kept_lines);
  if (!history_file_.empty()) ::read_history(history_file_.c_str());
}

LineEditor::~LineEditor() {
  if (!history_file_.empty() && history_length > 0) ::write_history(history_file_.c_str());
  editor.interp = nullptr;
}

std::optional<std::string> LineEditor::read(const std::string& prompt) {
  editor.cancelled = false;
  char* line = ::readline(prompt.c_str());
  cancelled = editor.cancelled;
  if (!line) return std::nullopt;
  std::string text = line;
  std::free(line);
  return text;
}

void add_to_history(const std::string& line) { ::add_history(line.c_str()); }

void LineEditor::remember(const std::string& entry) {
  const HIST_ENTRY* latest = ::history_get(history_base + history_length - 1);
  if (!entry.empty() && !(latest && entry == latest->line)) ::add_history(entry.c_str());
}

}  // namespace nestling::sli
