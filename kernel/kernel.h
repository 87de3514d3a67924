// The engine as its users see it: plain C++ in and out, no SLI, no Python, no printing, no globals.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/error.h"
#include "kernel/base/value.h"
#include "kernel/connect/connection_id.h"
#include "kernel/connect/node_list.h"
#include "kernel/node/population.h"
#include "kernel/random/generator.h"
#include "kernel/run/environment.h"
#include "kernel/run/progress.h"

namespace nestling {

struct KernelImpl;

class Kernel {
 public:
  Kernel();
  ~Kernel();

  // Where the kernel's remarks go (warnings, deprecations): the bindings print them as messages.
  std::function<void(Level, std::string_view from, std::string_view text)> log;
  // Where a recorder's to_screen lines go.
  std::function<void(std::string_view)> screen;
  // Told how far a run is; from the thread that called it.
  std::function<void(const RunProgress&)> progress;

  // Kernel status: `0 GetStatus`, `0 dict SetStatus`
  Dict status() const;
  void set_status(const Dict& changes);
  void reset();          // ResetKernel
  void reset_network();  // ResetNetwork
  void set_num_processes(std::int64_t n);        // SetFakeNumProcesses: only shown

  // Models
  std::vector<std::string> node_models() const;
  std::vector<std::string> synapse_models() const;
  std::vector<std::string> connection_rules() const;
  std::int64_t model_id(std::string_view model) const;   // position in modeldict or synapsedict; UnknownModelName
  Dict defaults(std::string_view model) const;
  void set_defaults(std::string_view model, const Dict& changes);
  void copy_model(std::string_view old_name, std::string_view new_name, const Dict& changes);
  void add_builtin_model(std::function<std::unique_ptr<NodeModel>()> make);  // there also after ResetKernel
  void add_model(std::unique_ptr<NodeModel> model);      // one that is not built in, until ResetKernel; NewModelNameExists
  std::string help(std::string_view model) const;        // a page made from the model's table; empty if unknown

  // Nodes
  Gid create(std::string_view model, std::int64_t n);                        // GID of the last one
  Gid create(std::string_view model, std::int64_t n, const Dict& params);    // all or nothing
  // Makes nodes as status() showed them; what cannot be set is passed over. All or nothing. A parent that is itself among
  // them is found by its old GID.
  void restore_nodes(std::span<const Dict> statuses);
  Gid last_node() const;
  Dict status(Gid node) const;
  void set_status(Gid node, const Dict& changes);
  // One dictionary for all, or one each; all or nothing. The root, 0, is the kernel.
  void set_status(std::span<const Gid> nodes, std::span<const Dict> changes);
  Value status(Gid node, std::string_view key) const;    // one entry without making the dictionary; DictError
  // The same double entry of many nodes; false if some model has no such double entry (then go node by node).
  bool status_column(std::span<const Gid> nodes, std::string_view key, std::span<double> out) const;
  bool status_column(std::span<const ConnectionId> connections, std::string_view key, std::span<double> out) const;
  bool set_status_column(std::span<const Gid> nodes, std::string_view key, std::span<const double> values);

  // Subnets
  Gid current_subnet() const;
  void change_subnet(Gid subnet);
  std::vector<Gid> children(Gid subnet) const;           // direct; SubnetExpected

  // Connections
  void connect(const NodeList& sources, const NodeList& targets, const Dict& conn_spec, const Dict& syn_spec);
  // Removes one connection for each pair (rules one_to_one and all_to_all; syn_spec names the /model).
  void disconnect(const NodeList& sources, const NodeList& targets, const Dict& conn_spec, const Dict& syn_spec);
  // One source, and vectors with an element for each connection: /target, /weight, /delay, ….
  void connect_data(Gid source, const Dict& columns, std::string_view model);
  void connect_data(std::span<const Dict> statuses);  // of connections, as status() gave them
  std::vector<ConnectionId> connections(const Dict& filter) const;
  Dict status(const ConnectionId& c) const;
  void set_status(const ConnectionId& c, const Dict& changes);
  // One dictionary for all, or one each; all or nothing.
  void set_status(std::span<const ConnectionId> c, std::span<const Dict> changes);
  void set_stdp_eps(double ms);  // closer spikes are simultaneous for plastic synapses

  // The random generators that scripts may draw from: of the virtual process of a node with proxies, and the global one.
  std::shared_ptr<RandomGenerator> generator_of(Gid node) const;  // UnknownNode, NodeWithProxiesExpected
  std::shared_ptr<RandomGenerator> global_generator() const;

  // Time
  void simulate(double ms);
  void prepare();
  void run(double ms);
  void cleanup();
  // Asked at the end of every slice: true stops the run there; what is left to do is done by the next one.
  std::function<bool()> interrupted;
  std::function<void()> long_work_begins;  // told before a run that will take more than a moment

 private:
  std::unique_ptr<KernelImpl> impl_;
};

}  // namespace nestling
