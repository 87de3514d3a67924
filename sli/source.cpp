#include "sli/source.h"

#include <algorithm>

namespace nestling::sli {
namespace {
constexpr std::uint64_t most_text = 1 << 28;
constexpr std::size_t most_sources = 100'000;  // a program may make texts and run them without end
}  // namespace

std::shared_ptr<Source> Sources::add(std::string name, std::string text, int line) {
  auto source = std::make_shared<Source>(Source{std::move(name), std::move(text), 0, line});
  if (all_.size() >= most_sources || next_ + source->text.size() > most_text) return source;
  source->base = static_cast<std::uint32_t>(next_);
  next_ += source->text.size() + 1;
  all_.push_back(source);
  return source;
}

void Sources::grow(Source& last, std::string_view more) {
  if (last.base == 0) return;
  last.text += more;
  next_ += more.size();
  if (next_ > most_text) last.base = 0;
}

const Source* Sources::source_of(std::uint32_t position) const {
  auto after = std::upper_bound(all_.begin(), all_.end(), position,
                                [](std::uint32_t p, const auto& s) { return s->base == 0 || p < s->base; });
  if (position == 0 || after == all_.begin()) return nullptr;
  const Source& source = **std::prev(after);
  return position - source.base > source.text.size() ? nullptr : &source;
}

std::uint32_t Sources::literal_before(std::uint32_t position, std::string_view literal) const {
  constexpr std::size_t near = 1000;
  const Source* source = source_of(position);
  if (!source) return 0;
  const std::size_t end = position - source->base;
  const std::string_view text = std::string_view(source->text).substr(0, end);
  for (std::size_t at = text.rfind(literal); at != text.npos && at + near > end; at = at ? text.rfind(literal, at - 1) : text.npos)
    if (text.find_first_of(" \t\n/()[]{}%", at + 1) == at + literal.size()) return source->base + static_cast<std::uint32_t>(at);
  return 0;
}

Location Sources::locate(std::uint32_t position) const {
  const Source* found = source_of(position);
  if (!found) return {};
  const Source& source = *found;
  const std::string_view text = source.text;
  const std::size_t at = position - source.base;
  const auto before = text.substr(0, at);
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = text.substr(start, text.find('\n', at) - start);
  return {source.name, source.line + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          static_cast<int>(at - start) + 1, line};
}

}  // namespace nestling::sli
