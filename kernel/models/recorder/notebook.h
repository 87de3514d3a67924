// What all recorders have: an activity window, settings, records in memory, files, the count of events.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "kernel/models/recorder/columns.h"
#include "kernel/models/recorder/file.h"
#include "kernel/models/recorder/settings.h"
#include "kernel/models/window.h"
#include "kernel/run/environment.h"

namespace nestling {

class Notebook {
 public:
  // New settings, read and checked; `commit` makes them take effect.
  struct Changes {
    Window window;
    RecorderSettings settings;
    std::vector<std::string> names;  // quantities that a multimeter records
    bool clear = false;              // n_events was set to 0
    TimeGrid grid;
  };

  explicit Notebook(RecorderSettings settings, std::vector<std::string> names = {});
  Notebook(const Notebook& prototype);  // equal settings, nothing recorded, no files

  static std::string help();
  void status(Dict& to) const;
  Changes read(const Dict& changes, const Environment& env) const;
  void commit(Changes&& changes);
  const std::vector<std::string>& names() const { return names_; }
  const RecorderSettings& settings() const { return settings_; }
  std::size_t bytes() const { return columns_.bytes(); }  // of memory that records take

  void prepare(const Environment& env, Gid gid, const std::string& model_name);  // opens files
  bool active(Step stamp) const { return active_.contains(stamp); }
  void note(std::span<const Record> records);
  void note(const Record& record) { note({&record, 1}); }
  void finish();  // flushes and closes files as the settings say; IOError if something could not be written
  void reset();

 private:
  struct Name {  // of a file, but for the number of the virtual process
    std::string before, after;
    int digits = 1;
    friend bool operator==(const Name&, const Name&) = default;
  };
  Name name(Gid gid, const std::string& model_name) const;
  void open_files(const Name& name);
  bool file_open() const;
  void write(const Record& record);
  void show(const Record& record);
  void use_precise_times_if_needed();

  Window window_;
  RecorderSettings settings_;
  std::vector<std::string> names_;
  RecordColumns columns_;
  std::int64_t n_events_ = 0;

  const Environment* env_ = nullptr;
  ActiveSteps active_;
  Name name_;
  std::vector<std::unique_ptr<RecordFile>> files_;  // one a virtual process
  std::string line_;
};

}  // namespace nestling
