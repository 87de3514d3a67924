// The node models of one kernel: the built-in ones and the user's copies.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/node/model.h"

namespace nestling {

class ModelRegistry {
 public:
  ModelRegistry() { reset(); }
  void reset();  // to the built-in ones

  // One more that is built in, by whoever drives the kernel.
  using Maker = std::function<ModelPtr()>;
  void add_builtin(Maker make);

  std::vector<std::string> names() const;
  NodeModel* find(std::string_view name) const;   // null if unknown
  NodeModel& get(std::string_view name) const;    // UnknownModelName
  std::int64_t id(std::string_view name) const;   // -1 if unknown
  void add(ModelPtr model) { models_.push_back(std::move(model)); }
  bool has_copies() const { return models_.size() > n_builtin_; }

 private:
  std::vector<ModelPtr> models_;
  std::vector<Maker> further_;
  std::size_t n_builtin_ = 0;
};

}  // namespace nestling
