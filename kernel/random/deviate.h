// Random deviates by name: uniform, normal, poisson, … and their clipped forms, with parameters that users set and
// read.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/base/value.h"
#include "kernel/random/philox.h"

namespace nestling {

struct DeviateFamily;

class Deviate {
 public:
  using Number = std::variant<std::int64_t, double>;  // integers from discrete deviates

  explicit Deviate(std::string_view name);  // BadParameterValue with a suggestion when there is none of that name
  static std::vector<std::string> names();

  void set(const Dict& parameters);  // all or nothing: TypeMismatch, BadParameterValue, DictError for unknown keys
  Dict parameters() const;
  bool discrete() const;
  Number draw(Stream& stream) const;

 private:
  enum class Clipping { none, redraw, to_boundary };
  void check() const;
  template <class T>
  Number clipped(Stream& stream) const;

  const DeviateFamily* family_;
  Clipping clipping_ = Clipping::none;
  std::vector<Number> values_;  // of the parameters of the family; then low and high, when clipped
};

}  // namespace nestling
