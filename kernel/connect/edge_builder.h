// Turns the rows of a rule into connections that fit their nodes, with their parameters.
#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "kernel/connect/edges.h"
#include "kernel/connect/rule.h"
#include "kernel/connect/store.h"
#include "kernel/connect/syn_spec.h"

namespace nestling {

// What a call of Connect says: enough to carry it out, and again later with the same result.
struct ConnectPlan {
  const Environment& env;
  const ConnectionStore& store;
  NodeList sources, targets;
  std::unique_ptr<Rule> rule;
  SynSpec spec;
  std::uint64_t seed = 0;  // of this call

  void build(int thread, RowSink& sink) const {
    rule->build({sources, targets, seed, thread, env.nodes->n_threads()}, sink);
  }
};

// Where spikes for one receptor arrive in the populations of a list of neurons.
class Ports {
 public:
  void add(const NodeTable& nodes, const NodeList& neurons, std::int64_t receptor);  // throws as Population::port does
  const Port& of(const Population& p) const { return ports_.at(&p); }

 private:
  std::unordered_map<const Population*, Port> ports_;
};

class EdgeBuilder final : public RowSink {
 public:
  struct Options {
    const Ports* ports = nullptr;         // given: there are only neurons, and one receptor
    const DelayLimits* limits = nullptr;  // given: delays must keep them
    bool weights = true;                  // else they are not drawn
    bool counts_values = false;           // values of arrays are taken as rows come
  };
  // Connections between neurons go to the sink of the thread of the target.
  EdgeBuilder(const ConnectPlan& plan, const Options& options, std::vector<EdgeSink*> sinks);

  void row(const Row& row) override;
  void pairs(const PairBlock& pairs) override;

  std::vector<Link> links;         // what starts or ends at a device
  Step shortest = 0, longest = 0;  // delays of the links; 0: there is none

 private:
  // One parameter of the connections of a row: one value for all, or one each.
  struct Column {
    const ParameterSource& source;
    StreamKey key;
    std::vector<double> values = {};
    void fill(const Row& row, std::uint64_t first);
    double operator[](std::size_t i) const { return values[values.size() == 1 ? 0 : i]; }
  };

  const Population& source_population(Gid gid);
  const Population& target_population(Gid gid);
  void fill(const Row& row);
  void fill_delays();
  void check_signal(std::uint32_t source, const Population& to);
  void many(const PairBlock& pairs);
  void heed_interrupt(std::size_t made);
  std::int64_t receptor(std::size_t i) const;
  std::int64_t label(std::size_t i) const;
  void check_target(const Population& to) const;
  void check_values(std::size_t from, std::size_t end) const;
  void fill_receivers(const Row& row, const Population& to, std::size_t from, std::size_t end);
  void neurons(const Row& row, const Population& to, std::size_t from, std::size_t end);
  void device(std::uint32_t source, const Population& from, Gid target, const Population& to, std::size_t i);

  const ConnectPlan& plan_;
  const SynSpec& spec_;
  const SynapseModel& model_;
  const Options options_;
  const std::vector<EdgeSink*> sinks_;
  std::uint64_t next_value_ = 0;
  std::size_t made_ = 0;  // since the last look for an interrupt
  Column weight_, delay_, receptor_, label_;
  std::vector<Column> further_;
  std::vector<std::uint16_t> steps_;  // delay_ in steps
  std::vector<Receiver> receivers_;
  struct {
    std::vector<std::uint32_t> source;
    std::vector<Receiver> receiver;
    std::vector<double> weight;
    std::vector<std::uint16_t> delay;
  } mine_;  // of some pairs
  std::vector<std::int64_t> labels_;
  std::vector<std::span<const double>> further_pieces_;
  const Population *last_source_ = nullptr, *last_target_ = nullptr;
  const Population *checked_from_ = nullptr, *checked_to_ = nullptr;  // a pair that understands each other
  const Port* port_ = nullptr;                                        // of the last target
};

}  // namespace nestling
