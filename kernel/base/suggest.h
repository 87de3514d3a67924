// "Did you mean …?" for misspelt names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace nestling {

// The candidate nearest to `word` (edit distance, case ignored at half price), or an empty string when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// " Did you mean V_th?" or an empty string: to be appended to a message.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace nestling
