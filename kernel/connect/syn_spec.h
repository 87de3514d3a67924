// What Connect's last dictionary says: the synapse model and where the values of each parameter come from.
#pragma once
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/connect/synapse_model.h"
#include "kernel/random/deviate.h"

namespace nestling {

// Values of one parameter: one for all, one each in a given order, or drawn.
class ParameterSource {
 public:
  enum class Accepts { reals, integers };  // reals: integers too, as a convenience

  ParameterSource(std::string name, double default_value) : name_(std::move(name)), value_(default_value) {}
  void read(const Dict& spec, Accepts accepts);  // BadProperty for other types
  void draw_floats();  // continuous draws are rounded to floats where that does not change their distribution

  bool is_constant() const { return !array_ && !deviate_; }
  bool is_array() const { return array_ != nullptr; }
  bool is_random() const { return deviate_.has_value(); }
  double value() const { return value_; }
  bool only_floats() const;  // every value is exactly a float

  // Values number first, first+1, … of an array, or so many draws. KernelException when the array is too short.
  void fill(std::span<double> to, std::uint64_t first, StreamKey key, std::uint64_t substream) const;

 private:
  std::string name_;
  double value_;
  DoubleVector array_;
  std::optional<Deviate> deviate_;
  std::optional<Deviate::FloatRange> floats_;
};

struct SynSpec {
  SynapseModelId model;
  ParameterSource weight, delay, receptor, label;
  bool labelled;

  // For models with state: what all connections get, parameters that differ between them, and whether values are checked
  // connection by connection.
  struct Further {
    const Param* row;
    const Section* section;
    ParameterSource source;
  };
  std::shared_ptr<void> values = nullptr;
  std::vector<Further> further = {};
  bool check_each = false;
  double exact_delay_offset = 0;  // ms by which delays are shorter than whole steps

  bool any(bool (ParameterSource::*is)() const) const {
    return (weight.*is)() || (delay.*is)() || (receptor.*is)() || (label.*is)() ||
           std::any_of(further.begin(), further.end(), [&](auto& f) { return (f.source.*is)(); });
  }
};

SynSpec read_syn_spec(const Dict& spec, const SynapseModels& models);

}  // namespace nestling
