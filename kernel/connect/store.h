// Connections as the simulation needs them: compressed rows per thread, and lists for what starts or ends at a device.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/base/value.h"
#include "kernel/node/population.h"
#include "kernel/run/ring.h"

namespace nestling {

using SynapseModelId = std::uint32_t;

// Edges of one Connect call onto targets of one thread, in the order of creation. A column of one element holds for all.
struct EdgeBatch {
  SynapseModelId model = 0;
  std::vector<std::uint32_t> source, target;  // GIDs
  std::vector<double> weight;
  std::vector<std::uint16_t> delay;           // steps
  std::vector<std::int32_t> receptor;
};

// How the user names a connection: source, target, thread of the target, synapse model, port.
struct ConnectionId {
  std::int64_t source, target, thread, model, port;
};

// One connection of a stimulating device onto a node with input cells of this thread.
struct DeviceEdge {
  std::uint32_t target;   // GID
  std::uint32_t cell;
  std::uint16_t delay;
  std::uint32_t ordinal;  // number among this device's connections over all threads, in the order of creation:
                          // with the GID of the device it names the random stream of this connection
  double weight;
  std::uint32_t opposite_cell = 0;  // for events whose own factor turns the sign of the weight (spike_weights)
  bool counts = false;              // the cell counts spikes, whatever their weight (Port::counts)
};

// One connection of anything onto a recorder, or of a sampler (multimeter) onto a node.
struct RecorderEdge {
  std::uint32_t source, target;
  std::uint16_t delay;
  std::int32_t port;
  double weight;
};

class ConnectionStore {
 public:
  ConnectionStore(const NodeTable& nodes);
  ~ConnectionStore();
  void clear(int n_threads);

  // Building: appended in any thread for itself; sorted into rows when first needed.
  void append(int thread, EdgeBatch&& batch);
  void prepare(int n_threads);                  // make rows of what was appended since (counting sort, merge)

  // Running: adds the spikes, which are sorted by (step, source), to the ring of this thread, in that order.
  void deliver(int thread, std::span<const Spike> spikes, Ring& ring) const;
  std::span<const DeviceEdge> device_edges(int thread, Gid device) const;     // in the order of creation
  std::span<const RecorderEdge> recorders_of(Gid source) const;               // neuron or device -> detectors
  std::span<const RecorderEdge> sampled_by(Gid multimeter) const;             // in the order of creation

  // Extrema of all delays so far, in steps; 0 when there is none.
  Step shortest_delay() const;
  Step longest_delay() const;

  // Looking and editing (a user's view).
  std::vector<ConnectionId> find(const Dict& filter) const;
  Dict status(const ConnectionId& c) const;
  void set_status(const ConnectionId& c, const Dict& changes);
  std::size_t size() const;
  std::size_t size(SynapseModelId model) const;
  std::size_t bytes() const;                    // memory of the rows

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nestling
