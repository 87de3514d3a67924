// What can be seen of a neuron's state: recorded, and for some entries read and set in the status dictionary.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/base/lanes.h"
#include "kernel/node/param.h"
#include "kernel/node/population.h"

namespace nestling {

enum class Show : std::uint8_t { record, status, both };  // to multimeters, in status dictionaries (settable), or both

struct Variable {
  template <class Struct>
  Variable(std::string_view name, Real Struct::*member, std::string_view unit, std::string_view doc, Show show = Show::record)
      : name(name), unit(unit), doc(doc), show(show), input(requires { typename Struct::IsInput; }), column(column_of(member)) {}

  // A potential that is kept relative to a parameter and shown absolute.
  template <class Struct, class Params>
  Variable(std::string_view name, Real Struct::*member, double Params::*base, std::string_view unit, std::string_view doc,
           Show show = Show::record)
      : Variable(name, member, unit, doc, show) {
    base_offset = Param::offset_of(base);
  }

  std::string_view name, unit, doc;
  Show show;
  bool input;          // a column of the input of the step instead of the state
  std::size_t column;
  std::optional<std::size_t> base_offset;

  bool recorded() const { return show != Show::status; }
  bool in_status() const { return show != Show::record; }
  double base(const void* params) const;  // value of the parameter that it is relative to, or 0

  template <class Struct>
  static std::size_t column_of(Real Struct::*member) {
    return Param::offset_of(member) / sizeof(Real);
  }
};

// Inputs of a model derive from this: what arrives in one step, one channel a member.
struct Channels {
  using IsInput = void;
};

struct Receptor {
  std::int64_t id;
  Signal signal;
  Port port;
};

template <class Input>
Receptor spikes(std::int64_t id, Real Input::*positive, Real Input::*negative) {
  return {id, Signal::spike,
          {.positive = static_cast<std::uint32_t>(Variable::column_of(positive)),
           .negative = static_cast<std::uint32_t>(Variable::column_of(negative))}};
}

template <class Input>
Receptor spikes(std::int64_t id, Real Input::*member) {
  return spikes(id, member, member);
}

// The number of spikes, whatever their weight.
template <class Input>
Receptor spike_counts(std::int64_t id, Real Input::*member) {
  auto r = spikes(id, member, member);
  r.port.counts = true;
  return r;
}

template <class Input>
Receptor currents(std::int64_t id, Real Input::*member) {
  auto r = spikes(id, member, member);
  r.signal = Signal::current;
  return r;
}

// Takes spikes and drops them.
inline Receptor swallowed_spikes(std::int64_t id) { return {id, Signal::spike, {.ignored = true}}; }

}  // namespace nestling
