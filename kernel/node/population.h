// What the rest of the kernel knows of nodes. A population is the unit of storage: all nodes of one Create.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/accept.h"
#include "kernel/base/time.h"
#include "kernel/base/value.h"

namespace nestling {

using Gid = std::int64_t;
struct Environment;  // what nodes may know of the kernel: kernel/run/environment.h
class NodeModel;     // name, help, parameter table, defaults; makes populations: model.h

// What a node sends, what it can take. Binary neurons tell each other changes of their state: two spikes at once say that
// it is 1 now, one says that it is 0.
enum class Signal : std::uint8_t {
  none,
  spike,
  current,
  record,               // a multimeter's request to be shown state
  transition,           // of a binary neuron
  spike_or_transition,  // sent: means what the target makes of it; taken: both
  any_current           // noise: the one current that binary neurons take
};

constexpr bool fits(Signal sent, Signal taken) {
  const auto spiking = [](Signal s) { return s == Signal::spike || s == Signal::transition; };
  return sent == taken || (sent == Signal::spike_or_transition && spiking(taken)) ||
         (taken == Signal::spike_or_transition && spiking(sent)) ||
         (sent == Signal::any_current && taken == Signal::current);
}

// Input cells. Each thread has one ring of rows, `row[slot][cell]` in double precision; every receptor of every node
// on that thread is one cell of the row. Nodes of a population lie side by side: the cell of the population's k-th node
// of this thread on channel c is `first[c] + k`. Channels may be added; cells that are there never move.
struct Port {
  std::uint32_t positive = 0, negative = 0;  // channel for events of weight >= 0 and < 0 (most models: the same)
  bool counts = false;                       // takes the number of spikes, whatever their weight (parrots)
  bool decodes = false;                      // spikes are transitions of binary neurons
  bool ignored = false;                      // swallowed on arrival
  bool late = false;                         // what arrives in a step acts in the next: it goes to the row of that one
};

struct Cells {                       // one population on one thread
  std::vector<std::uint32_t> first;  // of each channel
  std::uint32_t at(std::uint32_t channel, std::uint32_t local) const { return first[channel] + local; }
};

// What a sampler reads from the nodes of one population on one thread. Before each piece of a slice the sampler lists
// the stamps that are due; the update writes values[(due * nodes + node) * recordables + recordable] at the end of
// those steps.
struct Tap {
  std::vector<std::uint32_t> nodes;        // positions among the population's nodes on this thread, ascending
  std::vector<std::uint32_t> recordables;  // positions in Population::recordables()
  std::vector<Step> due;
  std::vector<double> values;
};

class Population {
 public:
  Population(const NodeModel& model, Gid first, std::uint32_t n) : model_(&model), first_(first), n_(n) {}
  virtual ~Population() = default;
  Population(const Population&) = delete;

  const NodeModel& model() const { return *model_; }
  Gid first() const { return first_; }
  std::uint32_t size() const { return n_; }
  bool contains(Gid g) const { return g >= first_ && g < first_ + n_; }

  // A node with proxies lives on thread gid mod n_threads; one without (generators, recorders) is one object for all
  // threads.
  virtual bool has_proxies() const = 0;
  virtual Signal sends() const = 0;

  // Whether any of its ports is for this kind of input.
  virtual bool takes(Signal) const { return true; }
  // The port of a node for a kind of input; throws UnknownReceptorType, IncompatibleReceptorType or IllegalConnection
  // with the reason. Nodes without cells (recorders) return a default Port.
  virtual Port port(std::uint32_t index, Signal signal, std::int64_t receptor) const = 0;
  virtual bool same_ports() const { return true; }  // of all nodes
  // Called once for each new connection that starts here, for devices and samplers only; throws if it must not be made.
  virtual void connecting(std::uint32_t, const Population& /*target*/, Gid /*target*/,
                          std::uint32_t /*synapse model*/) {}

  // The entries of the model itself; those that all nodes have (global_id, thread, …) are added by the kernel.
  virtual void status(std::uint32_t index, Dict& to, const Environment&) const = 0;
  virtual Commit stage(std::uint32_t index, const Dict& changes, const Environment&) = 0;

  // What any of the nodes has to record, in the order that taps count in; whether a node has it.
  virtual std::span<const std::string> recordables() const { return {}; }
  virtual bool has_recordable(std::uint32_t /*index*/, std::size_t /*recordable*/) const { return true; }

  virtual void prepare(const Environment&) {}      // before a run: constants derived from parameters
  virtual void reset_state(const Environment&) {}  // ResetNetwork
  virtual bool frozen(std::uint32_t) const { return false; }
  virtual void check_freezable(std::uint32_t, bool /*on*/) const {}  // throws if it cannot be frozen
  virtual void freeze(std::uint32_t, bool) {}

  std::vector<Cells> cells;             // one a thread; empty for nodes without input cells
  std::vector<std::vector<Tap*>> taps;  // one list a thread: who samples in this run

 private:
  const NodeModel* model_;
  Gid first_;
  std::uint32_t n_;
};

struct Place {
  Population* population;
  std::uint32_t index;  // within the population
};

class NodeTable {
 public:
  Place find(Gid gid) const;  // UnknownNode
  bool exists(Gid gid) const { return gid >= 1 && gid <= last_; }
  Gid last() const { return last_; }
  int n_threads() const { return n_threads_; }
  int thread_of(Gid gid) const { return static_cast<int>(gid % n_threads_); }
  // Position among the nodes of its population on its thread.
  std::uint32_t local_index(const Population& p, Gid gid) const {
    return static_cast<std::uint32_t>((gid - first_on(p, thread_of(gid))) / n_threads_);
  }
  Gid gid_of(const Population& p, int thread, std::uint32_t local) const {
    return first_on(p, thread) + static_cast<Gid>(local) * n_threads_;
  }
  std::uint32_t count_on(const Population& p, int thread) const;
  const std::vector<std::unique_ptr<Population>>& populations() const { return populations_; }  // ascending GIDs

  void add(std::unique_ptr<Population> p);
  void clear(int n_threads);

 private:
  // The first GID >= p.first() that lives on the thread.
  Gid first_on(const Population& p, int thread) const {
    return p.first() + (thread - p.first() % n_threads_ + n_threads_) % n_threads_;
  }

  std::vector<std::unique_ptr<Population>> populations_;
  Gid last_ = 0;
  int n_threads_ = 1;
};

}  // namespace nestling
