// The deviates that users name in dictionaries: for parameters of connections and as objects of the language.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/value.h"
#include "kernel/random/philox.h"

namespace nestling {

class Deviate {
 public:
  virtual ~Deviate() = default;
  virtual std::unique_ptr<Deviate> clone() const = 0;

  // Entries replace parameters, all or none: TypeMismatch, BadParameterValue. What is not known stays unread.
  virtual void set(const Dict& parameters) = 0;
  virtual Dict status() const = 0;  // parameters and is_discrete
  virtual bool is_discrete() const = 0;
  virtual double draw(Stream& stream) const = 0;
  virtual std::int64_t draw_integer(Stream& stream) const {
    return static_cast<std::int64_t>(draw(stream));
  }  // discrete ones
};

std::vector<std::string> deviate_names();
std::unique_ptr<Deviate> make_deviate(std::string_view name);  // null if there is none of this name
// From << /distribution … >>: BadProperty if it is missing or unknown..
std::unique_ptr<Deviate> make_deviate(const Dict& spec);

}  // namespace nestling
