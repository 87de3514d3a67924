#include "kernel/connect/edge_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/node/model.h"
#include "kernel/node/neurons.h"

namespace nestling {

void Ports::add(const NodeTable& nodes, const NodeList& neurons, std::int64_t receptor) {
  for (std::size_t i = 0; i < neurons.size(); ++i) {
    const auto [population, index] = nodes.find(neurons[i]);
    const Population& p = *population;
    if (!p.same_ports() || !ports_.contains(&p))
      ports_.emplace(&p, p.port(index, Signal::spike_or_transition, receptor));
    if (p.same_ports() && neurons.is_range()) i = static_cast<std::size_t>(p.first() + p.size() - 1 - neurons[0]);
  }
}

EdgeBuilder::EdgeBuilder(const ConnectPlan& plan, const Options& options, std::vector<EdgeSink*> sinks)
    : plan_(plan),
      spec_(plan.spec),
      model_(plan.store.models()[spec_.model]),
      options_(options),
      sinks_(std::move(sinks)),
      weight_{spec_.weight, stream_key(plan.seed, Purpose::parameter_weight, 0)},
      delay_{spec_.delay, stream_key(plan.seed, Purpose::parameter_delay, 0)},
      receptor_{spec_.receptor, stream_key(plan.seed, Purpose::parameter_other, 0)},
      label_{spec_.label, stream_key(plan.seed, Purpose::parameter_other, 1)} {
  for (auto& f : spec_.further)
    further_.push_back({f.source, stream_key(plan.seed, Purpose::parameter_other, 2 + further_.size())});
}

void EdgeBuilder::Column::fill(const Row& row, std::uint64_t first) {
  const std::size_t n = source.is_constant() ? 1 : row.sources.size();
  if (source.is_constant() && values.size() == 1) return;
  values.resize(n);
  source.fill(values, first, key, row.stream);
}

const Population& EdgeBuilder::source_population(Gid gid) {
  if (!last_source_ || !last_source_->contains(gid)) last_source_ = plan_.env.nodes->find(gid).population;
  return *last_source_;
}

const Population& EdgeBuilder::target_population(Gid gid) {
  if (!last_target_ || !last_target_->contains(gid)) {
    last_target_ = plan_.env.nodes->find(gid).population;
    if (options_.ports) port_ = &options_.ports->of(*last_target_);
  }
  return *last_target_;
}

void EdgeBuilder::fill_delays() {
  if (delay_.source.is_constant() && !steps_.empty()) return;
  steps_.resize(delay_.values.size());
  const DelayLimits none;
  (options_.limits ? *options_.limits : none).steps(delay_.values, plan_.env.grid, steps_);
}

std::int64_t EdgeBuilder::receptor(std::size_t i) const {
  const auto r = static_cast<std::int64_t>(receptor_[i]);
  if (model_.type->one_receptor && r != 0)
    throw Error(err::illegal_connection,
                fmt::format("{} takes only receptor_type 0, not {}; static_synapse takes any.", model_.name, r));
  return r;
}

void EdgeBuilder::fill(const Row& row) {
  const std::uint64_t first = options_.counts_values ? next_value_ : row.first_value;
  next_value_ += row.sources.size();
  if (options_.weights || spec_.weight.is_array()) weight_.fill(row, first);
  for (Column* c : {&delay_, &receptor_, &label_}) c->fill(row, first);
  for (Column& c : further_) c.fill(row, first);
  fill_delays();
}

// Where connections are only told, because rows are made of them, they are there already.
void EdgeBuilder::heed_interrupt(std::size_t made) {
  constexpr std::size_t some = 1 << 16;  // a millisecond
  if ((made_ += made) < some) return;
  made_ = 0;
  plan_.store.heed_interrupt(options_.limits ? "nothing was connected"
                                             : "connections are sorted when they are next needed");
}

void EdgeBuilder::row(const Row& row) {
  if (row.sources.empty()) return;
  heed_interrupt(row.sources.size());
  fill(row);
  const Population& to = target_population(row.target);
  if (options_.ports) return neurons(row, to, 0, row.sources.size());
  for (std::size_t i = 0; i < row.sources.size();) {
    const Population& from = source_population(row.sources[i]);
    if (from.has_proxies() && to.has_proxies()) {
      std::size_t end = i;
      while (end < row.sources.size() && source_population(row.sources[end]).has_proxies())
        check_signal(row.sources[end++], to);
      neurons(row, to, i, end);
      i = end;
    } else {
      device(row.sources[i], from, row.target, to, i);
      ++i;
    }
  }
}

void EdgeBuilder::pairs(const PairBlock& pairs) {
  if (pairs.sources.empty()) return;
  heed_interrupt(pairs.sources.size());
  Row row{0, pairs.sources, pairs.stream, pairs.first_value};
  fill(row);
  if (options_.ports) return many(pairs);
  for (std::size_t i = 0; i < pairs.targets.size(); ++i) {
    row.target = pairs.targets[i];
    if (!pairs.task.builds(row.target)) continue;
    const Population &from = source_population(row.sources[i]), &to = target_population(row.target);
    if (from.has_proxies() && to.has_proxies()) check_signal(row.sources[i], to), neurons(row, to, i, i + 1);
    else device(row.sources[i], from, row.target, to, i);
  }
}

// Spiking neurons do not understand binary ones, nor the other way round.
void EdgeBuilder::check_signal(std::uint32_t source, const Population& to) {
  const Population& from = source_population(source);
  if (checked_from_ == &from && checked_to_ == &to) return;
  checked_from_ = &from, checked_to_ = &to;
  if (!to.takes(from.sends()))
    throw Error(
        err::illegal_connection,
        fmt::format("{} (node {}) {} a binary neuron and {} {}: put a parrot_neuron between them, which takes both.",
                    from.model().name(), source, from.sends() == Signal::transition ? "is" : "is not",
                    to.model().name(), to.takes(Signal::transition) ? "is" : "is not"));
}

// Between neurons, for one thread.
void EdgeBuilder::many(const PairBlock& pairs) {
  mine_.source.clear(), mine_.receiver.clear(), mine_.weight.clear(), mine_.delay.clear();
  const bool weights = weight_.values.size() > 1, delays = steps_.size() > 1;
  receptor(0);
  for (std::size_t i = 0; i < pairs.targets.size(); ++i) {
    const Gid target = pairs.targets[i];
    if (!pairs.task.builds(target)) continue;
    mine_.source.push_back(pairs.sources[i]);
    if (weights) mine_.weight.push_back(weight_.values[i]);
    if (delays) mine_.delay.push_back(steps_[i]);
    if (!options_.weights) continue;
    const Population& to = target_population(target);
    mine_.receiver.push_back(plan_.store.receiver(*port_, to, target, weight_[i]));
  }
  if (mine_.source.empty()) return;
  const auto column = [](const auto& all, const auto& mine) { return std::span(all.size() > 1 ? mine : all); };
  sinks_[0]->take({mine_.source,
                   mine_.receiver,
                   column(std::as_const(weight_.values), std::as_const(mine_.weight)),
                   column(std::as_const(steps_), std::as_const(mine_.delay)),
                   {}});
}

void EdgeBuilder::fill_receivers(const Row& row, const Population& to, std::size_t from, std::size_t end) {
  const auto receiver = [&](std::size_t i, double weight) {
    const std::int64_t r = receptor(i);
    const auto index = static_cast<std::uint32_t>(row.target - to.first());
    return plan_.store.receiver(port_ ? *port_ : to.port(index, Signal::spike_or_transition, r), to, row.target,
                                weight);
  };
  const bool one = !options_.weights || spec_.weight.is_constant() || end - from == 1;
  if (spec_.receptor.is_constant() && one) {
    receivers_.assign(1, receiver(from, options_.weights ? weight_[from] : 1.0));
  } else if (spec_.receptor.is_constant()) {
    const Receiver positive = receiver(0, 1), negative = receiver(0, -1);
    receivers_.resize(end - from);
    for (std::size_t i = from; i < end; ++i) receivers_[i - from] = weight_.values[i] >= 0 ? positive : negative;
  } else {
    receivers_.resize(end - from);
    for (std::size_t i = from; i < end; ++i) receivers_[i - from] = receiver(i, weight_[i]);
  }
}

void EdgeBuilder::neurons(const Row& row, const Population& to, std::size_t from, std::size_t end) {
  fill_receivers(row, to, from, end);
  labels_.clear();
  if (spec_.labelled)
    for (std::size_t i = from; i < end; ++i) labels_.push_back(label(i));
  const auto piece = [&](const auto& column) {
    const auto all = std::span(std::as_const(column));
    return all.size() <= 1 ? all : all.subspan(from, end - from);
  };
  if (model_.type->kind) check_target(to);
  if (spec_.check_each) check_values(from, end);
  further_pieces_.clear();
  for (const Column& c : further_) further_pieces_.push_back(std::span(c.values).subspan(from, end - from));
  sinks_[static_cast<std::size_t>(plan_.env.nodes->thread_of(row.target))]->take(
      {row.sources.subspan(from, end - from), receivers_, piece(weight_.values), piece(steps_), labels_,
       further_pieces_});
}

void EdgeBuilder::check_target(const Population& to) const {
  const SynapseTraits& traits = model_.type->kind->traits();
  const auto* neurons = dynamic_cast<const Neurons*>(&to);
  if (traits.reads_potentials && !(neurons && neurons->keeps_potentials()))
    throw Error(err::not_implemented,
                fmt::format("{} needs targets that filter their potential, aeif_psc_delta_clopath or "
                            "hh_psc_alpha_clopath; {} does not.",
                            model_.name, to.model().name()));
  if (traits.reads_history && !(neurons && neurons->keeps_spikes()))
    throw Error(err::illegal_connection,
                fmt::format("{} needs targets that keep their spikes; {} does not.", model_.name, to.model().name()));
}

// Parameters of a model with state that may contradict each other.
void EdgeBuilder::check_values(std::size_t from, std::size_t end) const {
  const SynapseKind& kind = *model_.type->kind;
  const auto values = kind.copy(spec_.values.get());
  for (std::size_t i = from; i < end; ++i) {
    if (double* weight = kind.weight(values.get())) *weight = weight_[i];
    for (std::size_t k = 0; k < further_.size(); ++k)
      spec_.further[k].row->number(spec_.further[k].section->in(values.get())) = further_[k][i];
    kind.check_all(values.get());
  }
}

std::int64_t EdgeBuilder::label(std::size_t i) const {
  const auto value = static_cast<std::int64_t>(label_[i]);
  if (value < 0 && (!spec_.label.is_constant() || value != model_.defaults.synapse_label))
    throw Error(err::bad_property, fmt::format("synapse_label must be >= 0, is {}.", value));
  return value;
}

void EdgeBuilder::device(std::uint32_t source, const Population& from, Gid target, const Population& to,
                         std::size_t i) {
  const auto name = [](Gid gid, const Population& p) { return fmt::format("node {} ({})", gid, p.model().name()); };
  const Signal signal = from.sends();
  if (signal == Signal::none)
    throw Error(err::unexpected_event,
                fmt::format("{} sends nothing, so it cannot be the source of a connection; if it is to record, connect "
                            "the other way round: {} to it.",
                            name(source, from), name(target, to)));
  if (to.sends() == Signal::record && signal != Signal::record)
    throw Error(err::illegal_connection,
                fmt::format("{} asks its targets for what it records: connect it the other way round, from it to {}.",
                            name(target, to), name(source, from)));
  if (signal == Signal::record && model_.type->one_receptor)
    throw Error(err::illegal_connection,
                fmt::format("{} cannot be used for {}; static_synapse can.", model_.name, name(source, from)));
  if (const SynapseKind* kind = model_.type->kind;
      kind && ((!from.has_proxies() && !kind->traits().from_devices) || kind->traits().reads_history ||
               kind->traits().reads_potentials))
    throw Error(
        err::illegal_connection,
        from.has_proxies()
            ? fmt::format("{} needs targets that keep their spikes; {} does not.", model_.name, name(target, to))
            : fmt::format("{} cannot start at a device, {}: use static_synapse, or a parrot_neuron between them.",
                          model_.name, name(source, from)));
  if (!from.has_proxies() && to.model().traits().element_type == "other")
    throw Error(err::illegal_connection,
                fmt::format("{} takes spikes of neurons only, not of {}.", name(target, to), name(source, from)));
  const std::int64_t r = receptor(i);
  to.port(static_cast<std::uint32_t>(target - to.first()), signal, r);  // throws if it does not fit
  const LinkKind kind = signal == Signal::record ? LinkKind::samples
                        : to.has_proxies()       ? LinkKind::drives
                                                 : LinkKind::records;
  const std::uint16_t steps = steps_[steps_.size() == 1 ? 0 : i];
  shortest = shortest == 0 ? steps : std::min<Step>(shortest, steps);
  longest = std::max<Step>(longest, steps);
  links.push_back({.kind = kind,
                   .source = source,
                   .target = static_cast<std::uint32_t>(target),
                   .model = spec_.model,
                   .delay = steps,
                   .receptor = r,
                   .weight = weight_[i],
                   .label = spec_.labelled ? label(i) : -1});
}

}  // namespace nestling
