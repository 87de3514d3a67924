#include "sli/line_editor.h"

#include <readline/history.h>
#include <readline/readline.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

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
  editor.words = completions(*editor.interp, text, start > 0 && rl_line_buffer[start - 1] == '/');
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

void LineEditor::remember(const std::string& entry) {
  const HIST_ENTRY* latest = ::history_get(history_base + history_length - 1);
  if (!entry.empty() && !(latest && entry == latest->line)) ::add_history(entry.c_str());
}

}  // namespace nestling::sli
