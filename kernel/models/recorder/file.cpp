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

constexpr std::size_t default_buffer = 1 << 16;  // bytes
constexpr int default_digits = 6;                // of a C++ stream, and for a precision that makes no sense

void append_number(std::string& to, double x, const RecorderSettings& s, LineStyle style) {
  const int digits = s.precision >= 0 ? static_cast<int>(s.precision) : default_digits;
  auto out = std::back_inserter(to);
  if (style == LineStyle::screen) fmt::format_to(out, "{:.{}g}\t", x, default_digits);
  else if (s.scientific) fmt::format_to(out, "{:.{}e}\t", x, digits);
  else fmt::format_to(out, "{:.{}f}\t", x, digits);
}

void append_number(std::string& to, std::int64_t x) { fmt::format_to(std::back_inserter(to), "{}\t", x); }

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

RecordFile::RecordFile(std::string name, const RecorderSettings& settings, bool overwrite)
    : name_(std::move(name)),
      buffer_(settings.fbuffer_size >= 0 ? static_cast<std::size_t>(settings.fbuffer_size) : default_buffer),
      is_new_(!overwrite) {
  // O_EXCL, so that two recorders cannot both believe that the file is theirs.
  const int how = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL);
  descriptor_ = ::open(name_.c_str(), how, 0666);
  if (descriptor_ >= 0) return;
  if (errno == EEXIST)
    throw Error(err::io_error,
                fmt::format("File '{}' exists already. Set /overwrite_files true, or choose another /data_path, "
                            "/data_prefix or /label.",
                            name_));
  throw Error(err::io_error, fmt::format("File '{}' cannot be opened: {}.", name_, std::strerror(errno)));
}

RecordFile::~RecordFile() {
  flush();
  if (is_open()) ::close(descriptor_);
}

void RecordFile::write(std::string_view lines) {
  waiting_ += lines;
  if (waiting_.size() >= buffer_ && !failure_) flush();
}

void RecordFile::flush() {
  failure_ = 0;
  std::size_t written = 0;
  while (is_open() && !failure_ && written < waiting_.size()) {
    const auto n = ::write(descriptor_, waiting_.data() + written, waiting_.size() - written);
    if (n >= 0) written += static_cast<std::size_t>(n);
    else if (errno != EINTR) failure_ = errno;
  }
  waiting_.erase(0, written);
}

void RecordFile::check() const {
  if (failure_)
    throw Error(err::io_error,
                fmt::format("File '{}' cannot be written: {}. Nothing is lost: {} bytes wait in memory; the next "
                            "Simulate that finds room (also 0.0 Simulate) writes them.",
                            name_, std::strerror(failure_), waiting_.size()));
}

void RecordFile::close() {
  flush();
  if (!is_open() || !waiting_.empty()) return;
  ::close(descriptor_);
  descriptor_ = -1;
}

void RecordFile::remove() {
  if (is_new_) ::unlink(name_.c_str());
}

}  // namespace nestling
