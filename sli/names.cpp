#include "sli/names.h"

namespace nestling::sli {

Name* NameTable::intern(std::string_view text) {
  if (auto found = index_.find(text); found != index_.end()) return found->second;
  Name& name = names_.emplace_back();
  name.text = text;
  name.order = static_cast<std::uint32_t>(names_.size());
  return index_[name.text] = &name;
}

std::vector<Name*> NameTable::all() {
  std::vector<Name*> result;
  for (auto& name : names_) result.push_back(&name);
  return result;
}

namespace {
constexpr std::size_t many = 64;
constexpr std::size_t small = 8;  // up to here a search entry by entry is as fast as an index

std::size_t hash(const Name* key) { return key->order * std::size_t{0x9E3779B97F4A7C15} >> 32; }
}  // namespace

DictBody::DictBody(const DictBody& other) : Object(other) {
  for (auto* e : other.entries()) storage_.push_back(*e);
  size_ = storage_.size();
  rebuild_index();
}

DictBody::~DictBody() {
  TokenArray values;
  for (auto& e : storage_)
    if (e.value.is(Type::Array) || e.value.is(Type::Dictionary)) values.push_back(std::move(e.value));
  dismantle(values);
}

std::uint32_t DictBody::indexed_position(const Name* key) const {
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = hash(key) & mask; index_[at] != 0; at = (at + 1) & mask)
    if (storage_[index_[at] - 1].key == key) return index_[at] - 1;
  return none;
}

Token& DictBody::operator[](Name* key) {
  if (key->inlined) key->forget();
  const auto at = position(key);
  if (at != none) return storage_[at].value;
  append(key);
  return storage_.back().value;
}

void DictBody::append(Name* key) {
  key->forget();
  if (storage_.size() == storage_.capacity()) {
    if (storage_.size() > 2 * size_) compact();
    else forget_all_names();
  }
  storage_.push_back({key, Token()});
  ++size_;
  if (storage_.size() <= small) return;
  if (2 * storage_.size() > index_.size()) rebuild_index();
  else enter(static_cast<std::uint32_t>(storage_.size() - 1));
}

bool DictBody::erase(Name* key) {
  const auto at = position(key);
  if (at == none) return false;
  key->forget();
  storage_[at] = {nullptr, Token()};
  --size_;
  return true;
}

void DictBody::clear() {
  forget_all_names();
  auto dropped = std::move(storage_);
  storage_.clear();
  index_.clear();
  size_ = 0;
}

std::vector<DictBody::Entry*> DictBody::entries() {
  std::vector<Entry*> result;
  result.reserve(size_);
  for (auto& e : storage_)
    if (e.key) result.push_back(&e);
  return result;
}

std::vector<const DictBody::Entry*> DictBody::entries() const {
  std::vector<const Entry*> result;
  result.reserve(size_);
  for (auto& e : storage_)
    if (e.key) result.push_back(&e);
  return result;
}

bool DictBody::forget_names() {
  if (storage_.size() > many) return false;
  forget_all_names();
  return true;
}

void DictBody::forget_all_names() {
  for (auto& e : storage_)
    if (e.key) e.key->forget();
}

void DictBody::compact() {
  forget_all_names();
  std::erase_if(storage_, [](const Entry& e) { return e.key == nullptr; });
  rebuild_index();
}

void DictBody::rebuild_index() {
  index_.clear();
  if (storage_.size() <= small) return;
  std::size_t capacity = 4 * small;
  while (capacity < 3 * storage_.size()) capacity *= 2;
  index_.resize(capacity);
  for (std::uint32_t k = 0; k < storage_.size(); ++k)
    if (storage_[k].key) enter(k);
}

void DictBody::enter(std::uint32_t position) {
  const std::size_t mask = index_.size() - 1;
  std::size_t at = hash(storage_[position].key) & mask;
  while (index_[at] != 0) at = (at + 1) & mask;
  index_[at] = position + 1;
}

Token make_dict() { return Token(Type::Dictionary, new DictBody); }

}  // namespace nestling::sli
