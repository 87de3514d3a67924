// What streams are inside: standard streams, files, pipes and text in memory. An executable stream (XIStream) has the
// same body as the stream it was made of.
#pragma once
#include <istream>
#include <memory>
#include <ostream>
#include <streambuf>
#include <string>

#include "sli/token.h"

namespace nestling::sli {

enum class StreamKind { standard, file, text };

struct IStreamBody : Object {
  IStreamBody(StreamKind kind, std::unique_ptr<std::streambuf> buffer, std::string name, int descriptor = -1)
      : kind(kind), name(std::move(name)), descriptor(descriptor), buffer(std::move(buffer)), stream(this->buffer.get()) {}
  IStreamBody(std::streambuf* of_somebody_else, std::string name, int descriptor)
      : kind(StreamKind::standard), name(std::move(name)), descriptor(descriptor), stream(of_somebody_else) {}

  StreamKind kind;
  std::string name;  // of the file, as it was opened; what positions in a program read from it are given by
  int descriptor;    // -1: none
  std::unique_ptr<std::streambuf> buffer;
  std::istream stream;
};

struct OStreamBody : Object {
  explicit OStreamBody(StreamKind kind) : kind(kind) {}
  virtual std::ostream& stream() = 0;
  virtual int descriptor() const { return -1; }
  virtual void close() {}  // of files only; what is written afterwards fails
  StreamKind kind;
};

// Operand types, for op.h.
struct IStr { using Body = IStreamBody; static constexpr Type type = Type::IStream; };
struct XIStr { using Body = IStreamBody; static constexpr Type type = Type::XIStream; };
struct OStr { using Body = OStreamBody; static constexpr Type type = Type::OStream; };

bool open_istream(const std::string& path, Token& to);  // false when the file cannot be opened
bool open_ostream(const std::string& path, bool append, Token& to);
Token make_istream(std::string text);         // reads from the text
Token make_istream_of(int descriptor, std::string name);
Token make_ostream_of(int descriptor);
Token make_text_ostream();
std::string text_of(OStreamBody& stream);     // what a text stream has collected

}  // namespace nestling::sli
