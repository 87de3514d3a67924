// Type tries: overloaded operators. A tree over the types of the operands, from the top of the stack down.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "sli/names.h"
#include "sli/token.h"

namespace nestling::sli {

class Interp;

struct TrieNode {  // one alternative of a level
  Type type;
  bool leaf = false;
  Token variant;                // of a leaf
  std::vector<TrieNode> below;  // of others: the alternatives for the next operand; `Any` stands last
};

struct TrieBody : Object {
  explicit TrieBody(Name* name) : name(name) {}

  struct Variant {
    std::vector<Type> signature;  // bottom operand first
    Token object;
  };
  enum class Match { found, underflow, mismatch };
  static constexpr std::size_t longest = 32;  // signature

  // Adds or replaces. False: nothing happened, since a signature that ends the same way is there already.
  bool add(std::span<const Type> signature, Token object);

  bool has(std::span<const Type> signature) const;
  const Token* variant_for(std::span<const Type> operands) const;  // null: none

  // The variant for the operands whose top one is at `top`. Exact types come before anytype, level by level; a path that
  // leads nowhere is given up for the next one.
  const Token* find(const Token* top, std::size_t count, Match& match) {
    const Known& known = known_[static_cast<std::size_t>(count ? top->type() : Type::Any) % known_.size()];
    if (known.variant && count >= known.depth && types_of(top, known.depth) == known.types) return known.variant;
    return search(top, count, match);
  }
  std::vector<Variant> variants() const;

  Name* name;
  std::vector<TrieNode> heads;
  std::size_t deepest = 0;   // length of the longest signature
  std::uint8_t inlined = 0;  // the operation of the loop that this trie stands for until a script changes it

 private:
  struct Known {  // an answer given before
    const Token* variant = nullptr;
    std::uint64_t types = 0;
    std::size_t depth = 0;
  };
  static std::uint64_t types_of(const Token* top, std::size_t depth) {
    std::uint64_t types = 0;
    for (std::size_t k = 0; k < depth; ++k) types = types << 8 | static_cast<std::uint64_t>(top[-static_cast<std::ptrdiff_t>(k)].type());
    return types;
  }
  const Token* search(const Token* top, std::size_t count, Match& match);
  std::array<Known, 4> known_;
};

// `/f [types] object def`: the variant is added to what f stands for, or to a new trie.
void define_variant(Interp& i, Name* name, const TokenArray& types, const Token& object);

struct Trie {
  using Body = TrieBody;
  static constexpr Type type = Type::Trie;
};

}  // namespace nestling::sli
