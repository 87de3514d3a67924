// A connection rule: which pairs of two node lists are connected.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/connect/node_list.h"
#include "kernel/random/philox.h"

namespace nestling {

// The connections onto one target that a rule makes in one go.
struct Row {
  Gid target;
  std::span<const std::uint32_t> sources;  // GIDs
  std::uint64_t stream;                    // names the stream of random parameters: the same for any number of threads
  std::uint64_t first_value;               // number of the first connection for parameters given as arrays
};

struct RuleTask;

// Connections between any nodes: told as a whole to every thread, which takes those that its task builds.
struct PairBlock {
  std::span<const std::uint32_t> sources, targets;
  std::uint64_t stream, first_value;  // as of a row
  const RuleTask& task;
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void row(const Row& row) = 0;
  virtual void pairs(const PairBlock& pairs) = 0;
};

struct RuleOptions {
  bool autapses = true, multapses = true, make_symmetric = false;
};

// The lists to be connected, as seen by one thread, or by one that builds for all.
struct RuleTask {
  static constexpr int all_threads = -1;
  const NodeList& sources;
  const NodeList& targets;
  std::uint64_t seed;  // of this call of Connect: all draws of the rule come from it
  int thread, n_threads;

  bool builds(Gid target) const { return thread == all_threads || target % n_threads == thread; }
  Stream stream(Purpose purpose, std::uint64_t identity) const { return {stream_key(seed, purpose, 0), identity}; }
};

class Rule {
 public:
  explicit Rule(const RuleOptions& options) : options_(options) {}
  virtual ~Rule() = default;
  const RuleOptions& options() const { return options_; }

  virtual void check(const NodeList& sources, const NodeList& targets) const = 0;  // before anything is built
  // The rows onto those targets that the task builds.
  virtual void build(const RuleTask& task, RowSink& sink) const = 0;

  virtual bool is_random() const { return true; }  // random rules do not connect to devices
  virtual bool numbers_values() const {
    return false;
  }  // Row::first_value is right for any thread; else count as rows come
  virtual bool can_be_symmetric() const { return false; }  // honours make_symmetric

 protected:
  const RuleOptions options_;
};

// From a conn_spec: rule name (all_to_all when missing) and its entries, which are read and checked.
std::unique_ptr<Rule> make_rule(const Dict& conn_spec);
std::vector<std::string> rule_names();
// What is wrong with entries that the rule has not read.
std::string complaint(const Dict& conn_spec, const std::vector<std::string>& unread);

}  // namespace nestling
