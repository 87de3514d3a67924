#include "kernel/connect/connect.h"

#include <fmt/format.h>

#include <exception>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/edge_builder.h"
#include "kernel/connect/rule.h"
#include "kernel/connect/syn_spec.h"
#include "kernel/node/model.h"

namespace nestling {

namespace {

class Call {
 public:
  Call(const ConnectContext& context, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
       const Dict& syn_spec)
      : context_(context),
        sources_(sources),
        targets_(targets),
        rule_(read_rule(conn_spec)),
        spec_(read_synapses(syn_spec)) {
    if (rule_->options().make_symmetric && spec_.any(&ParameterSource::is_random))
      throw Error(err::not_implemented,
                  "make_symmetric cannot be combined with random parameters: both directions get the same values.");
    rule_->check(sources, targets);
    refuse_unknown(conn_spec, "the rule");
    refuse_unknown(syn_spec, "synapse model " + context.store.models()[spec_.model].name);
    check_nodes(sources);
    check_nodes(targets);
  }

  void build_all() {
    const std::uint64_t number = context_.store.next_call();
    const StreamKey key = stream_key(context_.env.seed, Purpose::rule_target, number);
    seed_ = std::uint64_t{key.k0} << 32 | key.k1;
    const bool to_devices = any_device(targets_);
    if (rule_->is_random() && to_devices)
      throw Error(err::illegal_connection,
                  "Random rules do not connect to recorders and other devices; use all_to_all or one_to_one.");
    counts_values_ = !rule_->numbers_values() && spec_.any(&ParameterSource::is_array);
    if (counts_values_ || to_devices || any_device(sources_)) build_in_order();
    else build_side_by_side();
  }

  // The devices may still object; then come the steps that cannot fail.
  void commit() {
    ConnectionStore& store = context_.store;
    for (auto& b : builders_)
      for (auto& link : b.links) {
        const Place from = context_.env.nodes->find(link.source);
        if (!from.population->has_proxies())
          from.population->connecting(from.index, *context_.env.nodes->find(link.target).population, link.target,
                                      link.model);
      }
    for (auto& b : builders_) {
      for (auto& link : b.links) store.append(link);
      for (int t = 0; t < n_threads(); ++t)
        store.append(t, spec_.model, std::move(b.batches[static_cast<std::size_t>(t)]));
      if (b.shortest > 0) store.delays().note(b.shortest), store.delays().note(b.longest);
    }
  }

 private:
  static std::unique_ptr<Rule> read_rule(const Dict& conn_spec) {
    conn_spec.clear_access();
    return make_rule(conn_spec);
  }

  SynSpec read_synapses(const Dict& syn_spec) const {
    syn_spec.clear_access();
    return read_syn_spec(syn_spec, context_.store.models());
  }

  void refuse_unknown(const Dict& dict, const std::string& whose) const {
    const auto unknown = dict.unaccessed();
    if (unknown.empty()) return;
    context_.env.complain("Connect",
                          fmt::format("Connect: unused entries for {}: {}.", whose, fmt::join(unknown, ", ")));
  }

  void check_node(Gid gid) const {
    if (gid == 0) throw Error(err::illegal_connection, "Node 0 is the root of all nodes and cannot be connected.");
    context_.env.nodes->find(gid);
  }

  void check_nodes(const NodeList& list) const {
    if (list.size() == 0) return;
    if (list.is_range()) return check_node(list[0]), check_node(list[list.size() - 1]);
    for (std::size_t i = 0; i < list.size(); ++i) check_node(list[i]);
  }

  bool any_device(const NodeList& list) const {
    const Population* last = nullptr;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (last && last->contains(list[i])) continue;
      last = context_.env.nodes->find(list[i]).population;
      if (!last->has_proxies()) return true;
      if (list.is_range()) i = static_cast<std::size_t>(last->first() + last->size() - 1 - list[0]);
    }
    return false;
  }

  void build(EdgeBuilder& builder, int thread) const {
    rule_->build({sources_, targets_, seed_, thread, n_threads()}, builder);
  }

  void build_in_order() {
    builders_.emplace_back(context_.env, context_.store, spec_, seed_, counts_values_);
    build(builders_.back(), RuleTask::all_threads);
  }

  void build_side_by_side() {
    for (int t = 0; t < n_threads(); ++t) builders_.emplace_back(context_.env, context_.store, spec_, seed_, false);
    std::vector<std::exception_ptr> errors(builders_.size());
    const auto work = [&](int thread) {
      try {
        build(builders_[static_cast<std::size_t>(thread)], thread);
      } catch (...) { errors[static_cast<std::size_t>(thread)] = std::current_exception(); }
    };
    if (context_.parallel) context_.parallel(work);
    else
      for (int t = 0; t < n_threads(); ++t) work(t);
    for (auto& e : errors)
      if (e) std::rethrow_exception(e);
  }

  int n_threads() const { return context_.env.nodes->n_threads(); }

  const ConnectContext& context_;
  const NodeList &sources_, &targets_;
  std::unique_ptr<Rule> rule_;
  SynSpec spec_;
  std::uint64_t seed_ = 0;
  bool counts_values_ = false;
  std::vector<EdgeBuilder> builders_;
};

}  // namespace

Commit stage_connect(const ConnectContext& context, const NodeList& sources, const NodeList& targets,
                     const Dict& conn_spec, const Dict& syn_spec) {
  auto call = std::make_shared<Call>(context, sources, targets, conn_spec, syn_spec);
  call->build_all();
  return [call] { call->commit(); };
}

void connect(const ConnectContext& context, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
             const Dict& syn_spec) {
  Call call(context, sources, targets, conn_spec, syn_spec);
  call.build_all();
  call.commit();
}

}  // namespace nestling
