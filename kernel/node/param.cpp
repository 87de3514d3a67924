#include "kernel/node/param.h"

#include <fmt/format.h>

#include <algorithm>

namespace nestling {

template <class Object, class F>
auto Param::visit(Object* object, F f) const {
  switch (kind_) {
    case Kind::real:
      return f(field<double>(object));
    case Kind::integer:
      return f(field<std::int64_t>(object));
    case Kind::boolean:
      return f(field<bool>(object));
    case Kind::text:
      return f(field<std::string>(object));
    case Kind::reals:
      return f(field<std::vector<double>>(object));
    case Kind::integers:
      return f(field<std::vector<std::int64_t>>(object));
    case Kind::literals:
      break;
  }
  return f(field<std::vector<std::string>>(object));
}

namespace {

Value to_value(const auto& x) { return x; }
Value to_value(const std::vector<std::string>& names) {
  Array literals;
  for (auto& name : names) literals.push_back(Literal{name});
  return literals;
}

void from_value(const Value& v, auto& to) { to = std::get<std::decay_t<decltype(to)>>(v); }
void from_value(const Value& v, std::vector<double>& to) { to = *std::get<DoubleVector>(v); }
void from_value(const Value& v, std::vector<std::int64_t>& to) { to = *std::get<IntVector>(v); }
void from_value(const Value& v, std::vector<std::string>& to) {
  to.clear();
  for (auto& item : std::get<Array>(v)) to.push_back(std::get<Literal>(item).name);
}

}  // namespace

Value Param::get(const void* object) const {
  return visit(object, [](auto& x) { return to_value(x); });
}

void Param::put(void* object, const Value& value) const {
  visit(object, [&](auto& x) { from_value(value, x); });
}

double& Param::number(void* object) const { return field<double>(object); }
double Param::number(const void* object) const { return field<double>(object); }

void Param::read(const Dict& whole, void* object) const {
  if (access == Access::read_only || access == Access::internal) return;
  auto* place = find_dictionary(whole, dictionary);
  if (!place) return;
  auto& from = *place;
  if (access == Access::as_number) {
    auto* given = from.peek(name);
    if (auto* x = given ? std::get_if<double>(given) : nullptr) {
      from.find(name);
      return put(object, std::vector<double>{*x});
    }
  }
  visit(object, [&](auto& x) { from.read(name, x); });
}

void Param::check(const void* object) const {
  auto test = [&](double x) {
    if (rule.holds(x)) return;
    bad_property(fmt::format("{} must be {}{}{}, is {}.", name, rule.text, unit.empty() ? "" : " ", unit, x));
  };
  if (kind_ == Kind::real) test(field<double>(object));
  if (kind_ == Kind::integer) test(static_cast<double>(field<std::int64_t>(object)));
  if (kind_ == Kind::reals)
    for (double x : field<std::vector<double>>(object)) test(x);
  if (kind_ == Kind::integers)
    for (auto x : field<std::vector<std::int64_t>>(object)) test(static_cast<double>(x));
}

bool Param::equal(const void* a, const void* b) const {
  return visit(a, [&](auto& x) { return x == field<std::decay_t<decltype(x)>>(b); });
}

std::string_view Param::type() const {
  static constexpr std::string_view names[] = {
      "double", "integer", "bool", "string", "array of doubles", "array of integers", "array of literals"};
  return names[static_cast<int>(kind_)];
}

Table without(Table table, std::initializer_list<std::string_view> names) {
  std::erase_if(table, [&](auto& row) { return std::find(names.begin(), names.end(), row.name) != names.end(); });
  return table;
}

Table operator+(Table a, const Table& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Table in_dictionary(std::string_view name, Table table) {
  for (auto& row : table) row.dictionary = name;
  return table;
}

const Dict* find_dictionary(const Dict& in, std::string_view name) {
  if (name.empty()) return &in;
  auto* value = in.find(name);
  if (!value) return nullptr;
  if (auto* dict = std::get_if<std::shared_ptr<Dict>>(value)) return dict->get();
  throw Error(err::type_mismatch,
              fmt::format("/{}: expected dictionarytype, provided {}.", name, type_name(*value)));
}

Dict& dictionary_in(Dict& dict, std::string_view name) {
  if (name.empty()) return dict;
  auto* value = dict.peek(name);
  if (auto* inner = value ? std::get_if<std::shared_ptr<Dict>>(value) : nullptr) return **inner;
  dict[name] = Value(Dict{});
  return *std::get<std::shared_ptr<Dict>>(*dict.peek(name));
}

void read_params(const Table& table, const Dict& from, void* object) {
  for (auto& row : table) row.read(from, object);
  for (auto& row : table) row.check(object);
}

void show_params(const Table& table, const void* object, Dict& to) {
  for (auto& row : table)
    if (row.access != Access::write_only && row.access != Access::internal)
      dictionary_in(to, row.dictionary)[row.name] = row.get(object);
}

namespace {

std::string default_text(const Param& row, const void* defaults) {
  auto value = row.get(defaults);
  if (auto* x = std::get_if<double>(&value)) return fmt::format("{}", *x);
  if (auto* i = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *i);
  if (auto* b = std::get_if<bool>(&value)) return *b ? "true" : "false";
  if (auto* s = std::get_if<std::string>(&value)) return "(" + *s + ")";
  std::string items;
  if (auto* list = std::get_if<DoubleVector>(&value))
    for (double x : **list) items += fmt::format("{} ", x);
  return items.empty() ? "[ ]" : "[ " + items + "]";
}

}  // namespace

std::string help_rows(const Table& table, const void* defaults) {
  std::string text;
  for (auto& row : table) {
    if (row.access == Access::internal) continue;
    auto name = row.dictionary.empty() ? std::string(row.name) : fmt::format("{}/{}", row.dictionary, row.name);
    text += fmt::format("  {:<20} {:<10} {:<6} {}", name, default_text(row, defaults), row.unit, row.doc);
    if (!row.rule.text.empty()) text += fmt::format(" ({})", row.rule.text);
    if (row.access == Access::read_only) text += " (read only)";
    if (row.access == Access::write_only) text += " (never shown)";
    text += '\n';
  }
  return text;
}

void bad_property(const std::string& text) { throw Error(err::bad_property, text); }

void require_below(std::string_view a_name, double a, std::string_view b_name, double b, std::string_view unit) {
  if (a < b) return;
  bad_property(fmt::format("{} ({} {}) must be below {} ({} {}).", a_name, a, unit, b_name, b, unit));
}

void require_different(std::string_view a_name, double a, std::string_view b_name, double b, std::string_view unit) {
  if (a == b) bad_property(fmt::format("{} and {} must differ, are both {} {}.", a_name, b_name, a, unit));
}

void require_a_step(std::string_view name, double value, const TimeGrid& grid) {
  if (grid.steps(value) < 1)
    bad_property(fmt::format("{} must be at least one step of {} ms, is {} ms.", name, grid.h(), value));
}

void require_size(std::string_view name, std::size_t size, std::size_t needed, std::string_view as_many_as) {
  if (size == needed) return;
  if (as_many_as.empty()) bad_property(fmt::format("{} must have {} elements, has {}.", name, needed, size));
  bad_property(fmt::format("{} must have as many elements as {}, {}; it has {}.", name, as_many_as, needed, size));
}

}  // namespace nestling
