// 1-based positions inside nested arrays, as MapAt, ReplacePart and kin take them.
#pragma once
#include <vector>

#include "sli/token.h"

namespace nestling::sli {

using Path = std::vector<std::size_t>;  // 0-based index of every level

Token& element_at(Token& array, const Path& path);  // unshares what it passes

// i, [i j ..] (an element of an element) or [[i ..] [j ..] ..] (several), all of them inside `array`.
std::vector<Path> checked_paths(const Token& positions, const Token& array);

// All elements `level` levels down; ArgumentType when the array is less deep.
std::vector<Path> paths_of_level(const Token& array, std::int64_t level);

}  // namespace nestling::sli
