#include "kernel/node/neuron_settings.h"

namespace nestling {

Array array_of(const std::vector<double>& numbers) { return {numbers.begin(), numbers.end()}; }

void show_parameters(const Table& table, const void* params, Dict& to) {
  show_params(table, params, to);
  for (auto& row : table)
    if (auto* shown = to.peek(row.name); shown && row.dictionary.empty())
      if (auto* list = std::get_if<DoubleVector>(shown)) to[row.name] = array_of(**list);
}

std::string description(std::string_view doc, std::string_view equations, std::string_view papers) {
  std::string text(doc);
  auto add = [&](std::string_view title, std::string_view lines) {
    if (lines.empty()) return;
    (text += "\n\n") += title;
    while (!lines.empty()) {
      const auto end = std::min(lines.find('\n'), lines.size());
      (text += "\n  ") += lines.substr(0, end);
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  };
  add("Equations:", equations);
  add("Papers:", papers);
  return text;
}

}  // namespace nestling
