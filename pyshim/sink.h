// A stream buffer that hands text on in pieces: what the interpreter prints on its way to whoever shows it.
#pragma once
#include <array>
#include <functional>
#include <streambuf>
#include <string_view>

namespace nestling::shim {

class Sink : public std::streambuf {
 public:
  explicit Sink(std::function<void(std::string_view)> show) : show_(std::move(show)) { empty(); }

 protected:
  int overflow(int c) override {
    sync();
    if (c != traits_type::eof()) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }

  int sync() override {
    const std::string_view text(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    if (!text.empty()) show_(text);
    empty();
    return 0;
  }

 private:
  void empty() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

  std::function<void(std::string_view)> show_;
  std::array<char, 4096> buffer_;
};

}  // namespace nestling::shim
