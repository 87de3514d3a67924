// Random deviates by name: uniform, normal, poisson, … and their clipped forms, with parameters that users set and
// read. For parameters of connections, and as objects of the language.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
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
  // Values that a deviate can have: strictly between them if `open`.
  struct Limits {
    double low, high;
    bool open_low, open_high;
  };

  // The least and the greatest float among the values of a continuous deviate.
  struct FloatRange {
    float low, high;
  };

  // Immutable, hence shared by copies.
  class Distribution {
   public:
    virtual ~Distribution() = default;
    virtual std::shared_ptr<const Distribution> changed(const Dict& parameters) const = 0;
    virtual Dict parameters() const = 0;
    virtual bool discrete() const = 0;
    virtual Number draw(Stream& stream) const = 0;
    virtual double draw_double(Stream& stream) const = 0;
    virtual void fill(Stream& stream, std::span<double> to) const = 0;
    virtual Limits limits() const = 0;
    virtual void fill_floats(StreamKey key, std::uint64_t substream, std::span<double> to, FloatRange range) const = 0;
  };

  explicit Deviate(std::string_view name);  // BadProperty with a suggestion when there is none of that name
  // << /distribution /normal /mu 1.0 … >>: entries that the distribution does not know stay unread.
  static Deviate from(const Dict& spec);
  static std::vector<std::string> names();

  const std::string& name() const { return name_; }
  void set(const Dict& parameters);  // all or nothing: TypeMismatch, BadParameterValue, DictError for unknown keys
  Dict parameters() const { return distribution_->parameters(); }
  bool discrete() const { return distribution_->discrete(); }
  Number draw(Stream& stream) const { return distribution_->draw(stream); }
  double draw_double(Stream& stream) const { return distribution_->draw_double(stream); }
  void fill(Stream& stream, std::span<double> to) const { distribution_->fill(stream, to); }

  // Whether rounding the draws to floats leaves the distribution what it is: then the floats that they can be.
  std::optional<FloatRange> float_range() const;
  // So many of these, the same for the same key and substream; much faster than one by one.
  void fill_floats(StreamKey key, std::uint64_t substream, std::span<double> to, FloatRange range) const {
    distribution_->fill_floats(key, substream, to, range);
  }

 private:
  std::string name_;
  std::shared_ptr<const Distribution> distribution_;
};

}  // namespace nestling
