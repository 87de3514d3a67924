// Interned names and dictionaries.
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sli/token.h"

namespace nestling::sli {

struct DictBody;

struct Name {
  std::string text;
  std::uint32_t order = 0;  // in which names first appeared

  // What the interpreter remembers of the binding that a look-up found; dictionaries make it forget.
  std::uint8_t inlined = 0;   // the operation of the loop that this name stands for at present, if any
  std::uint8_t builtin = 0;   // the operation that it stands for as long as it keeps its built-in meaning
  std::uint64_t valid_for = 0;  // state of the dictionary stack, see Interp
  Token* binding = nullptr;
  DictBody* home = nullptr;  // the dictionary that holds the binding
  void forget() { valid_for = 0, inlined = 0; }
};

class NameTable {
 public:
  Name* intern(std::string_view text);
  std::vector<Name*> all();

 private:
  std::deque<Name> names_;
  std::unordered_map<std::string_view, Name*> index_;
};

// A dictionary of the language: shared by reference, iterated in the order of insertion.
// Pointers and references into it hold until the next key is added or removed.
struct DictBody : Object {
  struct Entry {
    Name* key;
    Token value;
  };

  DictBody() = default;
  DictBody(const DictBody& other);
  ~DictBody() override;

  const Token* find(const Name* key) const {  // null when absent
    const auto at = position(key);
    return at == none ? nullptr : &storage_[at].value;
  }
  Token& operator[](Name* key);              // to assign to; adds the entry when it is absent
  bool erase(Name* key);
  void clear();
  std::size_t size() const { return size_; }
  std::vector<Entry*> entries();  // in the order of insertion
  std::vector<const Entry*> entries() const;
  // It comes onto a dictionary stack or leaves it: its names mean something else. False: nothing done, it has too many.
  bool forget_names();

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  std::uint32_t position(const Name* key) const {
    if (!index_.empty()) return indexed_position(key);
    for (std::uint32_t k = 0; k < storage_.size(); ++k)
      if (storage_[k].key == key) return k;
    return none;
  }
  std::uint32_t indexed_position(const Name* key) const;
  void append(Name* key);
  void forget_all_names();
  void compact();
  void rebuild_index();
  void enter(std::uint32_t position);

  std::vector<Entry> storage_;        // erased entries have a null key
  std::vector<std::uint32_t> index_;  // open addressing over storage_, +1; empty while the dictionary is small
  std::size_t size_ = 0;
};

Token make_dict();

}  // namespace nestling::sli
