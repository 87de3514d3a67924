#include "kernel/connect/connect.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/connect/edge_builder.h"
#include "kernel/connect/rule.h"
#include "kernel/connect/syn_spec.h"
#include "kernel/node/model.h"
#include "kernel/synapses/edge_batch.h"

namespace nestling {

namespace {

// Only counts: what must be known of the connections onto the nodes of a thread before they are made.
struct Survey final : EdgeSink {
  void take(const EdgeRow& row) override {
    counts.add(row.sources);
    traits.n += row.sources.size();
    std::uint16_t low = row.delays[0], high = low;
    for (const std::uint16_t d : row.delays) low = std::min(low, d), high = std::max(high, d);
    traits.shortest = traits.shortest == 0 ? low : std::min<Step>(traits.shortest, low);
    traits.longest = std::max<Step>(traits.longest, high);
  }
  SourceCounts counts;
  EdgeTraits traits;
};

// A call between neurons: when its connections are needed they are drawn again.
struct Redrawn final : EdgeSource {
  explicit Redrawn(ConnectPlan plan) : plan(std::move(plan)) {}
  void tell(int thread, EdgeSink& sink) const override { tell(thread, sink, {.ports = &ports}); }
  void tell(int thread, EdgeSink& sink, const EdgeBuilder::Options& options) const {
    const auto n_threads = static_cast<std::size_t>(plan.env.nodes->n_threads());
    EdgeBuilder builder(plan, options, std::vector<EdgeSink*>(n_threads, &sink));
    plan.build(thread, builder);
  }
  ConnectPlan plan;
  Ports ports;
};

class Call {
 public:
  Call(const ConnectContext& context, const NodeList& sources, const NodeList& targets, const Dict& conn_spec,
       const Dict& syn_spec)
      : context_(context),
        call_(std::make_shared<Redrawn>(ConnectPlan{.env = context.env,
                                                    .store = context.store,
                                                    .sources = sources,
                                                    .targets = targets,
                                                    .rule = read_rule(conn_spec),
                                                    .spec = read_synapses(syn_spec)})),
        plan_(call_->plan),
        spec_(plan_.spec) {
    if (plan_.rule->options().make_symmetric && spec_.any(&ParameterSource::is_random))
      throw Error(err::not_implemented,
                  "make_symmetric cannot be combined with random parameters: both directions get the same values.");
    plan_.rule->check(sources, targets);
    if (const auto unread = conn_spec.unaccessed(); !unread.empty())
      context_.env.complain("Connect", "Connect: " + complaint(conn_spec, unread));
    refuse_unknown(syn_spec);
    check_nodes(sources);
    check_nodes(targets);
  }

  void build_all() {
    const std::uint64_t number = context_.store.next_call();
    const StreamKey key = stream_key(context_.env.seed, Purpose::rule_target, number);
    plan_.seed = std::uint64_t{key.k0} << 32 | key.k1;
    const bool to_devices = any_device(plan_.targets);
    if (plan_.rule->is_random() && to_devices)
      throw Error(err::illegal_connection,
                  "Random rules do not connect to recorders and other devices; use all_to_all or one_to_one.");
    const bool counts_values = !plan_.rule->numbers_values() && spec_.any(&ParameterSource::is_array);
    parts_.resize(static_cast<std::size_t>(n_threads()));
    const bool is_small = !plan_.rule->is_random() && plan_.sources.size() * plan_.targets.size() < few;
    if (is_small || counts_values || to_devices || any_device(plan_.sources) || !all_understand())
      build_in_order(counts_values);
    else build_side_by_side();
  }

  // The devices may still object; then come the steps that cannot fail.
  void commit() {
    ConnectionStore& store = context_.store;
    tell_devices();
    for (auto& link : links_) store.append(link);
    for (int t = 0; t < n_threads(); ++t) {
      Part& p = parts_[static_cast<std::size_t>(t)];
      if (!p.live.source.empty()) append_live(t, std::move(p.live));
      if (p.edges.size() + p.survey.traits.n == 0) continue;
      SynapseTable& table = store.growing_table(t, spec_.model);
      table.append(p.edges);
      table.append(call_, t, p.survey.counts, p.survey.traits);
      p.edges.tell(store.order(t, spec_.model));
      for (auto& traits : {p.edges.traits(), p.survey.traits})
        if (traits.n > 0) delays_.push_back(traits.shortest), delays_.push_back(traits.longest);
    }
    for (const Step d : delays_) store.delays().note(d);
  }

 private:
  // All or none of them.
  void tell_devices() const {
    std::vector<const Link*> told;
    try {
      for (auto& link : links_) {
        const Place from = context_.env.nodes->find(link.source);
        if (from.population->has_proxies()) continue;
        from.population->connecting(from.index, *context_.env.nodes->find(link.target).population, link.target,
                                    link.model);
        told.push_back(&link);
      }
    } catch (...) {
      for (auto* link : told) tell_of_end(*context_.env.nodes, *link);
      throw;
    }
  }

  void append_live(int thread, EdgeBatch&& batch) {
    const auto [low, high] = std::minmax_element(batch.delay.begin(), batch.delay.end());
    const bool shorter = spec_.exact_delay_offset > 0;  // the step before counts, too
    delays_.push_back(*low - shorter), delays_.push_back(*high);
    const bool given = batch.source.size() < few || spec_.delay.is_array();
    context_.store.append(thread, spec_.model, std::move(batch), given);
  }

