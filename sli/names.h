// Interned names and dictionaries.
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sli/token.h"

namespace nestling::sli {

struct Name {
  std::string text;
  std::uint32_t order = 0;  // in which names first appeared
  // Cache of the loop: where this name is bound at present (names.h leaves it to the interpreter to keep it true).
  Token* binding = nullptr;
  std::uint64_t valid_for = 0;
};

class NameTable {
 public:
  Name* intern(std::string_view text);

 private:
  std::deque<Name> names_;
  std::unordered_map<std::string_view, Name*> index_;
};

// A dictionary of the language: shared by reference, iterated in the order of insertion.
struct DictBody : Object {
  struct Entry { Name* key; Token value; };

  Token* find(const Name* key);
  const Token* find(const Name* key) const { return const_cast<DictBody*>(this)->find(key); }
  Token& operator[](Name* key);  // adds the entry when it is absent
  bool erase(const Name* key);
  void clear();
  std::size_t size() const;
  std::vector<Entry*> entries();  // a snapshot in the order of insertion
  std::vector<const Entry*> entries() const;

  // Number of times it stands on a dictionary stack: a new or vanished key then changes what names mean.
  std::uint32_t on_stack = 0;
  std::uint64_t* epoch = nullptr;  // of that interpreter, advanced by such a change

 private:
  friend struct DictBodyAccess;
  std::deque<Entry> storage_;  // entries keep their address; erased ones have a null key
  std::vector<std::uint32_t> index_;  // open addressing over storage_, +1; empty while the dictionary is tiny
  std::size_t size_ = 0;
};

Token make_dict();

}  // namespace nestling::sli
