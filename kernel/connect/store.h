// All connections of a network: compressed rows for those between neurons, lists for what starts or ends at a device.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "kernel/connect/connection_id.h"
#include "kernel/connect/creation_order.h"
#include "kernel/connect/delays.h"
#include "kernel/connect/device_links.h"
#include "kernel/connect/parallel.h"
#include "kernel/connect/receptor_numbers.h"
#include "kernel/connect/synapse_model.h"
#include "kernel/connect/synapse_table.h"
#include "kernel/node/population.h"
#include "kernel/run/calendar.h"
#include "kernel/run/environment.h"
#include "kernel/synapses/live_table.h"

namespace nestling {

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
  // Whether find() goes by source; else in the order of creation. Counts when rows are made.
  void sort_by_source(bool on) { scope_ = on ? CreationOrder::Scope::given : CreationOrder::Scope::all; }
  std::uint64_t next_call() { return calls_++; }  // numbers the calls of Connect: part of the identity of their draws

  // Building: collected first; sorted into rows when first needed.
  SynapseTable& growing_table(int thread, SynapseModelId model);  // to which connections are about to be appended
  CreationOrder& order(int thread, SynapseModelId model) {
    return threads_[static_cast<std::size_t>(thread)].order[model];
  }
  bool keeps_order() const {
    return scope_ == CreationOrder::Scope::all;
  }  // of all connections, not only of those given
  // Of a model with state; `given`: a user knows in which order they were made.
  void append(int thread, SynapseModelId model, EdgeBatch&& batch, bool given);
  void append(const Link& link);
  // Makes rows of what was appended or edited since. If the user interrupts that, what is missing waits for the next
  // time.
  void prepare(const Parallel& parallel);
  void prepare() { prepare(in_turn(n_threads())); }
  int n_threads() const { return static_cast<int>(threads_.size()); }
  // Where a connection onto a node with cells arrives.
  Receiver receiver(const Port& port, const Population& target, Gid gid, double weight) const;

  // Running: enters what the spikes, which are sorted by (step, source), do on this thread, in that order.
  void schedule(int thread, std::span<const Spike> spikes, Calendar& calendar) const;
  // The same for models with state: they are advanced now, and what they send goes to the ring. What is to be seen by
  // weight recorders is appended to `sent`.
  void evaluate(int thread, std::span<const Spike> spikes, Step slice_end, Ring& ring, std::vector<SentWeight>& sent);
  void finish_run();  // what the connections of a model have in common may have changed
  std::int64_t receptor_of(int thread, const SentWeight& sent) const;
  std::function<bool()> interrupted = [] { return false; };  // whether the user wants to stop; any thread asks
  void heed_interrupt(const char* until_then) const;         // throws if so; the text says how things are
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
  // The weights or delays of many; false if some have no such entry, or more than a number has to be asked for.
  bool column(std::span<const ConnectionId> ids, std::string_view key, std::span<double> out);
  Commit stage(const ConnectionId& c, const Dict& changes);
  void check(const ConnectionId& c, const Dict& changes);         // throws what set_status would
  void set_status(const ConnectionId& c, const Dict& changes);    // stage, refuse unknown entries, commit
  void disconnect(Gid source, Gid target, SynapseModelId model);  // one of them; KernelException if there is none
  ReceptorNumbers& receptors() { return receptors_; }
  std::size_t size() const;
  std::size_t size(SynapseModelId model) const;
  std::size_t waiting() const;  // connections in tables that prepare() has to build
  std::size_t bytes() const;    // memory of the rows

 private:
  friend class ConnectionQuery;

  struct CellRange {  // the cells of one channel of a population on one thread
    std::uint32_t first;
    const Population* population;
    std::uint32_t channel;
  };
  struct Transmitter {  // a volume_transmitter that some model names
    Gid gid;
    std::vector<Modulation> spikes;  // since its last update, by time
  };
  struct ThreadTables {
    std::vector<SynapseTable> by_model;
    std::vector<SynapseModelId> used;              // models that have connections here
    std::vector<CellRange> cells;                  // ascending
    std::vector<std::unique_ptr<LiveTable>> live;  // by model, for those with state
    std::unordered_map<SynapseModelId, CreationOrder> order;
    SpikeHistories histories;
    PotentialHistories potentials;
    std::vector<Transmitter> transmitters;
  };

  class CellTargets;
  class TargetFinder;

  void build_pending();
  Commit checked(const ConnectionId& c, const Dict& changes);
  void note_static(int thread, SynapseModelId model, std::span<const Spike> spikes,
                   std::vector<SentWeight>& sent) const;
  void trim_histories(ThreadTables& t);
  static std::vector<double> when_told(const ThreadTables& t);
  void list_waiting();
  Transmitter* transmitter_of(ThreadTables& t, SynapseModelId model) const;
  void collect(Transmitter& transmitter, std::span<const Spike> spikes) const;
  bool is_due(Gid transmitter, Step now) const;
  LiveTable* live(std::int64_t thread, std::int64_t model) const;
  void set_common_weight(SynapseModelId model, double weight);
  void prepare_thread(int thread);
  void list_cells(int thread);
  const SynapseTable* table(std::int64_t thread, std::int64_t model) const;
  template <class F>
  auto in_table(const ConnectionId& c, F f);
  const CellRange& range_of(int thread, std::uint32_t cell) const;
  template <class F>
  void for_each_table(F f) const;  // f(model, table), static or live, of all threads
  Gid target_of(int thread, Receiver receiver) const;
  Receiver turned(int thread, Receiver receiver, double weight) const;
  std::int64_t receptor_of(int thread, Gid target, Receiver receiver) const;
  std::uint32_t link_of(const ConnectionId& c) const;
  bool at_device(const ConnectionId& c) const;

  struct Changes {  // of what every connection has
    std::optional<double> weight;
    std::optional<std::uint16_t> delay;
    std::optional<std::int64_t> label;
  };
  SynapseKind::Values values_of(const ConnectionId& c, const SynapseKind& kind) const;
  Commit stage_link(std::uint32_t link, const Changes& x);
  Commit stage_in(SynapseTable& table, const ConnectionId& c, const Changes& x, const Dict& changes);
  Commit stage_in(LiveTable& table, const ConnectionId& c, const Changes& x, const Dict& changes);
  void commit_rest(auto& table, const ConnectionId& c, const Changes& x);
  void watch_order(const ConnectionId& c);

  const Environment& env_;
  const NodeTable& nodes_;
  SynapseModels models_;
  DelayLimits delays_;
  DeviceLinks links_;
  mutable ReceptorNumbers receptors_;
  std::vector<ThreadTables> threads_;
  CreationOrder::Scope scope_ = CreationOrder::Scope::given;
  std::uint64_t calls_ = 0;
};

}  // namespace nestling
