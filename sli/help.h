// Help pages that do not come from the tables of operators.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nestling::sli {

// An attachment of the interpreter. A source returns the page about a topic, or an empty text.
struct HelpPages {
  // The keys of the status of a model; of the kernel for an empty name; nothing when there is no such model.
  std::function<std::vector<std::string>(std::string_view model)> keys = [](std::string_view) { return std::vector<std::string>(); };
  std::vector<std::function<std::string(std::string_view topic)>> sources;

  std::string about(std::string_view topic) const {
    for (const auto& source : sources)
      if (std::string page = source(topic); !page.empty()) return page;
    return {};
  }
};

}  // namespace nestling::sli
