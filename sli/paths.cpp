#include "sli/paths.h"

#include <algorithm>

#include "sli/sequence.h"

namespace nestling::sli {
namespace {

const TokenArray& items_of_array(const Token& t) {
  if (!t.is(Type::Array)) fail(err::argument_type, "the array is less deep: there is ", with_article(t.type()));
  return items(t);
}

Path checked_path(const TokenArray& positions, const Token& array) {
  Path path;
  const Token* here = &array;
  for (const Token& p : positions) {
    const TokenArray& level = items_of_array(*here);
    path.push_back(checked_position(integer_of(p), level.size()));
    here = &level[path.back()];
  }
  return path;
}

void collect(const Token& array, std::int64_t level, Path& prefix, std::vector<Path>& paths) {
  require_depth(prefix.size());
  const std::size_t n = items_of_array(array).size();
  for (std::size_t k = 0; k < n; ++k) {
    prefix.push_back(k);
    if (level == 1) paths.push_back(prefix);
    else collect(items(array)[k], level - 1, prefix, paths);
    prefix.pop_back();
  }
}

}  // namespace

Token& element_at(Token& array, const Path& path) {
  Token* here = &array;
  for (const std::size_t k : path) {  // a procedure in between may have put something else on the way
    checked_index(static_cast<Int>(k), items_of_array(*here).size());
    here = &here->edit<ArrayBody>().items[k];
  }
  return *here;
}

std::vector<Path> checked_paths(const Token& positions, const Token& array) {
  if (positions.is(Type::Integer)) return {checked_path({positions}, array)};
  const TokenArray& all = items(positions);
  const bool several = std::any_of(all.begin(), all.end(), [](const Token& t) { return t.is(Type::Array); });
  if (!several) return {checked_path(all, array)};
  std::vector<Path> paths;
  for (const Token& t : all) paths.push_back(checked_path(items_of_array(t), array));
  return paths;
}

std::vector<Path> paths_of_level(const Token& array, std::int64_t level) {
  std::vector<Path> paths;
  Path prefix;
  collect(array, level, prefix, paths);
  return paths;
}

}  // namespace nestling::sli
