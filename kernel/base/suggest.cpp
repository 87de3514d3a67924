#include "kernel/base/suggest.h"

#include <algorithm>
#include <cctype>

namespace nestling {

namespace {

// Damerau-Levenshtein distance (optimal string alignment) in half units: a wrong case or an underscore costs 1, any
// other edit 2.
int distance(std::string_view a, std::string_view b) {
  const auto cost = [](char c) { return c == '_' ? 1 : 2; };
  const std::size_t n = b.size();
  std::vector<int> before(n + 1), last(n + 1), row(n + 1);
  for (std::size_t j = 1; j <= n; ++j) last[j] = last[j - 1] + cost(b[j - 1]);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = last[0] + cost(a[i - 1]);
    for (std::size_t j = 1; j <= n; ++j) {
      const unsigned char x = a[i - 1], y = b[j - 1];
      const int change = x == y ? 0 : std::tolower(x) == std::tolower(y) ? 1 : 2;
      row[j] = std::min({last[j] + cost(a[i - 1]), row[j - 1] + cost(b[j - 1]), last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 2);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[n];
}

// All letters of the short word stand in the long one, in order: V_th in V_tresh.
bool is_inside(std::string_view shorter, std::string_view longer) {
  std::size_t k = 0;
  for (char c : longer)
    if (k < shorter.size() && c == shorter[k]) ++k;
  return k == shorter.size();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.empty()) return {};
  // Of a very short word only the case may differ: everything else is near to it.
  const int limit = word.size() < 3 ? 1 : 2 * static_cast<int>(word.size() / 3);
  int best = limit + 1;
  const std::string* found = nullptr;
  for (auto& c : candidates) {
    if (c.size() > word.size() + 3 || word.size() > c.size() + 3) continue;
    int d = distance(word, c);
    if (d > limit && c.size() > 2 && c[0] == word[0] && is_inside(c, word)) d = limit;
    if (d < best) best = d, found = &c;
  }
  return found ? *found : std::string();
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  auto name = nearest(word, candidates);
  return name.empty() ? name : " Did you mean " + name + "?";
}

}  // namespace nestling
