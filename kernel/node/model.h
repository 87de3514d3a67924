// A node model: a name, the defaults of its nodes, and how to make them.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/node/population.h"

namespace nestling {

// What is the same for a model and all its copies.
struct ModelTraits {
  std::string_view type_id;       // name of the built-in model
  std::string_view element_type;  // neuron, stimulator, recorder, structure, other
  bool has_proxies = true;
  bool precise = false;           // spikes may lie off the grid
};

class NodeModel {
 public:
  NodeModel(std::string name, ModelTraits traits) : name_(std::move(name)), traits_(traits) {}
  virtual ~NodeModel() = default;

  const std::string& name() const { return name_; }
  const ModelTraits& traits() const { return traits_; }

  virtual std::unique_ptr<NodeModel> copy(std::string name) const = 0;  // with the present defaults
  virtual void status(Dict& to, const Environment&) const = 0;          // the model's own entries, of a new node
  virtual Commit stage(const Dict& changes, const Environment&) = 0;    // SetDefaults
  virtual std::span<const std::string> recordables() const { return {}; }
  // Nodes with these defaults that count as nodes of `owner`: this model, or the one it is a temporary copy of.
  virtual std::unique_ptr<Population> make(const NodeModel& owner, Gid first, std::uint32_t n, const Environment&) const = 0;
  virtual std::size_t bytes_per_node() const = 0;
  virtual std::string help() const = 0;

 private:
  std::string name_;
  ModelTraits traits_;
};

using ModelPtr = std::unique_ptr<NodeModel>;

// All models that are built in, in the order of their ids: kernel/models/list.cpp.
std::vector<ModelPtr> builtin_models();

}  // namespace nestling
