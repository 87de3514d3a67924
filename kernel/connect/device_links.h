// Connections that start or end at a device. There are few of them, so they are kept as they are; what the simulation
// needs of them is derived.
#pragma once
#include <span>
#include <unordered_map>
#include <vector>

#include "kernel/connect/synapse_model.h"
#include "kernel/node/population.h"

namespace nestling {

// One connection of a stimulating device onto a node with input cells of this thread.
struct DeviceEdge {
  std::uint32_t target;  // GID
  std::uint32_t cell;
  std::uint32_t delay;    // in steps, until it acts
  std::uint32_t ordinal;  // number among this device's connections over all threads, in the order of creation:
                          // with the GID of the device it names the random stream of this connection
  double weight;
  std::uint32_t opposite_cell = 0;  // for events whose own factor turns the sign of the weight (spike_weights)
  bool counts = false;              // the cell counts spikes, whatever their weight (Port::counts)
  bool decodes = false;             // spikes are transitions (Port::decodes)
};

// One connection of anything onto a recorder, or of a sampler (multimeter) onto a node.
struct RecorderEdge {
  std::uint32_t source, target;
  std::uint16_t delay;
  std::int32_t port;
  double weight;
  std::uint32_t ordinal = 0;  // as that of a DeviceEdge
};

enum class LinkKind : std::uint8_t {
  drives,
  records,
  samples
};  // device -> node; anything -> recorder; sampler -> node

struct Link {
  LinkKind kind;
  std::uint32_t source, target;
  SynapseModelId model;
  std::uint16_t delay;
  std::int64_t receptor;
  double weight;
  std::int64_t label = -1;
  std::uint32_t ordinal = 0;  // given when it is added
  std::uint32_t sampler = 0;  // likewise: the how manieth sampler of the target this is, from 1
  bool everywhere = false;    // likewise: the target takes what arrives on every thread
  bool removed = false;       // waits for the next build
};

void tell_of_end(const NodeTable& nodes, const Link& link);  // if it starts at a device, that is told

class DeviceLinks {
 public:
  explicit DeviceLinks(const NodeTable& nodes) : nodes_(nodes) {}
  void clear();
  void append(Link link);
  void build(int n_threads);

  std::span<const DeviceEdge> driven(int thread, Gid device) const;
  std::span<const RecorderEdge> recorders_of(Gid source) const;
  std::span<const RecorderEdge> sampled_by(Gid sampler) const;

  // All links by source, those of one source in the order of creation; for each the number that the user sees as port.
  struct Ported {
    std::uint32_t link;
    std::uint32_t port;
  };
  std::span<const Ported> by_source() const { return by_source_; }
  const Link& operator[](std::uint32_t i) const { return links_[i]; }
  Link& edit(std::uint32_t i) { return dirty_ = true, links_[i]; }
  void remove(std::uint32_t i) { edit(i).removed = true; }
  bool find(Gid source, SynapseModelId model, std::int64_t port, std::uint32_t& link) const;
  std::span<const Ported> of(Gid source) const;

  // As users see it: a link is on one thread, or, where all threads take part in what it does, on each.
  bool is_on(const Link& link, int thread) const;
  bool has_pending() const { return pending_; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(links_.size()); }  // with those that wait for removal
  std::size_t size() const;
  std::size_t size(SynapseModelId model) const;
  std::size_t bytes() const { return links_.capacity() * (sizeof(Link) + sizeof(Ported) + sizeof(RecorderEdge)); }

 private:
  // The edges of each source side by side.
  template <class Edge>
  struct Grouped {
    std::vector<Edge> edges;
    std::vector<std::uint32_t> begin;  // by GID
    void add(std::uint32_t gid, Edge edge);
    void finish(Gid last);
    std::span<const Edge> of(Gid gid) const;
  };

  DeviceEdge device_edge(const Link& link) const;
  int thread_of(const Link& link) const;
  std::size_t copies(const Link& link) const;
  void number_ports();

  const NodeTable& nodes_;
  std::vector<Link> links_;
  std::unordered_map<std::uint32_t, std::uint32_t> count_;     // connections that started at a device so far
  std::unordered_map<std::uint32_t, std::uint32_t> samplers_;  // samplers connected to a node so far
  bool dirty_ = false, pending_ = false;

  std::vector<Ported> by_source_;
  std::vector<Grouped<DeviceEdge>> driven_;  // by thread
  Grouped<RecorderEdge> recorders_, sampled_;
};

}  // namespace nestling
