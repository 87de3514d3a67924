#include "sli/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ext/stdio_filebuf.h>
#include <sstream>

namespace nestling::sli {
namespace {

// The library's file buffer: unlike std::filebuf it can be made of a descriptor and tells its own.
using FileBuffer = __gnu_cxx::stdio_filebuf<char>;

struct FileOStream : OStreamBody {
  explicit FileOStream(int descriptor)
      : OStreamBody(StreamKind::file), buffer(descriptor, std::ios::out), out(&buffer) {}
  std::ostream& stream() override { return out; }
  int descriptor() const override { return const_cast<FileBuffer&>(buffer).fd(); }
  void close() override {
    buffer.close();
    out.setstate(std::ios::badbit);
  }
  FileBuffer buffer;
  std::ostream out;
};

struct TextOStream : OStreamBody {
  TextOStream() : OStreamBody(StreamKind::text) {}
  std::ostream& stream() override { return out; }
  std::ostringstream out;
};

}  // namespace

Token make_istream_of(int descriptor, std::string name) {
  return Token(Type::IStream, new IStreamBody(StreamKind::file, std::make_unique<FileBuffer>(descriptor, std::ios::in),
                                              std::move(name), descriptor));
}

Token make_ostream_of(int descriptor) { return Token(Type::OStream, new FileOStream(descriptor)); }

bool open_istream(const std::string& path, Token& to) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (descriptor >= 0 && (::fstat(descriptor, &status) != 0 || S_ISDIR(status.st_mode)))
    return ::close(descriptor), false;
  if (descriptor < 0) return false;
  to = make_istream_of(descriptor, path);
  return true;
}

bool open_ostream(const std::string& path, bool append, Token& to) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0666);
  if (descriptor < 0) return false;
  to = make_ostream_of(descriptor);
  return true;
}

Token make_istream(std::string text) {
  return Token(Type::IStream, new IStreamBody(StreamKind::text,
                                              std::make_unique<std::stringbuf>(std::move(text), std::ios::in), "text"));
}

Token make_text_ostream() { return Token(Type::OStream, new TextOStream); }

std::string text_of(OStreamBody& stream) { return static_cast<TextOStream&>(stream).out.str(); }

}  // namespace nestling::sli
