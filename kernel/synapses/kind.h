// A kind of synapse that has more than a weight: what its models and connections hold, as data. One object a built-in
// model, made from its declaration by synapse.h.
#pragma once
#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "kernel/node/param.h"

namespace nestling {

class LiveTable;

// Rows of a parameter table, and where the struct they belong to lies in the values of the kind.
struct Section {
  Table rows;
  std::size_t at;
  void* in(void* values) const { return static_cast<std::byte*>(values) + at; }
  const void* in(const void* values) const { return static_cast<const std::byte*>(values) + at; }
  void show(const void* values, Dict& to) const { show_params(rows, in(values), to); }
  void read(const Dict& from, void* values) const { read_params(rows, from, in(values)); }
};

struct SynapseTraits {
  std::string_view name, doc;
  double weight = 1;               // by default
  bool common_weight = false;      // all connections have the weight of the model
  bool reads_history = false;      // of the target's spikes
  bool reads_triplets = false;     // and the slower trace
  bool reads_potentials = false;   // of the target, filtered
  bool from_devices = false;       // whether a connection may start at a generator or sampler
  bool common_in_connect = true;   // whether Connect accepts (and ignores) common properties
  Err integers_in_connect = err::type_mismatch;  // its error for parameters that are no doubles
};

class SynapseKind {
 public:
  // Values of a model: what is common, and what a new connection gets. The type behind the pointer is the kind's own.
  using Values = std::shared_ptr<void>;

  SynapseKind(SynapseTraits traits, Section common, std::vector<Section> individual)
      : traits_(traits), common_(std::move(common)), individual_(std::move(individual)) {}
  virtual ~SynapseKind() = default;

  const SynapseTraits& traits() const { return traits_; }
  const Section& common() const { return common_; }                      // shared by the connections of a model
  const std::vector<Section>& individual() const { return individual_; }  // of each connection

  bool takes(std::string_view key) const {  // whether Connect can set this parameter
    return std::any_of(individual_.begin(), individual_.end(), [&](auto& section) {
      return std::any_of(section.rows.begin(), section.rows.end(),
                         [&](auto& row) { return row.name == key && row.is_double(); });
    });
  }

  virtual Values values() const = 0;  // the defaults
  virtual Values copy(const void* values) const = 0;
  virtual double* weight(void* values) const = 0;  // null where it is common
  // By how many ms delays are shorter than whole steps; null where they are whole.
  virtual double* delay_offset(void* values) const = 0;
  double delay_offset(const void* values) const {
    const double* offset = delay_offset(const_cast<void*>(values));
    return offset ? *offset : 0.0;
  }
  // The GID of the volume_transmitter; null for models that need none.
  virtual const std::int64_t* transmitter(const void* values) const = 0;
  virtual void check(const void* values) const = 0;  // rules between parameters: BadProperty
  void check_all(const void* values) const {         // and those of single ones
    for (auto& section : individual_)
      for (auto& row : section.rows) row.check(section.in(values));
    check(values);
  }
  // After new common values were read from `changes`: those that follow from others.
  virtual void follow(void* values, const void* before, const Dict& changes) const = 0;
  // How many connections have a number so far; null for models that do not number them.
  virtual const std::int64_t* enrolled(const void* values) const = 0;
  virtual void enrol(void* values, std::int64_t n) const = 0;
  virtual std::unique_ptr<LiveTable> table() const = 0;

 private:
  SynapseTraits traits_;
  Section common_;
  std::vector<Section> individual_;
};

using SynapseKindPtr = std::unique_ptr<const SynapseKind>;

// All kinds, in the order of their ids: kernel/synapses/list.cpp.
const std::vector<SynapseKindPtr>& synapse_kinds();

}  // namespace nestling
