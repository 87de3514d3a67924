// Random deviates by name: uniform, normal, poisson, … and their clipped forms, with parameters that users set and
// read. For parameters of connections, and as objects of the language.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/base/value.h"
#include "kernel/random/philox.h"

namespace nestling {

class Deviate {
 public:
  using Number = std::variant<std::int64_t, double>;  // integers from discrete deviates

  // Immutable, hence shared by copies.
  class Distribution {
   public:
    virtual ~Distribution() = default;
    virtual std::shared_ptr<const Distribution> changed(const Dict& parameters) const = 0;
    virtual Dict parameters() const = 0;
    virtual bool discrete() const = 0;
    virtual Number draw(Stream& stream) const = 0;
    virtual double draw_double(Stream& stream) const = 0;
  };

  explicit Deviate(std::string_view name);  // BadProperty with a suggestion when there is none of that name
  // << /distribution /normal /mu 1.0 … >>: entries that the distribution does not know stay unread.
  static Deviate from(const Dict& spec);
  static std::vector<std::string> names();

  void set(const Dict& parameters);  // all or nothing: TypeMismatch, BadParameterValue, DictError for unknown keys
  Dict parameters() const { return distribution_->parameters(); }
  bool discrete() const { return distribution_->discrete(); }
  Number draw(Stream& stream) const { return distribution_->draw(stream); }
  double draw_double(Stream& stream) const { return distribution_->draw_double(stream); }

 private:
  std::string name_;
  std::shared_ptr<const Distribution> distribution_;
};

}  // namespace nestling
