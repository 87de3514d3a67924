#include "kernel/node/device.h"

#include "kernel/base/error.h"

namespace nestling {

Port Device::port(Signal, std::int64_t) const {
  throw Error(err::illegal_connection, "A " + model_name + " takes no input.");
}

Devices::Devices(const NodeModel& model, Gid first, std::vector<std::unique_ptr<Device>> objects)
    : Population(model, first, static_cast<std::uint32_t>(objects.size())), objects_(std::move(objects)) {}

void Devices::connecting(std::uint32_t index, const Population& target, Gid gid, std::uint32_t synapse_model) {
  objects_[index]->connecting(target, gid, synapse_model);
}

void Devices::status(std::uint32_t index, Dict& to, const Environment& env) const { objects_[index]->status(to, env); }

Commit Devices::stage(std::uint32_t index, const Dict& changes, const Environment& env) {
  return objects_[index]->stage(changes, env);
}

void Devices::prepare(const Environment& env) {
  for (auto& object : objects_) object->prepare(env);
}

void Devices::reset_state(const Environment& env) {
  for (auto& object : objects_) object->reset_state(env);
}

void Devices::check_freezable(std::uint32_t index, bool on) const {
  if (on) objects_[index]->refuse_frozen();
}

}  // namespace nestling
