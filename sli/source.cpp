#include "sli/source.h"

#include <algorithm>

namespace nestling::sli {
namespace {
constexpr std::uint64_t last_position = 0xFFFF'FFFF;
}

Source& Sources::add(std::string name, std::string text, int line) {
  Source& source = all_.emplace_back(Source{std::move(name), std::move(text), 0, line});
  if (next_ + source.text.size() < last_position) source.base = static_cast<std::uint32_t>(next_);
  next_ += source.text.size() + 1;
  return source;
}

void Sources::grow(Source& last, std::string_view more) {
  last.text += more;
  next_ += more.size();
  if (next_ >= last_position) last.base = 0;
}

Location Sources::locate(std::uint32_t position) const {
  auto after = std::upper_bound(all_.begin(), all_.end(), position,
                                [](std::uint32_t p, const Source& s) { return s.base == 0 || p < s.base; });
  if (position == 0 || after == all_.begin()) return {};
  const Source& source = *std::prev(after);
  const std::string_view text = source.text;
  const std::size_t at = position - source.base;
  if (at > text.size()) return {};
  const auto before = text.substr(0, at);
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = text.substr(start, text.find('\n', at) - start);
  return {source.name, source.line + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          static_cast<int>(at - start) + 1, line};
}

}  // namespace nestling::sli
