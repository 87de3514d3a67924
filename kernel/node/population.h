// What the rest of the kernel knows of nodes. A population is the unit of storage: all nodes of one Create.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/time.h"
#include "kernel/base/value.h"

namespace nestling {

using Gid = std::int64_t;
class Kernel;
class NodeModel;  // name, help, parameter table, defaults; makes populations: model.h

// What a node sends, what it can take.
enum class Signal : std::uint8_t { none, spike, current, record };  // record: a multimeter's request to be shown state

// Input cells. Each thread has one ring of rows, `row[slot][cell]` in double precision; every receptor of every node
// on that thread is one cell of the row. Nodes of a population lie side by side: the cell of the population's k-th node of this
// thread on channel c is `first_cell + c * stride + k`. Cells never move once a population exists.
struct Port {
  std::uint32_t positive = 0, negative = 0;  // channel for events of weight >= 0 and < 0 (most models: the same)
  bool counts = false;                       // takes the number of spikes, whatever their weight (parrots)
  bool ignored = false;                      // swallowed on arrival
};

struct Cells {  // one population on one thread
  std::uint32_t first_cell = 0, stride = 0, n_local = 0;
};

class Population {
 public:
  Population(const NodeModel& model, Gid first, std::uint32_t n) : model_(&model), first_(first), n_(n) {}
  virtual ~Population() = default;

  const NodeModel& model() const { return *model_; }
  Gid first() const { return first_; }
  std::uint32_t size() const { return n_; }
  bool contains(Gid g) const { return g >= first_ && g < first_ + n_; }

  // A node with proxies lives on thread gid mod n_threads; one without (generators, recorders) is one object for all threads.
  virtual bool has_proxies() const = 0;
  virtual Signal sends() const = 0;

  // The port for a kind of input; throws UnknownReceptorType, IncompatibleReceptorType or IllegalConnection with the reason.
  // Nodes without cells (recorders) return a default Port.
  virtual Port port(Signal signal, std::int64_t receptor) const = 0;

  virtual Dict status(std::uint32_t index) const = 0;
  virtual void set_status(std::uint32_t index, const Dict& changes) = 0;  // all or nothing

  std::vector<Cells> cells;  // one a thread; empty for nodes without input cells

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
  Place find(Gid gid) const;   // UnknownNode
  bool exists(Gid gid) const { return gid >= 1 && gid <= last_; }
  Gid last() const { return last_; }
  int n_threads() const { return n_threads_; }
  int thread_of(Gid gid) const { return static_cast<int>(gid % n_threads_); }
  // Position among the nodes of its population on its thread.
  std::uint32_t local_index(const Population& p, Gid gid) const;
  Gid gid_of(const Population& p, int thread, std::uint32_t local) const;
  const std::vector<std::unique_ptr<Population>>& populations() const { return populations_; }  // ascending GIDs

  void add(std::unique_ptr<Population> p);
  void clear(int n_threads);

 private:
  std::vector<std::unique_ptr<Population>> populations_;
  Gid last_ = 0;
  int n_threads_ = 1;
};

}  // namespace nestling
