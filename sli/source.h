// The texts that programs were read from, so that a token's position names a file, a line and a column.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nestling::sli {

struct Source {
  std::string name;
  std::string text;
  std::uint32_t base = 0;  // position of the first character; 0: not registered
  int line = 1;            // of the first character
};

struct Location {
  std::string_view file;
  int line = 0, column = 0;  // from 1; 0: unknown
  std::string_view text;     // the line
  explicit operator bool() const { return line > 0; }
};

class Sources {
 public:
  // The text lives as long as somebody holds the source. When too much has been registered, a text has no positions.
  std::shared_ptr<Source> add(std::string name, std::string text, int line = 1);
  bool is_last(const Source& source) const { return !all_.empty() && all_.back().get() == &source; }
  void grow(Source& last, std::string_view more);  // a stream is read piece by piece
  Location locate(std::uint32_t position) const;
  // Where the literal stands in the text, a few lines before the position at most; 0: it does not.
  std::uint32_t literal_before(std::uint32_t position, std::string_view literal) const;

 private:
  const Source* source_of(std::uint32_t position) const;
  std::vector<std::shared_ptr<Source>> all_;
  std::uint64_t next_ = 1;
};

}  // namespace nestling::sli
