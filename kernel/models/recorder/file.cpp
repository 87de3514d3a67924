#include "kernel/models/recorder/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iterator>

#include "kernel/base/error.h"

namespace nestling {

namespace {

constexpr int default_digits = 6;  // of a C++ stream, and for a precision that makes no sense

void append_number(std::string& to, double x, const RecorderSettings& s, LineStyle style) {
  const int digits = s.precision >= 0 ? static_cast<int>(s.precision) : default_digits;
  auto out = std::back_inserter(to);
  if (style == LineStyle::screen) fmt::format_to(out, "{:.{}g}\t", x, default_digits);
  else if (s.scientific) fmt::format_to(out, "{:.{}e}\t", x, digits);
  else fmt::format_to(out, "{:.{}f}\t", x, digits);
}

void append_number(std::string& to, std::int64_t x) { fmt::format_to(std::back_inserter(to), FMT_STRING("{}\t"), x); }

}  // namespace

void append_line(std::string& to, const Record& r, const RecorderSettings& s, const TimeGrid& grid, LineStyle style) {
  if (s.withgid) append_number(to, r.sender);
  if (s.withtargetgid) append_number(to, r.target);
  if (s.withport) append_number(to, r.port);
  if (s.withrport) append_number(to, r.receptor);
  if (s.withtime && s.time_in_steps) append_number(to, r.stamp);
  if (s.withtime && s.time_in_steps && s.precise_times) append_number(to, r.offset, s, style);
  if (s.withtime && !s.time_in_steps)
    append_number(to, grid.ms(r.stamp) - (s.precise_times ? r.offset : 0.0), s, style);
  if (s.withweight) append_number(to, r.weight, s, style);
  for (double value : r.values) append_number(to, value, s, style);
  to += '\n';
}

RecordFile::RecordFile(std::string name, const RecorderSettings& settings, bool overwrite) : name_(std::move(name)) {
  // O_EXCL, so that two recorders cannot both believe that the file is theirs.
  const int descriptor = ::open(name_.c_str(), O_WRONLY | O_CREAT | (overwrite ? O_TRUNC : O_EXCL), 0666);
  if (descriptor < 0 && errno == EEXIST)
    throw Error(err::io_error,
                fmt::format("File '{}' exists already. Set /overwrite_files true, or choose another /data_path, "
                            "/data_prefix or /label.",
                            name_));
  if (descriptor < 0)
    throw Error(err::io_error, fmt::format("File '{}' cannot be opened: {}.", name_, std::strerror(errno)));
  stream_.reset(::fdopen(descriptor, "w"));
  if (settings.fbuffer_size >= 0) {
    const auto bytes = static_cast<std::size_t>(settings.fbuffer_size);
    buffer_ = std::make_unique<char[]>(bytes);
    std::setvbuf(stream_.get(), buffer_.get(), bytes ? _IOFBF : _IONBF, bytes);
  }
}

void RecordFile::write(const std::string& lines) {
  if (failure_ || !stream_) return;
  if (std::fwrite(lines.data(), 1, lines.size(), stream_.get()) != lines.size()) failure_ = errno;
}

void RecordFile::flush() {
  if (stream_ && !failure_ && std::fflush(stream_.get()) != 0) failure_ = errno;
}

void RecordFile::check() {
  if (!failure_) return;
  const int why = std::exchange(failure_, 0);
  stream_.reset();
  throw Error(err::io_error, fmt::format("File '{}' cannot be written: {}. What was recorded to memory is complete.",
                                         name_, std::strerror(why)));
}

void RecordFile::close() {
  flush();
  stream_.reset();
}

}  // namespace nestling
