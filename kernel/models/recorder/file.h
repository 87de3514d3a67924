// The file of a recorder on one virtual process, and lines of text as files and the screen show them.
#pragma once
#include <cstdio>
#include <memory>
#include <string>

#include "kernel/models/recorder/columns.h"
#include "kernel/models/recorder/settings.h"

namespace nestling {

// Appends one line: the fields that are on, each followed by a tab. Numbers as in files (precision, scientific) or as
// on the screen (six significant digits).
enum class LineStyle { file, screen };
void append_line(std::string& to, const Record& record, const RecorderSettings& settings, const TimeGrid& grid,
                 LineStyle style);

class RecordFile {
 public:
  // Every failure is an IOError that names the file.
  RecordFile(std::string name, const RecorderSettings& settings, bool overwrite);
  const std::string& name() const { return name_; }

  // What cannot be written is reported by the next check(), not here: a full disk must not cost records in memory.
  void write(const std::string& lines);
  void flush();
  void check();
  void close();
  bool is_open() const { return stream_ != nullptr; }

 private:
  struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  std::string name_;
  std::unique_ptr<std::FILE, Close> stream_;
  std::unique_ptr<char[]> buffer_;
  int failure_ = 0;  // errno of the first failure
};

}  // namespace nestling
