// Devices: generators and recorders. Nodes without proxies: one object each, whatever the number of threads.
#pragma once
#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kernel/connect/device_links.h"
#include "kernel/node/model.h"
#include "kernel/node/population.h"
#include "kernel/run/environment.h"
#include "kernel/run/ring.h"

namespace nestling {

struct SentWeight;  // kernel/connect/sent_weight.h

// A spike on its way into a recorder. It may wait for the end of its slice while connections are added: no pointers.
struct RecordedSpike {
  RecorderEdge edge;
  Step step;
  std::uint32_t multiplicity;
  double factor = 1.0;  // of the spike itself, beside the weight of the connection
  double offset = 0.0;  // ms before the end of the step
};

// What a generator needs to emit for the stamps from+1 … to on one thread.
struct Emission {
  int thread;
  Step from, to;
  Ring& ring;                               // of this thread: add to row(stamp + delay)[cell]
  std::span<const DeviceEdge> edges;        // its connections onto nodes of this thread
  std::span<const RecorderEdge> recorders;  // its connections onto recorders: on thread 0, else empty
  std::vector<RecordedSpike>& recorded;     // what they shall see once the slice is complete
  std::span<Tap* const> taps;               // who samples the population of this device: on thread 0, else empty
  const Environment& env;
};

class Device {
 public:
  virtual ~Device() = default;

  virtual void status(Dict& to, const Environment&) const = 0;        // own entries
  virtual Commit stage(const Dict& changes, const Environment&) = 0;  // read and check; the result applies them here
  virtual std::string help() const = 0;                               // rows of its table

  virtual Signal sends() const { return Signal::none; }
  virtual Port port(Signal signal, std::int64_t receptor) const;  // takes nothing unless it says so
  virtual void connecting(const Population& /*target*/, Gid /*target*/, std::uint32_t /*synapse model*/) {}
  virtual void disconnected(Gid /*target*/) {}  // one of those; or the connection was not made after all
  // Of a volume_transmitter: synapses are brought up to date every so many slices. 0: it is none.
  virtual std::int64_t transmits_every() const { return 0; }
  virtual void refuse_frozen() const {}  // throws if it cannot be frozen

  virtual void prepare(const Environment&) {}      // before a run
  virtual void finish(const Environment&) {}       // after a run
  virtual void reset_state(const Environment&) {}  // ResetNetwork
  virtual std::span<const std::string> recordables() const { return {}; }

  Gid gid = 0;
  std::uint32_t index = 0;  // within its population
  std::string model_name;   // its own, also that of a copied model
  bool frozen = false;

 protected:
  // The port of a device that takes spikes, on receptors 0 … n - 1.
  Port spike_port(Signal signal, std::int64_t receptor, Signal taken = Signal::spike, std::int64_t n = 1) const;

  Device() = default;
  Device(const Device&) = default;
  Device& operator=(const Device&) = default;
};

class Stimulator : public Device {
 public:
  // Called in every thread at once, each with its own edges: what it writes is kept per thread.
  virtual void emit(const Emission&) = 0;
  // Whether it takes spikes, too: they are told before the slice in which they arrive, when nobody emits.
  virtual bool relays() const { return false; }
  virtual void take(const RecordedSpike&) {}
};

class Recorder : public Device {
 public:
  // Spikes arrive slice by slice, by ascending sender, in the order of time; in one thread.
  virtual void record(const RecordedSpike&) {}
  // Those that come one after the other.
  virtual void record_all(std::span<const RecordedSpike> spikes) {
    for (auto& spike : spikes) record(spike);
  }
  // What a synapse of a model that names this recorder has sent, one slice later.
  virtual void record_weight(const SentWeight&, std::int64_t /*receptor*/) {}
  // Before each piece of a slice (stamps from+1 … to) samplers say what is due, after it they take the values.
  // `begin_slice` is called when a slice starts: what was taken in the one before becomes visible.
  virtual void begin_slice() {}
  virtual void plan(Step /*from*/, Step /*to*/) {}
  virtual void collect(const Environment&) {}
};

class Devices final : public Population {
 public:
  Devices(const NodeModel& model, Gid first, std::vector<std::unique_ptr<Device>> objects);

  Device& operator[](std::uint32_t index) { return *objects_[index]; }
  bool has_proxies() const override { return false; }
  Signal sends() const override { return objects_.front()->sends(); }
  Port port(std::uint32_t, Signal signal, std::int64_t receptor) const override {
    return objects_.front()->port(signal, receptor);
  }
  void connecting(std::uint32_t index, const Population& target, Gid gid, std::uint32_t synapse_model) override;
  void disconnected(std::uint32_t index, Gid target) { objects_[index]->disconnected(target); }
  void status(std::uint32_t index, Dict& to, const Environment&) const override;
  Commit stage(std::uint32_t index, const Dict& changes, const Environment&) override;
  std::span<const std::string> recordables() const override { return objects_.front()->recordables(); }
  void prepare(const Environment&) override;
  void reset_state(const Environment&) override;
  bool frozen(std::uint32_t index) const override { return objects_[index]->frozen; }
  void check_freezable(std::uint32_t index, bool on) const override;
  void freeze(std::uint32_t index, bool on) override { objects_[index]->frozen = on; }

 private:
  std::vector<std::unique_ptr<Device>> objects_;
};

// The model of a device class D: copyable, with `static constexpr` name, doc, element_type. Its prototype is an object.
template <class D>
class DeviceModel final : public NodeModel {
 public:
  DeviceModel()
      : NodeModel(D::name, {.type_id = D::name,
                            .element_type = D::element_type,
                            .has_proxies = false,
                            .precise = requires { D::off_grid;
}
}  // namespace nestling
) {
    prototype_.model_name = D::name;
  }

ModelPtr copy(std::string name) const override { return std::make_unique<DeviceModel>(std::move(name), *this); }
DeviceModel(std::string name, const DeviceModel& from) : NodeModel(name, from.traits()), prototype_(from.prototype_) {
  prototype_.model_name = std::move(name);
}

void status(Dict& to, const Environment& env) const override { prototype_.status(to, env); }
Commit stage(const Dict& changes, const Environment& env) override { return prototype_.stage(changes, env); }
std::span<const std::string> recordables() const override { return prototype_.recordables(); }
std::size_t bytes_per_node() const override { return sizeof(D); }
std::string help() const override { return std::string(D::doc) + "\n\n" + prototype_.help(); }

std::unique_ptr<Population> make(const NodeModel& owner, Gid first, std::uint32_t n,
                                 const Environment& env) const override {
  if constexpr (requires { prototype_.check_creatable(env); }) prototype_.check_creatable(env);
  std::vector<std::unique_ptr<Device>> objects;
  for (std::uint32_t i = 0; i < n; ++i) {
    objects.push_back(std::make_unique<D>(prototype_));
    objects.back()->gid = first + i;
    objects.back()->index = i;
    objects.back()->model_name = owner.name();
  }
  return std::make_unique<Devices>(owner, first, std::move(objects));
}

private:
D prototype_;
}
;

// For the list of models: `device_model<DcGenerator>()`.
template <std::derived_from<Device> D>
ModelPtr device_model() {
  return std::make_unique<DeviceModel<D>>();
}

}  // namespace nestling