  static std::unique_ptr<Rule> read_rule(const Dict& conn_spec) {
    conn_spec.clear_access();
    return make_rule(conn_spec);
  }

  SynSpec read_synapses(const Dict& syn_spec) const {
    syn_spec.clear_access();
    return read_syn_spec(syn_spec, context_.store.models());
  }

  void refuse_unknown(const Dict& syn_spec) const {
    const auto unknown = syn_spec.unaccessed();
    if (unknown.empty()) return;
    const auto& models = context_.store.models();
    std::vector<std::string> known;
    for (const auto& entry : models.defaults(spec_.model, context_.env.grid, 0)) known.push_back(entry.key);
    context_.env.complain("Connect",
                          fmt::format("Connect: unused entries for synapse model {}: {}.{}", models[spec_.model].name,
                                      fmt::join(unknown, ", "), did_you_mean(unknown.front(), known)));
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

  // Whether it is true for the population of some of the nodes.
  template <class Predicate>
  bool any_population(const NodeList& list, Predicate holds) const {
    const Population* last = nullptr;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (last && last->contains(list[i])) continue;
      last = context_.env.nodes->find(list[i]).population;
      if (holds(*last)) return true;
      if (list.is_range()) i = static_cast<std::size_t>(last->first() + last->size() - 1 - list[0]);
    }
    return false;
  }

  bool any_device(const NodeList& list) const {
    return any_population(list, [](const Population& p) { return !p.has_proxies(); });
  }

  // If not, each pair is looked at.
  bool all_understand() const {
    const auto misunderstood = [&](const NodeList& sources, const NodeList& targets) {
      std::set<Signal> sent;
      any_population(sources, [&](const Population& from) { return sent.insert(from.sends()), false; });
      return any_population(targets, [&](const Population& to) {
        return std::any_of(sent.begin(), sent.end(), [&](Signal s) { return !to.takes(s); });
      });
    };
    return !misunderstood(plan_.sources, plan_.targets) &&
           !(plan_.rule->options().make_symmetric && misunderstood(plan_.targets, plan_.sources));
  }

  // What one thread gets: connections that are made now, or what is known of those that will be drawn again.
  struct Part {
    EdgeList edges;
    Survey survey;
    EdgeBatch live;  // of a model with state
  };
  static constexpr std::uint64_t few = 4096;  // connections that are rather kept than drawn again

  EdgeSink* sink(Part& p) const {
    if (!spec_.values) return &p.edges;
    p.live.values = spec_.values;
    for (auto& f : spec_.further) p.live.further.push_back({f.row, f.section, {}});
    return &p.live;
  }

  void build_in_order(bool counts_values) {
    std::vector<EdgeSink*> sinks;
    for (Part& p : parts_) sinks.push_back(sink(p));
    EdgeBuilder builder(plan_, {.limits = &limits(), .counts_values = counts_values}, std::move(sinks));
    plan_.build(RuleTask::all_threads, builder);
    links_ = std::move(builder.links);
    if (builder.shortest > 0) delays_.push_back(builder.shortest), delays_.push_back(builder.longest);
  }

  void build_side_by_side() {
    const bool can_be_redrawn = spec_.receptor.is_constant() && !spec_.labelled && !spec_.values &&
                                !spec_.delay.is_array() && !context_.store.keeps_order();
    if (can_be_redrawn && plan_.sources.size() > 0) list_ports();
    run_all(context_.parallel ? context_.parallel : in_turn(n_threads()), n_threads(), [&](int thread) {
      Part& part = parts_[static_cast<std::size_t>(thread)];
      if (can_be_redrawn) survey(thread, part);
      else call_->tell(thread, *sink(part), {.limits = &limits()});
    });
  }

  void list_ports() {
    const auto receptor = static_cast<std::int64_t>(spec_.receptor.value());
    const bool symmetric = plan_.rule->options().make_symmetric;
    call_->ports.add(*context_.env.nodes, plan_.targets, receptor);
    if (symmetric) call_->ports.add(*context_.env.nodes, plan_.sources, receptor);
  }

  void survey(int thread, Part& part) const {
    Survey& s = part.survey;
    cover(s.counts, plan_.sources);
    if (plan_.rule->options().make_symmetric) cover(s.counts, plan_.targets);
    call_->tell(thread, s, {.ports = &call_->ports, .limits = &limits(), .weights = false});
    s.traits.one_weight = spec_.weight.is_constant();
    s.traits.weight = spec_.weight.value();
    s.traits.float_weights = spec_.weight.only_floats();
    if (s.traits.n >= few) return;
    call_->tell(thread, part.edges);
    s = {};
  }

  static void cover(SourceCounts& counts, const NodeList& sources) {
    if (sources.size() > 0)
      counts.cover(static_cast<std::uint32_t>(sources.least()), static_cast<std::uint32_t>(sources.greatest()));
  }

  const DelayLimits& limits() const { return context_.store.delays(); }
  int n_threads() const { return context_.env.nodes->n_threads(); }

  const ConnectContext& context_;
  const std::shared_ptr<Redrawn> call_;
  ConnectPlan& plan_;
  const SynSpec& spec_;
  std::vector<Part> parts_;  // by thread
  std::vector<Link> links_;
  std::vector<Step> delays_;  // some of those made, the extrema among them
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
