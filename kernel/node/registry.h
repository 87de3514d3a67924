// The node models of one kernel: the built-in ones and the user's copies.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kernel/node/model.h"

namespace nestling {

class ModelRegistry {
 public:
  ModelRegistry() : models_(builtin_models()), n_builtin_(models_.size()) {}
  void reset() { *this = ModelRegistry(); }

  std::vector<std::string> names() const;
  NodeModel* find(std::string_view name) const;   // null if unknown
  NodeModel& get(std::string_view name) const;    // UnknownModelName
  std::int64_t id(std::string_view name) const;   // -1 if unknown
  void add(ModelPtr model) { models_.push_back(std::move(model)); }
  bool has_copies() const { return models_.size() > n_builtin_; }

 private:
  std::vector<ModelPtr> models_;
  std::size_t n_builtin_;
};

}  // namespace nestling
