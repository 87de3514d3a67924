#include "kernel/node/registry.h"

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"

namespace nestling {

void ModelRegistry::reset() {
  models_ = builtin_models();
  for (auto& make : further_) models_.push_back(make());
  n_builtin_ = models_.size();
}

void ModelRegistry::add_builtin(Maker make) {
  models_.push_back(make());
  further_.push_back(std::move(make));
  n_builtin_ = models_.size();
}

std::vector<std::string> ModelRegistry::names() const {
  std::vector<std::string> names;
  for (auto& model : models_) names.push_back(model->name());
  return names;
}

NodeModel* ModelRegistry::find(std::string_view name) const {
  auto i = id(name);
  return i < 0 ? nullptr : models_[static_cast<std::size_t>(i)].get();
}

NodeModel& ModelRegistry::get(std::string_view name) const {
  if (auto* model = find(name)) return *model;
  throw Error(err::unknown_model, "There is no node model /" + std::string(name) + "." + did_you_mean(name, names()));
}

std::int64_t ModelRegistry::id(std::string_view name) const {
  for (std::size_t i = 0; i < models_.size(); ++i)
    if (models_[i]->name() == name) return static_cast<std::int64_t>(i);
  return -1;
}

}  // namespace nestling
