// The file system.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/text.h"

namespace nestling::sli {
namespace fs = std::filesystem;
namespace {

template <class F>
bool succeeds(F f) {
  std::error_code error;
  f(error);
  return !error;
}

bool change_directory(const std::string& dir) {
  return succeeds([&](std::error_code& e) { fs::current_path(dir, e); });
}

bool make_directory(const std::string& dir) {
  std::error_code error;
  return fs::create_directory(dir, error);
}

bool remove_directory(const std::string& dir) {
  std::error_code error;
  return fs::is_directory(dir, error) && fs::remove(dir, error);
}

bool delete_file(const std::string& name) {
  std::error_code error;
  return !fs::is_directory(name, error) && fs::remove(name, error);
}

bool move_file(const std::string& from, const std::string& to) {
  return succeeds([&](std::error_code& e) { fs::rename(from, to, e); });
}

void copy_file(const std::string& from, const std::string& to) {
  std::error_code error;
  if (!fs::copy_file(from, to, fs::copy_options::overwrite_existing, error))
    fail(err::bad_io, "cannot copy ", from, " to ", to, ": ", error.message());
}

std::string contents(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  if (!in) fail(err::bad_io, "cannot read ", name);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::string unused_file_name() {
  std::string name = (fs::temp_directory_path() / "nestling-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) fail(err::bad_io, "cannot create a temporary file in ", fs::temp_directory_path().string());
  ::close(descriptor);
  ::unlink(name.c_str());
  return name;
}

void list_directory(Interp& i) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(".")) names.push_back(entry.path().filename());
  std::ranges::sort(names);
  for (const auto& name : names) i.out() << name << '\n';
}

}  // namespace

const OpTable file_ops = {
    op("Directory", "-> string: the current directory", []() { return fs::current_path().string(); }),
    op("pwd", "print the current directory", [](Interp& i) { i.out() << fs::current_path().string() << '\n'; }),
    op("ls", "list the current directory", [](Interp& i) { list_directory(i); }),
    op("cd", "(dir) -> : change the current directory",
       [](const std::string& dir) {
         if (!change_directory(dir)) fail(Err{"UnknownDirectory"}, "cannot go to directory ", dir);
       }),
    op("SetDirectory", "(dir) -> bool: change the current directory",
       [](const std::string& dir) { return change_directory(dir); })
        .as("SetDirectory_"),
    op("MakeDirectory", "(dir) -> bool: create a directory", [](const std::string& dir) { return make_directory(dir); })
        .as("MakeDirectory_"),
    op("RemoveDirectory", "(dir) -> bool: remove an empty directory",
       [](const std::string& dir) { return remove_directory(dir); })
        .as("RemoveDirectory_"),
    op("MoveDirectory", "(dir) (dir2) -> : create the second, remove the first",
       [](const std::string& from, const std::string& to) {
         if (!make_directory(to)) fail(err::bad_io, "cannot create directory ", to);
         if (!remove_directory(from)) fail(err::bad_io, "cannot remove directory ", from);
       }),
    op("DeleteFile", "(name) -> bool", [](const std::string& name) { return delete_file(name); }).as("DeleteFile_"),
    op("MoveFile", "(from) (to) -> bool: rename a file",
       [](const std::string& from, const std::string& to) { return move_file(from, to); })
        .as("MoveFile_"),
    op("CopyFile", "(from) (to) -> ", [](const std::string& from, const std::string& to) { copy_file(from, to); })
        .as("CopyFile_"),
    op("CompareFiles", "(a) (b) -> bool: have they the same contents",
       [](const std::string& a, const std::string& b) { const std::string first = contents(a);
         return first == contents(b);
       })
        .as("CompareFiles_s_s"),
    op("tmpnam", "-> string: the name of a temporary file that does not exist yet",
       []() { return unused_file_name(); }),
    op("getenv", "(NAME) -> string true, or false: a variable of the environment", stack<Str>,
       [](Interp& i) {
         const char* value = std::getenv(i.top().as<StringBody>().text.c_str());
         i.drop();
         if (value) i.push(std::string(value));
         i.push(value != nullptr);
       }),
};

}  // namespace nestling::sli
