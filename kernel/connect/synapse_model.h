// The synapse models: what is built in, their copies, their defaults.
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/connect/delays.h"
#include "kernel/node/param.h"
#include "kernel/node/population.h"
#include "kernel/synapses/kind.h"

namespace nestling {

using SynapseModelId = std::uint32_t;

// What is the same for a model and all its copies.
struct SynapseType {
  std::string name, doc;
  bool labelled = false;       // each connection has a synapse_label
  bool one_receptor = false;   // receptor_type must be 0, and no samplers (the _hpc variants)
  bool common_weight = false;  // all connections have the weight of the model
  const SynapseKind* kind = nullptr;  // for models with more than a weight
};

// What a new connection gets when Connect does not say otherwise, and what all connections of the model share.
struct SynapseDefaults {
  double weight = 1.0;  // pA, nS or mV, as the target takes it
  double delay = 1.0;   // ms
  std::int64_t receptor_type = 0;
  std::int64_t synapse_label = -1;
  std::int64_t weight_recorder = -1;
  std::shared_ptr<const void> values;  // of the kind
};

struct SynapseModel {
  std::string name;
  const SynapseType* type;
  SynapseDefaults defaults;
};

class SynapseModels {
 public:
  static constexpr std::size_t most = 512;  // as many as there may be, copies included

  SynapseModels() { reset(); }
  void reset();  // the built-in models with their own defaults

  std::size_t size() const { return models_.size(); }
  const SynapseModel& operator[](SynapseModelId id) const { return models_[id]; }
  const SynapseModel* find(std::string_view name) const;
  // The id of a model; otherwise an error of the given kind (Connect has another one than GetDefaults).
  SynapseModelId id(std::string_view name, Err if_unknown) const;
  std::vector<std::string> names() const;
  // Is this a property that each connection of the model has for itself?
  bool is_individual(SynapseModelId id, std::string_view key) const;

  Dict defaults(SynapseModelId id, const TimeGrid& grid, std::size_t num_connections) const;
  Commit stage(SynapseModelId id, const Dict& changes, const TimeGrid& grid, const DelayLimits& limits,
               const NodeTable& nodes);
  void enrol(SynapseModelId id, std::int64_t n);  // so many connections have numbers, if the model numbers them
  SynapseModelId copy(SynapseModelId from, std::string name);
  bool has_copies() const;
  void regrid(const TimeGrid& grid);          // default delays become whole steps of a new grid, rounded up
  void remove_last() { models_.pop_back(); }  // a copy whose changes were refused
  std::string help(SynapseModelId id) const;

  // Called when the common weight of a model has changed: its connections follow.
  std::function<void(SynapseModelId, double weight)> common_weight_changed;

 private:
  std::deque<SynapseModel> models_;
};

}  // namespace nestling
