#include "kernel/connect/edge_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/node/model.h"

namespace nestling {

EdgeBuilder::EdgeBuilder(const Environment& env, const ConnectionStore& store, const SynSpec& spec,
                         std::uint64_t call_seed, bool counts_values)
    : batches(static_cast<std::size_t>(env.nodes->n_threads())),
      env_(env),
      store_(store),
      spec_(spec),
      model_(store.models()[spec.model]),
      counts_values_(counts_values),
      weight_{spec.weight, stream_key(call_seed, Purpose::parameter_weight, 0), {}},
      delay_{spec.delay, stream_key(call_seed, Purpose::parameter_delay, 0), {}},
      receptor_{spec.receptor, stream_key(call_seed, Purpose::parameter_other, 0), {}},
      label_{spec.label, stream_key(call_seed, Purpose::parameter_other, 1), {}} {}

void EdgeBuilder::Column::fill(const Row& row, std::uint64_t first) {
  values.resize(source.is_constant() ? 1 : row.sources.size());
  Stream stream(key, row.stream);
  source.fill(values, first, stream);
}

const Population& EdgeBuilder::population(Gid gid, const Population*& last) const {
  if (!last || !last->contains(gid)) last = env_.nodes->find(gid).population;
  return *last;
}

// In steps; noted for the extrema.
Step EdgeBuilder::delay(std::size_t i) {
  if (const double ms = delay_[i]; last_delay_ == 0 || ms != last_delay_ms_) {
    last_delay_ = store_.delays().steps(ms, env_.grid);
    last_delay_ms_ = ms;
    shortest = shortest == 0 ? last_delay_ : std::min(shortest, last_delay_);
    longest = std::max(longest, last_delay_);
  }
  return last_delay_;
}

std::int64_t EdgeBuilder::receptor(std::size_t i) const {
  const auto r = static_cast<std::int64_t>(receptor_[i]);
  if (model_.type->one_receptor && r != 0)
    throw Error(err::illegal_connection,
                fmt::format("{} takes only receptor_type 0, not {}; static_synapse takes any.", model_.name, r));
  return r;
}

void EdgeBuilder::row(const Row& row) {
  const std::uint64_t first = counts_values_ ? next_value_ : row.first_value;
  next_value_ += row.sources.size();
  for (Column* c : {&weight_, &delay_, &receptor_, &label_}) c->fill(row, first);
  const Population& to = population(row.target, last_target_);
  for (std::size_t i = 0; i < row.sources.size();) {
    const Population& from = population(row.sources[i], last_source_);
    if (from.has_proxies() && to.has_proxies()) {
      std::size_t end = i + 1;
      while (end < row.sources.size() && population(row.sources[end], last_source_).has_proxies()) ++end;
      neurons(row, to, i, end);
      i = end;
    } else {
      device(row.sources[i], from, row.target, to, i);
      ++i;
    }
  }
}

void EdgeBuilder::neurons(const Row& row, const Population& to, std::size_t from, std::size_t end) {
  EdgeBatch& batch = batches[static_cast<std::size_t>(env_.nodes->thread_of(row.target))];
  batch.source.insert(batch.source.end(), row.sources.begin() + static_cast<std::ptrdiff_t>(from),
                      row.sources.begin() + static_cast<std::ptrdiff_t>(end));
  if (spec_.receptor.is_constant() && spec_.weight.is_constant()) {
    batch.receiver.resize(batch.source.size(), store_.receiver(to, row.target, receptor(0), weight_[0]));
  } else if (spec_.receptor.is_constant()) {
    const Receiver positive = store_.receiver(to, row.target, receptor(0), 1),
                   negative = store_.receiver(to, row.target, receptor(0), -1);
    for (std::size_t i = from; i < end; ++i) batch.receiver.push_back(weight_[i] >= 0 ? positive : negative);
  } else {
    for (std::size_t i = from; i < end; ++i)
      batch.receiver.push_back(store_.receiver(to, row.target, receptor(i), weight_[i]));
  }
  const auto add = [&](auto& column, const ParameterSource& source, auto value) {
    if (!source.is_constant())
      for (std::size_t i = from; i < end; ++i) column.push_back(value(i));
    else if (column.empty()) column.push_back(value(0));
  };
  add(batch.weight, spec_.weight, [&](std::size_t i) { return weight_[i]; });
  add(batch.delay, spec_.delay, [&](std::size_t i) { return static_cast<std::uint16_t>(delay(i)); });
  if (spec_.labelled) add(batch.label, spec_.label, [&](std::size_t i) { return label(i); });
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
  const std::int64_t r = receptor(i);
  to.port(signal, r);  // throws if it does not fit
  const LinkKind kind = signal == Signal::record ? LinkKind::samples
                        : to.has_proxies()       ? LinkKind::drives
                                                 : LinkKind::records;
  links.push_back({.kind = kind,
                   .source = source,
                   .target = static_cast<std::uint32_t>(target),
                   .model = spec_.model,
                   .delay = static_cast<std::uint16_t>(delay(i)),
                   .receptor = r,
                   .weight = weight_[i],
                   .label = spec_.labelled ? label(i) : -1});
}

}  // namespace nestling
