// Values that cross the border of the kernel: what status dictionaries are made of. No SLI type, no Python type.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace nestling {

struct Literal {
  std::string name;
  friend bool operator==(const Literal&, const Literal&) = default;
};

// Packed numbers are shared, never copied on their way out: a recorder's three million times leave as one pointer.
using IntVector = std::shared_ptr<std::vector<std::int64_t>>;
using DoubleVector = std::shared_ptr<std::vector<double>>;

class Dict;
struct Value;
using Array = std::vector<Value>;

// A handle that the kernel only passes through (random generators and deviates made by the user).
struct Opaque {
  std::string type;  // e.g. "rngtype"
  std::shared_ptr<void> object;
};

struct Value : std::variant<std::int64_t, double, bool, std::string, Literal, IntVector, DoubleVector, Array, std::shared_ptr<Dict>, Opaque> {
  using variant::variant;
  // Defined in value.cpp, and Array too: else each of the models compiles them again, a tenth of its time.
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();
  Value(int i) : variant(std::int64_t{i}) {}
  Value(std::size_t i) : variant(static_cast<std::int64_t>(i)) {}
  Value(const char* text) : variant(std::string(text)) {}
  Value(std::vector<double> v) : variant(std::make_shared<std::vector<double>>(std::move(v))) {}
  Value(std::vector<std::int64_t> v) : variant(std::make_shared<std::vector<std::int64_t>>(std::move(v))) {}
  Value(Dict d);
};

// The user's word for the type of a value: "integertype", "doubletype", …
std::string_view type_name(const Value& value);

// An ordered map from names to values that knows which of its entries somebody has read, so that whoever accepts a
// dictionary can tell its author about the misspelt ones. Small (some tens of entries): searched linearly.
class Dict {
 public:
  struct Entry {
    std::string key;
    Value value;
    mutable bool accessed = false;
  };

  Dict() = default;
  Dict(std::initializer_list<std::pair<std::string_view, Value>> entries);

  Value& operator[](std::string_view key);           // adds the entry when it is absent
  const Value* find(std::string_view key) const;     // marks the entry as read; null when absent
  const Value* peek(std::string_view key) const;     // does not mark it
  const Value& at(std::string_view key) const;       // DictError with a suggestion when absent
  bool erase(std::string_view key);

  // Typed reading: absent keys return false and leave `to` alone; another type is a TypeMismatch that names the key.
  // No conversion takes place: an integer is no double.
  bool read(std::string_view key, double& to) const;
  bool read(std::string_view key, std::int64_t& to) const;
  bool read(std::string_view key, bool& to) const;
  bool read(std::string_view key, std::string& to) const;            // string, literal
  bool read(std::string_view key, std::vector<double>& to) const;    // doublevector, array of doubles only
  bool read(std::string_view key, std::vector<std::int64_t>& to) const;
  bool read(std::string_view key, std::vector<std::string>& to) const;  // array of literals or strings

  void clear_access() const;                          // recursively
  std::vector<std::string> unaccessed() const;        // "outer::inner" for nested dictionaries

  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  void reserve(std::size_t n) { entries_.reserve(n); }

 private:
  std::vector<Entry> entries_;
};

}  // namespace nestling

extern template class std::vector<nestling::Value>;
