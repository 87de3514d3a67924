#include "kernel/connect/synapse_model.h"

#include <fmt/format.h>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/node/device.h"

namespace nestling {

namespace {

// Each model comes with a variant for receptor 0 only and one with labels.
void add_variants(std::vector<SynapseType>& all, const SynapseType& type) {
  all.push_back(type);
  SynapseType small = type, labelled = type;
  small.name += "_hpc", small.one_receptor = true;
  small.doc = type.name + " for receptor 0 only, as in programs that save memory; here both take the same.";
  labelled.name += "_lbl", labelled.labelled = true;
  labelled.doc = type.name + " with a label, by which GetConnections can find it.";
  all.push_back(small);
  all.push_back(labelled);
}

const std::vector<SynapseType>& builtin() {
  static const std::vector<SynapseType> types = [] {
    std::vector<SynapseType> all;
    add_variants(all,
                 {.name = "static_synapse", .doc = "Synapse of constant weight: transmits every spike with its weight."});
    add_variants(all, {.name = "static_synapse_hom_w",
                       .doc = "static_synapse whose weight is that of the model: SetDefaults changes it for all "
                              "connections at once.",
                       .common_weight = true});
    for (auto& kind : synapse_kinds())
      add_variants(all, {.name = std::string(kind->traits().name),
                         .doc = std::string(kind->traits().doc),
                         .common_weight = kind->traits().common_weight,
                         .kind = kind.get()});
    return all;
  }();
  return types;
}

SynapseDefaults own_defaults(const SynapseType& type) {
  SynapseDefaults d;
  if (type.kind) d.weight = type.kind->traits().weight, d.values = type.kind->values();
  return d;
}

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

namespace {

double delay_offset(const SynapseModel& m) {
  return m.type->kind ? m.type->kind->delay_offset(static_cast<const void*>(m.defaults.values.get())) : 0.0;
}

void require_transmitter(const NodeTable& nodes, Gid gid) {
  const Place at = nodes.find(gid);
  auto* devices = dynamic_cast<Devices*>(at.population);
  if (!devices || (*devices)[at.index].transmits_every() == 0)
    bad_property(fmt::format("vt must be the GID of a volume_transmitter; node {} is none.", gid));
}

}  // namespace

void SynapseModels::reset() {
  models_.clear();
  for (auto& type : builtin()) models_.push_back({type.name, &type, own_defaults(type)});
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
  if (key == "delay" || key == "receptor_type") return true;
  if (key == "weight") return !type.common_weight;
  if (key == "synapse_label") return type.labelled;
  return type.kind && type.kind->takes(key);
}

Dict SynapseModels::defaults(SynapseModelId id, const TimeGrid& grid, std::size_t num_connections) const {
  const SynapseModel& m = models_[id];
  Dict d;
  show_params(parameters(), &m.defaults, d);
  d["delay"] = grid.delay_ms(grid.delay_steps(m.defaults.delay)) - delay_offset(m);
  if (m.type->labelled) show_params(label(), &m.defaults, d);
  if (const SynapseKind* kind = m.type->kind) {
    kind->common().show(m.defaults.values.get(), d);
    for (auto& section : kind->individual()) section.show(m.defaults.values.get(), d);
  }
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
  if (d.weight_recorder != -1 && nodes.find(d.weight_recorder).population->has_proxies())
    throw Error(err::unknown_node, fmt::format("Node {} is no weight_recorder.", d.weight_recorder));
  if (const SynapseKind* kind = m.type->kind) {
    const auto values = kind->copy(d.values.get());
    kind->common().read(changes, values.get());
    for (auto& section : kind->individual()) section.read(changes, values.get());
    if (double* weight = kind->weight(values.get())) *weight = d.weight;
    kind->follow(values.get(), m.defaults.values.get(), changes);
    kind->check(values.get());
    if (const auto* gid = kind->transmitter(values.get()); gid && *gid != -1) require_transmitter(nodes, *gid);
    if (double* offset = kind->delay_offset(values.get()); offset && changes.peek("delay")) {
      const auto exact = limits.exact(d.delay, grid);
      d.delay = grid.delay_ms(exact.steps), *offset = exact.offset;
    }
    d.values = values;
  }
  if (changes.peek("delay")) d.delay = grid.delay_ms(limits.steps(d.delay, grid));
  return [this, id, d] {
    SynapseModel& model = models_[id];
    const bool follow = model.type->common_weight && model.defaults.weight != d.weight;
    model.defaults = d;
    if (follow && common_weight_changed) common_weight_changed(id, d.weight);
  };
}

void SynapseModels::enrol(SynapseModelId id, std::int64_t n) {
  SynapseModel& m = models_[id];
  const auto* const before = m.type->kind->enrolled(m.defaults.values.get());
  if (!before || *before == n) return;
  const auto values = m.type->kind->copy(m.defaults.values.get());
  m.type->kind->enrol(values.get(), n);
  m.defaults.values = values;
}

SynapseModelId SynapseModels::copy(SynapseModelId from, std::string name) {
  if (models_.size() >= most)
    throw Error(err::kernel_exception, "There are " + std::to_string(most) + " synapse models already: no more are possible.");
  models_.push_back({std::move(name), models_[from].type, models_[from].defaults});
  return static_cast<SynapseModelId>(models_.size() - 1);
}

bool SynapseModels::has_copies() const { return models_.size() > builtin().size(); }

void SynapseModels::regrid(const TimeGrid& grid) {
  for (auto& m : models_) m.defaults.delay = grid.delay_ms(grid.steps_up(grid.tics(m.defaults.delay)));
}

std::string SynapseModels::help(SynapseModelId id) const {
  const SynapseModel& m = models_[id];
  const SynapseDefaults d = own_defaults(*m.type);
  std::string text = m.type->doc + "\n\n" + help_rows(parameters(), &d);
  if (m.type->labelled) text += help_rows(label(), &d);
  if (const SynapseKind* kind = m.type->kind) {
    for (auto& section : kind->individual()) text += help_rows(section.rows, section.in(d.values.get()));
    if (!kind->common().rows.empty())
      text += "\nCommon to all connections of the model:\n" +
              help_rows(kind->common().rows, kind->common().in(d.values.get()));
  }
  return text;
}

}  // namespace nestling
