#include "sli/trie.h"

#include <algorithm>

namespace nestling::sli {
namespace {

// Where the alternative for a type stands or belongs: in the order of addition, but `Any` last.
TrieNode* alternative(std::vector<TrieNode>& level, Type type) {
  auto at = std::find_if(level.begin(), level.end(), [&](const TrieNode& n) { return n.type == type; });
  return at == level.end() ? nullptr : &*at;
}

TrieNode& add_alternative(std::vector<TrieNode>& level, Type type) {
  const bool any_last = !level.empty() && level.back().type == Type::Any;
  return *level.insert(level.end() - any_last, TrieNode{type, false, {}, {}});
}

template <class TypeOf> struct Search {
  TypeOf type_of;  // of the operand k below the top
  std::size_t count;
  bool underflow = false;
  std::size_t depth = 0;  // of the leaf that was found

  Search(TypeOf type_of, std::size_t count) : type_of(type_of), count(count) {}

  const Token* in(const std::vector<TrieNode>& level, std::size_t k) {
    if (k == count) {
      underflow |= !level.empty();
      return nullptr;
    }
    const Type type = type_of(k);
    for (auto& node : level) {
      if (node.type != type && node.type != Type::Any) continue;
      if (node.leaf) return depth = k + 1, &node.variant;
      if (auto* found = in(node.below, k + 1)) return found;
    }
    return nullptr;
  }
};

void collect(const std::vector<TrieNode>& level, std::vector<Type>& types, std::vector<TrieBody::Variant>& result) {
  for (auto& node : level) {
    types.push_back(node.type);
    if (node.leaf) result.push_back({{types.rbegin(), types.rend()}, node.variant});
    else collect(node.below, types, result);
    types.pop_back();
  }
}

}  // namespace

bool TrieBody::add(std::span<const Type> signature, Token object) {
  auto* level = &heads;
  for (std::size_t k = signature.size(); k-- > 0;) {
    auto* node = alternative(*level, signature[k]);
    const bool is_new = node == nullptr;
    if (is_new) node = &add_alternative(*level, signature[k]);
    if (k == 0 && (is_new || node->leaf)) {
      node->leaf = true;
      node->variant = std::move(object);
      deepest = std::max(deepest, signature.size());
      known_ = {};
      inlined = 0;
      return true;
    }
    if (k == 0 || node->leaf) return false;
    level = &node->below;
  }
  return false;
}

bool TrieBody::has(std::span<const Type> signature) const {
  auto* level = &heads;
  for (std::size_t k = signature.size(); k-- > 0;) {
    auto at = std::find_if(level->begin(), level->end(), [&](const TrieNode& n) { return n.type == signature[k]; });
    if (at == level->end()) return false;
    if (at->leaf) return k == 0;
    level = &at->below;
  }
  return false;
}

const Token* TrieBody::search(const Token* top, std::size_t count, Match& match) {
  Search search{[&](std::size_t k) { return top[-static_cast<std::ptrdiff_t>(k)].type(); }, count};
  const Token* found = search.in(heads, 0);
  match = found ? Match::found : search.underflow || count == 0 ? Match::underflow : Match::mismatch;
  if (found && search.depth <= 8)
    known_[static_cast<std::size_t>(top->type()) % known_.size()] = {found, types_of(top, search.depth), search.depth};
  return found;
}

const Token* TrieBody::variant_for(std::span<const Type> operands) const {
  Search search{[&](std::size_t k) { return operands[operands.size() - 1 - k]; }, operands.size()};
  return search.in(heads, 0);
}

std::vector<TrieBody::Variant> TrieBody::variants() const {
  std::vector<Type> types;
  std::vector<Variant> result;
  collect(heads, types, result);
  return result;
}

}  // namespace nestling::sli
