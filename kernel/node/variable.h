// What can be seen of a neuron's state: recorded, and for some entries read and set in the status dictionary.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/base/lanes.h"
#include "kernel/node/param.h"
#include "kernel/node/population.h"

namespace nestling {

// To multimeters; in status dictionaries, settable; both; both, but read only; in status dictionaries only, read only.
enum class Show : std::uint8_t { record = 1, status = 6, both = 7, watch = 3, shown = 2 };

// Where a quantity of each node is kept.
struct Column {
  template <class Struct>
  Column(Real Struct::*member)
      : index(Param::offset_of(member) / sizeof(Real)), input(requires { typename Struct::IsInput; }) {}
  // The same quantity of a part.
  template <class Whole, class Part, class Base>
  Column(Part Whole::*part, Real Base::*member) : Column(member) {
    index += Param::offset_of(part) / sizeof(Real);
  }

  std::size_t index;
  bool input;  // of the input of the step instead of the state
};

struct Variable {
  Variable(std::string_view name, Column column, std::string_view unit, std::string_view doc, Show show = Show::record,
           Constraint rule = any)
      : name(name), unit(unit), doc(doc), show(show), rule(rule), input(column.input), column(column.index) {}

  // A potential that is kept relative to a parameter and shown absolute.
  template <class Params>
  Variable(std::string_view name, Column column, double Params::*base, std::string_view unit, std::string_view doc,
           Show show = Show::record)
      : Variable(name, column, unit, doc, show) {
    base_offset = Param::offset_of(base);
  }

  std::string_view name, unit, doc;
  Show show;
  Constraint rule = any;             // of the value shown, when it is set
  std::string_view dictionary = {};  // if the entry is in a dictionary within the status dictionary
  bool input;             // a column of the input of the step instead of the state
  std::size_t column;
  std::optional<std::size_t> base_offset;

  bool recorded() const { return static_cast<int>(show) & 1; }
  bool in_status() const { return static_cast<int>(show) & 2; }
  bool settable() const { return static_cast<int>(show) & 4; }
  bool numbered() const { return name.find("{}") != name.npos; }  // one for each element of a group
  bool read(const Dict& from, double& shown) const;               // BadProperty, TypeMismatch
  void put(double value, Dict& to) const;
  double base(const void* params) const;                          // value of the parameter that it is relative to, or 0
};

using Variables = std::vector<Variable>;
// Those of a part, where they lie in the whole.
template <class Whole, class Part>
Variables inside(Part Whole::*part, Variables variables) {
  for (auto& v : variables) v.column += Param::offset_of(part) / sizeof(Real);
  return variables;
}
inline Variables operator+(Variables a, const Variables& b) { return a.insert(a.end(), b.begin(), b.end()), a; }

// Inputs of a model derive from this: what arrives in one step, one channel a member.
struct Channels {
  using IsInput = void;
};

struct Receptor {
  std::int64_t id;
  Signal signal;
  Port port;
  std::string_view name = {};  // in `receptor_types`

  Receptor named(std::string_view n) const {
    Receptor r = *this;
    r.name = n;
    return r;
  }
};

inline Receptor spikes(std::int64_t id, Column positive, Column negative) {
  return {
      id,
      Signal::spike,
      {.positive = static_cast<std::uint32_t>(positive.index), .negative = static_cast<std::uint32_t>(negative.index)}};
}
inline Receptor spikes(std::int64_t id, Column column) { return spikes(id, column, column); }

// The number of spikes, whatever their weight and meaning.
inline Receptor spike_counts(std::int64_t id, Column member) {
  auto r = spikes(id, member, member);
  r.signal = Signal::spike_or_transition;
  r.port.counts = true;
  return r;
}

// Transitions of binary neurons: the weight of those that go to 1, less that of those that go back to 0.
inline Receptor transitions(std::int64_t id, Column member) {
  auto r = spikes(id, member, member);
  r.signal = Signal::transition;
  r.port.decodes = true;
  return r;
}

// A current that arrives at the end of a step flows during the next.
inline Receptor currents(std::int64_t id, Column member) {
  auto r = spikes(id, member, member);
  r.signal = Signal::current;
  r.port.late = true;
  return r;
}

// For models that keep it until then themselves, since they show it, or that use it at once.
inline Receptor arriving_currents(std::int64_t id, Column member, Signal kind = Signal::current) {
  auto r = currents(id, member);
  r.signal = kind;
  r.port.late = false;
  return r;
}

// Takes spikes and drops them.
inline Receptor swallowed_spikes(std::int64_t id) { return {id, Signal::spike_or_transition, {.ignored = true}}; }

}  // namespace nestling
