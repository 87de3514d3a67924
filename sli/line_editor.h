// The line editor of the prompt: GNU Readline with a history and completion.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sli/interp.h"

namespace nestling::sli {

class InterruptWatch;

// Readline itself is one per process, so there should be one of these at a time.
class LineEditor {
 public:
  LineEditor(Interp& i, InterruptWatch& interrupts);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Nothing at the end of input. After Ctrl-C the line is empty and `cancelled` true.
  std::optional<std::string> read(const std::string& prompt);
  bool cancelled = false;
  void remember(const std::string& entry);  // in the history and its file

 private:
  std::string history_file_;
};

// The text at the cursor and the words that it may become, from the state of the interpreter.
std::vector<std::string> completions(Interp& i, std::string_view word, bool literal);
// The same for a literal inside << >>, where keys are meant: of the model whose name stands before, or else of all models.
std::vector<std::string> key_completions(Interp& i, std::string_view before, std::string_view word);
bool inside_dictionary(std::string_view line);
bool inside_string(std::string_view line);
void add_to_history(const std::string& line);

}  // namespace nestling::sli
