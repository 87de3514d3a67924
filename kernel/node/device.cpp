#include "kernel/node/device.h"

#include <fmt/format.h>

#include "kernel/base/error.h"

namespace nestling {

// A sampler may look at anything; whether there is something to see is its own business.
Port Device::port(Signal signal, std::int64_t receptor) const {
  if (signal != Signal::record) throw Error(err::illegal_connection, "A " + model_name + " takes no input.");
  if (receptor != 0)
    throw Error(err::unknown_receptor,
                "A " + model_name + " has receptor 0 only, not " + std::to_string(receptor) + ".");
  return {};
}

Port Device::spike_port(Signal signal, std::int64_t receptor, Signal taken, std::int64_t n) const {
  if (signal == Signal::record) return Device::port(signal, receptor);
  if (!fits(signal, taken))
    throw Error(err::illegal_connection, fmt::format("A {} takes {} only.", model_name,
                                                     taken == Signal::transition ? "transitions of binary neurons" : "spikes"));
  if (receptor < 0 || receptor >= n)
    throw Error(err::unknown_receptor,
                n == 1 ? fmt::format("A {} has receptor 0 only, not {}.", model_name, receptor)
                       : fmt::format("A {} has receptors 0 to {}, not {}.", model_name, n - 1, receptor));
  return {};
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
