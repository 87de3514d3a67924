#include "sli/search_path.h"

#include <dlfcn.h>

#include <cstdlib>

#include "sli/builtins.h"
#include "sli/dictionary.h"
#include "sli/stream.h"
#include "sli/text.h"

namespace nestling::sli {
namespace fs = std::filesystem;
namespace {

// The program or shared library that contains this function: Python's own executable says nothing about where we are.
fs::path this_module() {
  Dl_info info;
  if (!dladdr(reinterpret_cast<void*>(&this_module), &info) || !info.dli_fname) return {};
  std::error_code error;
  const fs::path file = fs::exists("/proc/self/exe") && !std::string_view(info.dli_fname).ends_with(".so")
                            ? fs::read_symlink("/proc/self/exe", error)
                            : fs::absolute(info.dli_fname, error);
  return fs::weakly_canonical(file, error);
}

std::vector<std::string> directories(const char* list) {
  std::vector<std::string> result;
  for (std::string_view rest = list ? list : ""; !rest.empty();) {
    const auto colon = rest.find(':');
    if (const auto item = rest.substr(0, colon); !item.empty()) result.emplace_back(item);
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  }
  return result;
}

Token& search_path(Interp& i) {
  Token& path = i.systemdict()[i.intern("SLISearchPath")];
  if (!path.is(Type::Array)) path = make_array({});
  return path;
}

std::vector<std::string> texts(const Token& array) {
  std::vector<std::string> result;
  for (const Token& t : array.as<ArrayBody>().items) result.push_back(plain_text(t));
  return result;
}

// The first directory/name that can be opened; looks only for one when `all` is null.
bool open_in(const std::vector<std::string>& folders, const std::string& name,
             std::initializer_list<const char*> suffixes, Token& stream) {
  for (const auto& folder : folders)
    for (const char* suffix : suffixes) {
      const std::string file = name + suffix;
      if (open_istream(folder == "." || folder.empty() ? file : folder + "/" + file, stream)) return true;
    }
  return false;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& w : words) text += (text.empty() ? "" : ", ") + w;
  return text;
}

TokenArray concatenated(const TokenArray& a, const TokenArray& b) {
  TokenArray both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

TokenArray all_in(const TokenArray& folders, const std::string& name) {
  TokenArray hits;
  for (const Token& folder : folders)
    if (const std::string file = plain_text(folder) + "/" + name; fs::exists(file)) hits.push_back(make_string(file));
  return hits;
}

}  // namespace

fs::path data_directory() {
  if (const char* named = std::getenv("NEST_DATA_DIR")) return named;
  for (fs::path folder = this_module().parent_path(); folder.has_relative_path(); folder = folder.parent_path())
    if (fs::exists(folder / "share/nestling/sli")) return folder / "share/nestling";
  return {};
}

void define_search_path(Interp& i) {
  auto& items = search_path(i).edit<ArrayBody>().items;
  items = {make_string(".")};
  for (auto& d : directories(std::getenv("SLIUSER"))) items.push_back(make_string(std::move(d)));
  if (const auto data = data_directory(); !data.empty()) items.push_back(make_string(data / "sli"));
  for (auto& d : directories(std::getenv("SLI_PATH"))) items.push_back(make_string(std::move(d)));
}

Token open_on_path(Interp& i, const std::string& name, std::initializer_list<const char*> suffixes) {
  const bool anywhere = name.find('/') == std::string::npos;
  const auto folders = anywhere ? texts(search_path(i)) : std::vector<std::string>{"."};
  Token stream;
  if (!open_in(folders, name, suffixes, stream))
    fail(err::file_open_error, "there is no readable file ", name,
         anywhere ? "; looked in " + joined(folders) : std::string());
  return stream;
}

Token open_program(Interp& i, const std::string& name) {
  if (name.find(".sli") != std::string::npos) return open_on_path(i, name, {""});
  return open_on_path(i, name, {".sli", ""});
}

const OpTable search_path_ops = {
    op("path", "-> array: the search path", [](Interp& i) { return search_path(i); }),
    op("addpath", "(dir) -> : append a directory to the search path",
       [](Interp& i, const std::string& dir) { search_path(i).edit<ArrayBody>().items.push_back(make_string(dir)); }),
    op("setpath", "(dir) path -> : make it the search path, with the directory in front",
       [](Interp& i, In<Str> dir, In<Arr> path) {
         search_path(i) = make_array(concatenated({dir.token()}, path->items));
       }),
    op("setpath", "path (dir) -> : make it the search path, with the directory at the end",
       [](Interp& i, In<Arr> path, In<Str> dir) {
         search_path(i) = make_array(concatenated(path->items, {dir.token()}));
       }),
    op("setpath", "path path2 -> : make the search path of both",
       [](Interp& i, In<Arr> a, In<Arr> b) { search_path(i) = make_array(concatenated(a->items, b->items)); }),
    op("file", "(name) (r) -> stream: open for reading, on the search path, or for writing (w), appending (a)",
       [](Interp& i, const std::string& name, const std::string& mode) {
         if (mode == "r") return open_on_path(i, name, {"", ".sli"});
         if (mode != "w" && mode != "a")
           fail(Err{"UnknownFileOpenMode"}, "the mode must be (r), (w) or (a), not (", mode, ")");
         Token stream;
         if (!open_ostream(name, mode == "a", stream)) fail(err::file_open_error, "cannot write to ", name);
         return stream;
       }),
    op("run", "(name) -> ..: execute a file of the search path; .sli is appended to the name when it is missing",
       stack<Str>,
       [](Interp& i) {
         Token program = open_program(i, i.top().as<StringBody>().text);
         program.retype(Type::XIStream);
         i.drop();
         i.call(std::move(program));
       }),
    op("searchfile", "(name) path -> istream true, or false: the first match in the directories", stack<Str, Arr>,
       [](Interp& i) {
         Token stream;
         const bool found = open_in(texts(i.top()), i.top(1).as<StringBody>().text, {""}, stream);
         i.drop(2);
         if (found) i.push(std::move(stream));
         i.push(found);
       }),
    op("searchifstream", "(name) -> istream true, or false: on the search path, with and without .sli", stack<Str>,
       [](Interp& i) {
         Token stream;
         const bool found = open_in(texts(search_path(i)), i.top().as<StringBody>().text, {"", ".sli"}, stream);
         i.drop();
         if (found) i.push(std::move(stream));
         i.push(found);
       }),
    op("LocateFileNames", "path (name) -> array: all matches in the directories",
       [](In<Arr> path, const std::string& name) { return all_in(path->items, name); }),
};

}  // namespace nestling::sli
