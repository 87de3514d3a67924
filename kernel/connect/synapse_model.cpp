#include "kernel/connect/synapse_model.h"

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"

namespace nestling {

namespace {

constexpr SynapseType builtin[] = {
    {.name = "static_synapse", .doc = "Synapse of constant weight: transmits every spike with its weight."},
    {.name = "static_synapse_hpc",
     .doc = "static_synapse for receptor 0 only, as in programs that save memory; here both take the same.",
     .one_receptor = true},
    {.name = "static_synapse_lbl",
     .doc = "static_synapse with a label, by which GetConnections can find it.",
     .labelled = true},
    {.name = "static_synapse_hom_w",
     .doc = "static_synapse whose weight is that of the model: SetDefaults changes it for all connections at once.",
     .common_weight = true},
    {.name = "static_synapse_hom_w_hpc",
     .doc = "static_synapse_hom_w for receptor 0 only.",
     .one_receptor = true,
     .common_weight = true},
    {.name = "static_synapse_hom_w_lbl",
     .doc = "static_synapse_hom_w with a label, by which GetConnections can find it.",
     .labelled = true,
     .common_weight = true},
};

const Table& parameters() {
  static const Table table = {
      {"weight", &SynapseDefaults::weight, "", any, "Synaptic weight (pA, nS or mV, depending on the target)"},
      {"delay", &SynapseDefaults::delay, "ms", any, "Transmission delay"},
      {"receptor_type", &SynapseDefaults::receptor_type, "", any, "Receptor of the target"},
      {"weight_recorder", &SynapseDefaults::weight_recorder, "", any,
       "GID of the weight_recorder that sees every spike, -1: none"},
  };
  return table;
}

const Table& label() {
  static const Table table = {
      {"synapse_label", &SynapseDefaults::synapse_label, "", any, "A number to find connections by, -1: none"}};
  return table;
}

}  // namespace

void SynapseModels::reset() {
  models_.clear();
  for (auto& type : builtin) models_.push_back({std::string(type.name), &type, {}});
}

const SynapseModel* SynapseModels::find(std::string_view name) const {
  for (auto& m : models_)
    if (m.name == name) return &m;
  return nullptr;
}

SynapseModelId SynapseModels::id(std::string_view name, Err if_unknown) const {
  for (std::size_t i = 0; i < models_.size(); ++i)
    if (models_[i].name == name) return static_cast<SynapseModelId>(i);
  throw Error(if_unknown, "There is no synapse model " + std::string(name) + "." + did_you_mean(name, names()));
}

std::vector<std::string> SynapseModels::names() const {
  std::vector<std::string> all;
  for (auto& m : models_) all.push_back(m.name);
  return all;
}

bool SynapseModels::is_individual(SynapseModelId id, std::string_view key) const {
  const SynapseType& type = *models_[id].type;
  return key == "delay" || key == "receptor_type" || (key == "weight" && !type.common_weight) ||
         (key == "synapse_label" && type.labelled);
}

Dict SynapseModels::defaults(SynapseModelId id, const TimeGrid& grid, std::size_t num_connections) const {
  const SynapseModel& m = models_[id];
  Dict d;
  show_params(parameters(), &m.defaults, d);
  d["delay"] = grid.delay_ms(grid.delay_steps(m.defaults.delay));
  if (m.type->labelled) show_params(label(), &m.defaults, d);
  d["has_delay"] = true;
  d["requires_symmetric"] = false;
  d["num_connections"] = num_connections;
  d["sizeof"] = std::int64_t{4};
  d["synapse_model"] = Literal{m.name};
  return d;
}

Commit SynapseModels::stage(SynapseModelId id, const Dict& changes, const TimeGrid& grid, const DelayLimits& limits,
                            const NodeTable& nodes) {
  SynapseModel& m = models_[id];
  SynapseDefaults d = m.defaults;
  read_params(parameters(), changes, &d);
  if (m.type->labelled) read_params(label(), changes, &d);
  if (m.type->labelled && d.synapse_label < 0 && changes.peek("synapse_label"))
    bad_property("synapse_label of " + m.name + " must be >= 0, is " + std::to_string(d.synapse_label) + ".");
  if (changes.peek("delay")) d.delay = grid.delay_ms(limits.steps(d.delay, grid));
  if (d.weight_recorder != -1) nodes.find(d.weight_recorder);
  return [this, id, d] {
    SynapseModel& model = models_[id];
    const bool follow = model.type->common_weight && model.defaults.weight != d.weight;
    model.defaults = d;
    if (follow && common_weight_changed) common_weight_changed(id, d.weight);
  };
}

SynapseModelId SynapseModels::copy(SynapseModelId from, std::string name) {
  if (models_.size() >= most)
    throw Error(err::kernel_exception, "There are " + std::to_string(most) + " synapse models already: no more are possible.");
  models_.push_back({std::move(name), models_[from].type, models_[from].defaults});
  return static_cast<SynapseModelId>(models_.size() - 1);
}

bool SynapseModels::has_copies() const { return models_.size() > std::size(builtin); }

void SynapseModels::regrid(const TimeGrid& grid) {
  for (auto& m : models_) m.defaults.delay = grid.delay_ms(grid.steps_up(grid.tics(m.defaults.delay)));
}

std::string SynapseModels::help(SynapseModelId id) const {
  const SynapseModel& m = models_[id];
  const SynapseDefaults d;
  return std::string(m.type->doc) + "\n\n" + help_rows(parameters(), &d) +
         (m.type->labelled ? help_rows(label(), &d) : "");
}

}  // namespace nestling
