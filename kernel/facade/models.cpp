// Models of nodes and of synapses, by name.
#include <fmt/format.h>

#include "kernel/base/suggest.h"
#include "kernel/impl.h"

namespace nestling {

std::vector<std::string> Kernel::node_models() const { return impl_->models.names(); }
std::vector<std::string> Kernel::synapse_models() const { return impl_->connections.models().names(); }

std::int64_t Kernel::model_id(std::string_view model) const {
  if (auto id = impl_->models.id(model); id >= 0) return id;
  if (impl_->connections.models().find(model)) return impl_->connections.models().id(model, err::unknown_model);
  auto known = node_models();
  for (auto& name : synapse_models()) known.push_back(name);
  throw Error(err::unknown_model, fmt::format("There is no model /{}.{}", model, did_you_mean(model, known)));
}

Dict KernelImpl::model_status(const NodeModel& model) const {
  Dict d;
  d.reserve(48);
  model.status(d, env);
  Array instances;
  std::vector<std::int64_t> count(static_cast<std::size_t>(env.n_threads), 0);
  for (auto& p : nodes.populations())
    if (&p->model() == &model)
      for (int t = 0; t < env.n_threads; ++t)
        count[static_cast<std::size_t>(t)] += p->has_proxies() ? nodes.count_on(*p, t) : p->size();
  Array none;
  for (auto n : count) {
    instances.push_back(n);
    none.push_back(0);
  }
  d["model"] = Literal{model.name()};
  d["type_id"] = Literal{std::string(model.traits().type_id)};
  d["element_type"] = Literal{std::string(model.traits().element_type)};
  d["instantiations"] = instances;
  d["capacity"] = instances;
  d["available"] = none;
  d["elementsize"] = model.bytes_per_node();
  d["global_id"] = 0;
  d["vp"] = -1;
  d["thread"] = 0;
  d["thread_local_id"] = -1;
  d["local"] = true;
  d["frozen"] = model.traits().element_type == "structure";
  if (model.traits().element_type == "structure") d["number_of_children"] = 0;
  d["node_uses_wfr"] = false;
  d["supports_precise_spikes"] = model.traits().precise;
  if (auto names = model.recordables(); !names.empty()) {
    Array list;
    for (auto& name : names) list.push_back(Literal{name});
    d["recordables"] = list;
  }
  return d;
}

Dict Kernel::defaults(std::string_view name) const {
  auto& k = *impl_;
  if (auto* model = k.models.find(name)) return k.model_status(*model);
  auto id = static_cast<SynapseModelId>(model_id(name));
  return k.connections.models().defaults(id, k.env.grid, k.connections.size(id));
}

void Kernel::set_defaults(std::string_view name, const Dict& changes) {
  auto& k = *impl_;
  k.require_at_rest();
  auto stage = [&] {
    if (auto* model = k.models.find(name)) return model->stage(changes, k.env);
    auto id = static_cast<SynapseModelId>(model_id(name));
    return k.connections.models().stage(id, changes, k.env.grid, k.connections.delays(), k.nodes);
  };
  k.accepted(name, changes, stage, [&] { return defaults(name); })();
  k.defaults_changed = k.changed = true;
}

void KernelImpl::require_new_model(std::string_view name) const {
  if (models.find(name) || connections.models().find(name))
    throw Error(err::model_exists, fmt::format("There is a model /{} already.", name));
}

void Kernel::add_builtin_model(std::function<ModelPtr()> make) { impl_->models.add_builtin(std::move(make)); }

void Kernel::add_model(ModelPtr model) {
  impl_->require_new_model(model->name());
  impl_->models.add(std::move(model));
}

void Kernel::copy_model(std::string_view old_name, std::string_view new_name, const Dict& changes) {
  auto& k = *impl_;
  model_id(old_name);  // must exist
  k.require_new_model(new_name);
  auto entries = [&] { return defaults(old_name); };
  if (auto* model = k.models.find(old_name)) {
    auto copy = model->copy(std::string(new_name));
    k.accepted(
        new_name, changes, [&] { return copy->stage(changes, k.env); }, entries)();
    k.models.add(std::move(copy));
    return;
  }
  auto& synapses = k.connections.models();
  auto id = synapses.copy(static_cast<SynapseModelId>(model_id(old_name)), std::string(new_name));
  try {
    auto stage = [&] { return synapses.stage(id, changes, k.env.grid, k.connections.delays(), k.nodes); };
    k.accepted(new_name, changes, stage, entries)();
  } catch (...) {
    synapses.remove_last();
    throw;
  }
}

std::string Kernel::help(std::string_view name) const {
  if (auto* model = impl_->models.find(name)) return fmt::format("{}: {}", name, model->help());
  auto& synapses = impl_->connections.models();
  if (!synapses.find(name)) return "";
  return fmt::format("{}: {}", name, synapses.help(synapses.id(name, err::unknown_model)));
}

}  // namespace nestling
