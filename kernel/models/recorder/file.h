// The file of a recorder on one virtual process, and lines of text as files and the screen show them.
#pragma once
#include <string>
#include <string_view>

#include "kernel/models/recorder/columns.h"
#include "kernel/models/recorder/settings.h"

namespace nestling {

// Appends one line: the fields that are on, each followed by a tab. Numbers as in files (precision, scientific) or as
// on the screen (six significant digits).
enum class LineStyle { file, screen };
void append_line(std::string& to, const Record& record, const RecorderSettings& settings, const TimeGrid& grid,
                 LineStyle style);

// Whole lines reach the system, so that a file ends with one even if the process is killed. What cannot be written (the disk
// is full) waits in memory for the next flush.
class RecordFile {
 public:
  // Every failure is an IOError that names the file.
  RecordFile(std::string name, const RecorderSettings& settings, bool overwrite);
  ~RecordFile();
  RecordFile(const RecordFile&) = delete;
  const std::string& name() const { return name_; }

  // A failure is reported by the next check(), not here: a full disk must not end a simulation in the middle.
  void write(std::string_view lines);
  void flush();
  void check() const;
  void close();   // unless something waits
  void remove();  // if it did not exist before
  bool is_open() const { return descriptor_ >= 0; }

 private:
  std::string name_, waiting_;
  std::size_t buffer_;  // bytes that may wait
  bool is_new_;
  int descriptor_ = -1, failure_ = 0;  // errno
};

}  // namespace nestling
