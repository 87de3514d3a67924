// All connections of a network: compressed rows for those between neurons, lists for what starts or ends at a device.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "kernel/connect/connection_id.h"
#include "kernel/connect/delays.h"
#include "kernel/connect/device_links.h"
#include "kernel/connect/synapse_model.h"
#include "kernel/connect/synapse_table.h"
#include "kernel/node/population.h"
#include "kernel/run/environment.h"
#include "kernel/run/calendar.h"

namespace nestling {

// Runs a function once for each thread, side by side where there is a pool.
using Parallel = std::function<void(const std::function<void(int thread)>&)>;

class ConnectionStore {
 public:
  // The environment must outlive the store; `nodes` in it must be set.
  explicit ConnectionStore(const Environment& env);
  ConnectionStore(const ConnectionStore&) = delete;
  void clear(int n_threads);  // no connections, built-in models with their own defaults, no limits of delays

  SynapseModels& models() { return models_; }
  const SynapseModels& models() const { return models_; }
  DelayLimits& delays() { return delays_; }
  const DelayLimits& delays() const { return delays_; }
  std::uint64_t next_call() { return calls_++; }  // numbers the calls of Connect: part of the identity of their draws

  // Building: collected first; sorted into rows when first needed.
  SynapseTable& growing_table(int thread, SynapseModelId model);  // to which connections are about to be appended
  void append(const Link& link);
  void prepare(int n_threads);  // make rows of what was appended or edited since
  void prepare(const Parallel& parallel);
  // Where a connection onto a node with cells arrives.
  Receiver receiver(const Port& port, const Population& target, Gid gid, double weight) const;

  // Running: enters what the spikes, which are sorted by (step, source), do on this thread, in that order.
  void schedule(int thread, std::span<const Spike> spikes, Calendar& calendar) const;
  // Called before rows change while deliveries may still point into them.
  std::function<void()> settle = [] {};
  std::span<const DeviceEdge> device_edges(int thread, Gid device) const { return links_.driven(thread, device); }
  std::span<const RecorderEdge> recorders_of(Gid source) const { return links_.recorders_of(source); }
  std::span<const RecorderEdge> sampled_by(Gid multimeter) const { return links_.sampled_by(multimeter); }

  // Extrema of all delays so far, in steps; 0 when there is none.
  Step shortest_delay() const { return delays_.shortest(); }
  Step longest_delay() const { return delays_.longest(); }

  // Looking and editing (a user's view). Ids hold until connections are added or removed.
  std::vector<ConnectionId> find(const Dict& filter);
  Dict status(const ConnectionId& c);
  Commit stage(const ConnectionId& c, const Dict& changes);
  void check(const ConnectionId& c, const Dict& changes);         // throws what set_status would
  void set_status(const ConnectionId& c, const Dict& changes);    // stage, refuse unknown entries, commit
  void disconnect(Gid source, Gid target, SynapseModelId model);  // one of them; KernelException if there is none
  std::size_t size() const;
  std::size_t size(SynapseModelId model) const;
  std::size_t bytes() const;  // memory of the rows

 private:
  friend class ConnectionQuery;

  struct CellRange {  // the cells of one channel of a population on one thread
    std::uint32_t first;
    const Population* population;
    std::uint32_t channel;
  };
  struct ThreadTables {
    std::vector<SynapseTable> by_model;
    std::vector<SynapseModelId> used;  // models that have connections here
    std::vector<CellRange> cells;      // ascending
  };

  void build_pending();
  Commit checked(const ConnectionId& c, const Dict& changes);
  void set_common_weight(SynapseModelId model, double weight);
  void prepare_thread(int thread);
  void list_cells(int thread);
  const SynapseTable* table(std::int64_t thread, std::int64_t model) const;
  SynapseTable& table_of(const ConnectionId& c);
  const CellRange& range_of(int thread, std::uint32_t cell) const;
  Gid target_of(int thread, Receiver receiver) const;
  std::int64_t receptor_of(int thread, Gid target, Receiver receiver) const;
  std::uint32_t link_of(const ConnectionId& c) const;
  bool at_device(const ConnectionId& c) const;

  const Environment& env_;
  const NodeTable& nodes_;
  SynapseModels models_;
  DelayLimits delays_;
  DeviceLinks links_;
  std::vector<ThreadTables> threads_;
  std::uint64_t calls_ = 0;
};

}  // namespace nestling
