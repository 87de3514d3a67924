// The parts of a kernel. Only the files of the facade know them all.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "kernel/connect/store.h"
#include "kernel/kernel.h"
#include "kernel/models/subnet.h"
#include "kernel/node/registry.h"
#include "kernel/node/subnets.h"
#include "kernel/random/generator.h"
#include "kernel/run/environment.h"
#include "kernel/run/settings.h"
#include "kernel/run/simulation.h"
#include "kernel/run/threads.h"

namespace nestling {

// Seconds of wall-clock time that parts of the work took. `build` is the part of `prepare` that sorts connections.
struct Timers {
  double create = 0, connect = 0, build = 0, prepare = 0, simulate = 0;
};

class Stopwatch {
 public:
  explicit Stopwatch(double& to) : to_(to) {}
  ~Stopwatch() { to_ += seconds(); }
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  double& to_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

enum class Phase { idle, prepared, broken };  // broken: a node threw while running

struct ConnectContext;  // kernel/connect/connect.h

struct KernelImpl {
  explicit KernelImpl(Kernel& facade);

  void clear();                 // as after the start
  void rebuild(int n_threads);  // no nodes, no connections, time 0
  void apply_settings();        // tells the environment
  void warn(std::string_view from, std::string_view text) const;

  // Reads and checks a dictionary for the object `whom`.
  Commit accepted(std::string_view whom, const Dict& changes, std::function<Commit()> stage,
                  std::function<Dict()> entries) const;

  Step min_delay() const { return std::max<Step>(connections.delays().shortest(), 1); }
  Step max_delay() const { return std::max<Step>(connections.delays().longest(), 1); }

  void require_new_model(std::string_view name) const;

  // Nodes
  void add_status(Gid node, const Population& population, std::uint32_t index, Dict& to) const;  // what all nodes have
  Dict node_status(Gid node) const;
  Dict model_status(const NodeModel& model) const;
  void want_cells(Population& population);  // those that it lacks, when they are needed
  void give_cells();
  Gid add_nodes(const NodeModel& defaults, const NodeModel& owner, std::int64_t n);
  void require_unprepared(std::string_view done) const;  // KernelException
  bool is_subnet(Gid node) const;
  Commit stage_node(Gid node, const Dict& changes);   // of the root: the kernel's settings
  Commit accepted_of(Gid node, const Dict& changes);  // staged, and all entries known
  std::string name_of(Gid node) const;                // "iaf_psc_alpha (3)", for messages
  std::int64_t thread_local_id(Gid node) const;

  ConnectContext connect_context();

  Kernel& facade;
  KernelSettings settings;
  KernelGenerators generators{settings.grng_seed, settings.rng_seeds};
  CustomDict custom;  // of the root
  Environment env;
  NodeTable nodes;
  ConnectionStore connections;
  ModelRegistry models;
  SubnetTree subnets;
  Simulation simulation;
  std::unique_ptr<Team> team;
  std::vector<Neurons*> without_cells;  // some or all of what they need
  Timers timers;
  Phase phase = Phase::idle;
  bool simulated = false, defaults_changed = false, ever_prepared = false;
  bool working = false;  // nodes are at work: procedures of theirs may look at the kernel, not change it
  void require_at_rest() const;  // KernelException
  bool changed = false;  // something was set: a run that follows Prepare must be prepared again
  Step to_do = 0;
};

// 0 GetStatus and 0 SetStatus: kernel/run/status.cpp.
Dict kernel_status(const KernelImpl& k);
Commit stage_kernel(KernelImpl& k, const Dict& changes);

// Simulate and its parts: kernel/run/run.cpp.
void prepare(KernelImpl& k);
void run(KernelImpl& k, double ms);
void cleanup(KernelImpl& k);
void simulate(KernelImpl& k, double ms);

}  // namespace nestling
