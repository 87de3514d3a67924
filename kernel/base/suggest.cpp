#include "kernel/base/suggest.h"

#include <algorithm>
#include <cctype>

namespace nestling {

namespace {

// Damerau-Levenshtein distance (optimal string alignment) in half units: a wrong case costs 1, any other edit 2.
int distance(std::string_view a, std::string_view b) {
  const std::size_t n = b.size();
  std::vector<int> before(n + 1), last(n + 1), row(n + 1);
  for (std::size_t j = 0; j <= n; ++j) last[j] = 2 * static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = 2 * static_cast<int>(i);
    for (std::size_t j = 1; j <= n; ++j) {
      const unsigned char x = a[i - 1], y = b[j - 1];
      const int change = x == y ? 0 : std::tolower(x) == std::tolower(y) ? 1 : 2;
      row[j] = std::min({last[j] + 2, row[j - 1] + 2, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 2);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[n];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  // Of a very short word only the case may differ: everything else is near to it.
  const int limit = word.size() < 3 ? 1 : 2 * static_cast<int>(word.size() / 3);
  int best = limit + 1;
  const std::string* found = nullptr;
  for (auto& c : candidates) {
    if (c.size() > word.size() + 3 || word.size() > c.size() + 3) continue;
    if (int d = distance(word, c); d < best) best = d, found = &c;
  }
  return found ? *found : std::string();
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  auto name = nearest(word, candidates);
  return name.empty() ? name : " Did you mean " + name + "?";
}

}  // namespace nestling
