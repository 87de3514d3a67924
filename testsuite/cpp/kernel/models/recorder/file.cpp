#include "kernel/models/recorder/file.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kernel/base/error.h"

using namespace nestling;

namespace {

const TimeGrid grid;
const double values[] = {-70.0, 0.125};
const Record record{.sender = 1, .target = 2, .stamp = 25, .offset = 0.04, .weight = 3.5, .values = values};

std::string line(const RecorderSettings& settings, LineStyle style = LineStyle::file) {
  std::string text;
  append_line(text, record, settings, grid, style);
  return text;
}

std::string message(auto f) {
  try {
    f();
  } catch (const Error& e) { return std::string(e.kind.name) + ": " + e.what(); }
  return "no error";
}

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("nestling-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name) const { return path / name; }
};

std::string content(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a line has the fields that are on, each with a tab behind", "[recorder]") {
  RecorderSettings s;
  CHECK(line(s) == "1\t2.500\t-70.000\t0.125\t\n");
  s.scientific = true;
  CHECK(line(s) == "1\t2.500e+00\t-7.000e+01\t1.250e-01\t\n");
  s.precision = 0, s.scientific = false;
  CHECK(line(s) == "1\t2\t-70\t0\t\n");
  CHECK(line(s, LineStyle::screen) == "1\t2.5\t-70\t0.125\t\n");
}

TEST_CASE("a line with everything on", "[recorder]") {
  RecorderSettings s;
  s.withtargetgid = s.withport = s.withrport = s.withweight = s.precise_times = true;
  CHECK(line(s) == "1\t2\t0\t0\t2.460\t3.500\t-70.000\t0.125\t\n");
  s.time_in_steps = true;
  CHECK(line(s) == "1\t2\t0\t0\t25\t0.040\t3.500\t-70.000\t0.125\t\n");
}

TEST_CASE("a precision without sense means six digits", "[recorder]") {
  RecorderSettings s;
  s.precision = -1;
  CHECK(line(s) == "1\t2.500000\t-70.000000\t0.125000\t\n");
}

TEST_CASE("an existing file is overwritten only on request", "[recorder]") {
  Folder folder;
  const auto name = folder.file("a.gdf");
  RecordFile(name, {}, false).write("first\n");
  CHECK(content(name) == "first\n");
  CHECK(message([&] { RecordFile(name, {}, false); }).find("IOError: File '" + name + "' exists already.") == 0);
  CHECK(content(name) == "first\n");
  RecordFile(name, {}, true);
  CHECK(content(name).empty());
}

TEST_CASE("a file that cannot be opened is named", "[recorder]") {
  Folder folder;
  const auto name = folder.file("no such folder/a.gdf");
  CHECK(message([&] { RecordFile(name, {}, false); }) ==
        "IOError: File '" + name + "' cannot be opened: No such file or directory.");
}

TEST_CASE("a full disk is reported when the file is checked, and what does not fit waits", "[recorder]") {
  for (std::int64_t buffer : {-1, 0, 100}) {
    RecorderSettings s;
    s.fbuffer_size = buffer;
    RecordFile file("/dev/full", s, true);
    file.write("1\t2.500\t\n");
    file.flush();
    file.write("1\t3.500\t\n");
    for (int i = 0; i < 2; ++i)
      CHECK(message([&] { file.check(); }) ==
            "IOError: File '/dev/full' cannot be written: No space left on device. Nothing is lost: 18 bytes wait in "
            "memory; the next Simulate that finds room (also 0.0 Simulate) writes them.");
    file.close();
    CHECK(file.is_open());
  }
}

TEST_CASE("lines reach the file when the buffer is full, on a flush, and in the end", "[recorder]") {
  Folder folder;
  RecorderSettings s;
  s.fbuffer_size = 10;
  {
    RecordFile file(folder.file("a.gdf"), s, false);
    file.write("1\t2.5\t\n");
    CHECK(content(file.name()).empty());
    file.write("1\t3.5\t\n");
    CHECK(content(file.name()) == "1\t2.5\t\n1\t3.5\t\n");
    file.write("x\n");
    file.flush();
    CHECK(content(file.name()).ends_with("x\n"));
    file.write("y\n");
  }
  CHECK(content(folder.file("a.gdf")).ends_with("x\ny\n"));
}

TEST_CASE("a file that was there before is not removed", "[recorder]") {
  Folder folder;
  const auto name = folder.file("a.gdf");
  RecordFile(name, {}, false).remove();
  CHECK_FALSE(std::filesystem::exists(name));
  RecordFile(name, {}, false);
  RecordFile(name, {}, true).remove();
  CHECK(std::filesystem::exists(name));
}
