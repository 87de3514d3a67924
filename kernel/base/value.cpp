#include "kernel/base/value.h"

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"

template class std::vector<nestling::Value>;

namespace nestling {

Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value::Value(Dict d) : variant(std::make_shared<Dict>(std::move(d))) {}

std::string_view type_name(const Value& value) {
  static constexpr std::string_view names[] = {"integertype",      "doubletype", "booltype",       "stringtype", "literaltype", "intvectortype",
                                               "doublevectortype", "arraytype",  "dictionarytype", ""};
  if (auto* handle = std::get_if<Opaque>(&value)) return handle->type;
  return names[value.index()];
}

Dict::Dict(std::initializer_list<std::pair<std::string_view, Value>> entries) {
  entries_.reserve(entries.size());
  for (auto& [key, value] : entries) (*this)[key] = value;
}

Value& Dict::operator[](std::string_view key) {
  for (auto& e : entries_)
    if (e.key == key) return e.value;
  entries_.push_back({std::string(key), Value(0)});
  return entries_.back().value;
}

const Value* Dict::find(std::string_view key) const {
  for (auto& e : entries_)
    if (e.key == key) return e.accessed = true, &e.value;
  return nullptr;
}

const Value* Dict::peek(std::string_view key) const {
  for (auto& e : entries_)
    if (e.key == key) return &e.value;
  return nullptr;
}

const Value& Dict::at(std::string_view key) const {
  if (auto* v = find(key)) return *v;
  std::vector<std::string> keys;
  for (auto& e : entries_) keys.push_back(e.key);
  throw Error(err::dict_error, "Key /" + std::string(key) + " does not exist in the dictionary." + did_you_mean(key, keys));
}

bool Dict::erase(std::string_view key) {
  return std::erase_if(entries_, [&](auto& e) { return e.key == key; }) > 0;
}

namespace {

[[noreturn]] void mismatch(std::string_view key, std::string_view expected, const Value& found) {
  std::string text = "/" + std::string(key) + ": expected " + std::string(expected) + ", provided " + std::string(type_name(found)) + ".";
  if (auto* i = std::get_if<std::int64_t>(&found); i && expected == "doubletype")
    text += " Write " + std::to_string(*i) + ".0 instead of " + std::to_string(*i) + ".";
  throw Error(err::type_mismatch, text);
}

template <class T>
bool read_exact(const Dict& d, std::string_view key, T& to, std::string_view expected) {
  auto* v = d.find(key);
  if (!v) return false;
  auto* x = std::get_if<T>(v);
  if (!x) mismatch(key, expected, *v);
  to = *x;
  return true;
}

template <class T>
bool read_numbers(const Dict& d, std::string_view key, std::vector<T>& to, std::string_view expected, std::string_view element) {
  auto* v = d.find(key);
  if (!v) return false;
  if (auto* packed = std::get_if<std::shared_ptr<std::vector<T>>>(v)) return to = **packed, true;
  auto* array = std::get_if<Array>(v);
  if (!array) mismatch(key, expected, *v);
  std::vector<T> numbers;
  numbers.reserve(array->size());
  for (auto& item : *array) {
    auto* x = std::get_if<T>(&item);
    if (!x) mismatch(key, element, item);
    numbers.push_back(*x);
  }
  to = std::move(numbers);
  return true;
}

const std::string* text_of(const Value& v) {
  if (auto* s = std::get_if<std::string>(&v)) return s;
  if (auto* l = std::get_if<Literal>(&v)) return &l->name;
  return nullptr;
}

}  // namespace

bool Dict::read(std::string_view key, double& to) const { return read_exact(*this, key, to, "doubletype"); }
bool Dict::read(std::string_view key, std::int64_t& to) const { return read_exact(*this, key, to, "integertype"); }
bool Dict::read(std::string_view key, bool& to) const { return read_exact(*this, key, to, "booltype"); }

bool Dict::read(std::string_view key, std::string& to) const {
  auto* v = find(key);
  if (!v) return false;
  auto* text = text_of(*v);
  if (!text) mismatch(key, "stringtype", *v);
  to = *text;
  return true;
}

bool Dict::read(std::string_view key, std::vector<double>& to) const { return read_numbers(*this, key, to, "doublevectortype", "doubletype"); }
bool Dict::read(std::string_view key, std::vector<std::int64_t>& to) const {
  return read_numbers(*this, key, to, "intvectortype", "integertype");
}

bool Dict::read(std::string_view key, std::vector<std::string>& to) const {
  auto* v = find(key);
  if (!v) return false;
  auto* array = std::get_if<Array>(v);
  if (!array) mismatch(key, "arraytype", *v);
  std::vector<std::string> texts;
  for (auto& item : *array) {
    auto* text = text_of(item);
    if (!text) mismatch(key, "literaltype", item);
    texts.push_back(*text);
  }
  to = std::move(texts);
  return true;
}

void Dict::clear_access() const {
  for (auto& e : entries_) {
    e.accessed = false;
    if (auto* d = std::get_if<std::shared_ptr<Dict>>(&e.value)) (*d)->clear_access();
  }
}

std::vector<std::string> Dict::unaccessed() const {
  std::vector<std::string> keys;
  for (auto& e : entries_) {
    if (!e.accessed) {
      keys.push_back(e.key);
    } else if (auto* d = std::get_if<std::shared_ptr<Dict>>(&e.value)) {
      for (auto& inner : (*d)->unaccessed()) keys.push_back(e.key + "::" + inner);
    }
  }
  return keys;
}

}  // namespace nestling
