// Tables of parameters. One row says name, member, unit, rule and meaning; status dictionaries, type checks, error
// messages and help pages are made from it. Serves neurons, devices and synapses alike; a default is the initialiser
// of the member.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "kernel/base/error.h"
#include "kernel/base/time.h"
#include "kernel/base/value.h"

namespace nestling {

struct Constraint {
  bool (*holds)(double);
  std::string_view text;  // "must be …"
};
inline constexpr Constraint any{[](double) { return true; }, ""};
inline constexpr Constraint positive{[](double x) { return x > 0; }, "> 0"};
inline constexpr Constraint not_negative{[](double x) { return x >= 0; }, ">= 0"};
inline constexpr Constraint probability{[](double x) { return x >= 0 && x <= 1; }, "between 0 and 1"};

// as_number: a list that may be given as one number. internal: kept for each node, but no entry of the dictionary.
enum class Access : std::uint8_t { settable, read_only, write_only, as_number, internal };

// A row. The object it belongs to is passed as void*: a table is data, its users need no template.
class Param {
 public:
  template <class Struct, class T>
  Param(std::string_view name, T Struct::*member, std::string_view unit, Constraint rule, std::string_view doc,
        Access access = Access::settable)
      : name(name), unit(unit), doc(doc), rule(rule), access(access), kind_(kind_of<T>()), offset_(offset_of(member)) {}

  std::string_view name, unit, doc;
  std::string_view dictionary = {};  // if the entry is in a dictionary within the dictionary
  Constraint rule;
  Access access;

  Value get(const void* object) const;
  void put(void* object, const Value& value) const;  // a value of the right type
  void read(const Dict& from, void* object) const;   // TypeMismatch
  void check(const void* object) const;              // BadProperty
  bool is_double() const { return kind_ == Kind::real; }
  double& number(void* object) const;  // of a row that is_double()
  double number(const void* object) const;
  bool equal(const void* a, const void* b) const;
  bool is_at(std::size_t offset) const { return offset_ == offset; }
  std::string_view type() const;
  // The row of a part's table, where the part begins at this offset of the whole.
  Param inside(std::size_t offset) const {
    Param row = *this;
    row.offset_ += offset;
    return row;
  }

  // Where a member lies in its struct.
  template <class Struct, class T>
  static std::size_t offset_of(T Struct::*member) {
    return static_cast<std::size_t>(std::bit_cast<std::ptrdiff_t>(member));
  }

 private:
  enum class Kind : std::uint8_t { real, integer, boolean, text, reals, integers, literals };

  template <class T>
  static constexpr Kind kind_of() {
    if constexpr (std::is_same_v<T, double>) return Kind::real;
    else if constexpr (std::is_same_v<T, std::int64_t>) return Kind::integer;
    else if constexpr (std::is_same_v<T, bool>) return Kind::boolean;
    else if constexpr (std::is_same_v<T, std::string>) return Kind::text;
    else if constexpr (std::is_same_v<T, std::vector<double>>) return Kind::reals;
    else if constexpr (std::is_same_v<T, std::vector<std::int64_t>>) return Kind::integers;
    else {
      static_assert(std::is_same_v<T, std::vector<std::string>>, "no parameter can have this type");
      return Kind::literals;
    }
  }
  template <class T>
  T& field(void* object) const {
    return *reinterpret_cast<T*>(static_cast<std::byte*>(object) + offset_);
  }
  template <class T>
  const T& field(const void* object) const {
    return *reinterpret_cast<const T*>(static_cast<const std::byte*>(object) + offset_);
  }
  // Calls f with the member, as its own type.
  template <class Object, class F>
  auto visit(Object* object, F f) const;

  Kind kind_;
  std::size_t offset_;
};

using Table = std::vector<Param>;

// Tables of parts make the table of the whole: rows_of(&Params::part) + Table{…}.
template <class Whole, class Part>
Table in_part(Part Whole::*member, Table table) {
  for (auto& row : table) row = row.inside(Param::offset_of(member));
  return table;
}
template <class Whole, class Part, class... Options>
Table rows_of(Part Whole::*member, const Options&... options) {
  return in_part(member, Part::rows(options...));
}
Table in_dictionary(std::string_view name, Table table);
Table operator+(Table a, const Table& b);
Table without(Table table, std::initializer_list<std::string_view> names);

// The dictionary of this name within another: to be read (or null); to be written.
const Dict* find_dictionary(const Dict& in, std::string_view name);
Dict& dictionary_in(Dict& dict, std::string_view name);

// All rows: what is there replaces the member, then every rule is checked, also of what did not change.
void read_params(const Table& table, const Dict& from, void* object);
void show_params(const Table& table, const void* object, Dict& to);
std::string help_rows(const Table& table, const void* defaults);

// For rules between several parameters: BadProperty with this text.
[[noreturn]] void bad_property(const std::string& text);
// "V_reset (-50 mV) must be below V_th (-55 mV)." unless it is.
void require_below(std::string_view a_name, double a, std::string_view b_name, double b, std::string_view unit);
void require_different(std::string_view a_name, double a, std::string_view b_name, double b, std::string_view unit);
// "t_ref must be at least one step of 0.1 ms, is 0 ms."
void require_a_step(std::string_view name, double value, const TimeGrid& grid);
// "q_sfa must have as many elements as tau_sfa, 2; it has 1."
void require_size(std::string_view name, std::size_t size, std::size_t needed, std::string_view as_many_as = "");

}  // namespace nestling
