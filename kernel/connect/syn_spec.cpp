#include "kernel/connect/syn_spec.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/error.h"
#include "kernel/base/exact.h"

namespace nestling {

namespace {

[[noreturn]] void unusable(const std::string& name, const Value& v, ParameterSource::Accepts accepts) {
  const bool reals = accepts == ParameterSource::Accepts::reals;
  throw Error(err::bad_property,
              fmt::format("/{} cannot be a {}. It can be {}, {} with one value for each connection, or a dictionary "
                          "with a /distribution{}.",
                          name, type_name(v), reals ? "a double or an integer" : "an integer",
                          reals ? "a doublevector or an intvector" : "an intvector", reals ? "" : " of integers"));
}

DoubleVector as_doubles(const IntVector& numbers) {
  return std::make_shared<std::vector<double>>(numbers->begin(), numbers->end());
}

}  // namespace

void ParameterSource::read(const Dict& spec, Accepts accepts) {
  const Value* v = spec.find(name_);
  if (!v) return;
  const bool reals = accepts == Accepts::reals;
  if (auto* i = std::get_if<std::int64_t>(v)) {
    value_ = static_cast<double>(*i);
  } else if (auto* x = std::get_if<double>(v); x && reals) {
    value_ = *x;
  } else if (auto* doubles = std::get_if<DoubleVector>(v); doubles && reals) {
    array_ = *doubles;
  } else if (auto* ints = std::get_if<IntVector>(v)) {
    array_ = as_doubles(*ints);
  } else if (auto* d = std::get_if<std::shared_ptr<Dict>>(v)) {
    deviate_ = Deviate::from(**d);
    if (!reals && !deviate_->discrete()) unusable(name_, *v, accepts);
  } else {
    unusable(name_, *v, accepts);
  }
}

void ParameterSource::fill(std::span<double> to, std::uint64_t first, StreamKey key, std::uint64_t substream) const {
  if (deviate_ && floats_) {
    deviate_->fill_floats(key, substream, to, *floats_);
  } else if (deviate_) {
    Stream stream(key, substream);
    deviate_->fill(stream, to);
  } else if (!array_) {
    std::fill(to.begin(), to.end(), value_);
  } else {
    if (first + to.size() > array_->size())
      throw Error(
          err::kernel_exception,
          fmt::format("The array of values for /{} is exhausted: it has {} values, but there are more connections.",
                      name_, array_->size()));
    std::copy_n(array_->begin() + static_cast<std::ptrdiff_t>(first), to.size(), to.begin());
  }
}

bool ParameterSource::only_floats() const {
  if (array_) return std::all_of(array_->begin(), array_->end(), is_float);
  return deviate_ ? floats_.has_value() : is_float(value_);
}

void ParameterSource::draw_floats() {
  if (deviate_) floats_ = deviate_->float_range();
}

namespace {

// Common properties say nothing about a single connection.
void read_common(const Dict& spec, const SynapseKind& kind, const std::string& model) {
  for (auto& row : kind.common().rows)
    if (spec.find(row.name) && !kind.traits().common_in_connect)
      throw Error(err::not_implemented, fmt::format("/{} is common to all connections of {}: set it by SetDefaults.",
                                                    row.name, model));
}

// The individual parameters but for the weight. One value for all goes into s.values.
void read_individual(const Dict& spec, const SynapseKind& kind, const std::string& model, SynSpec& s) {
  bool given = spec.peek("receptor_type") || spec.peek("synapse_label");
  for (auto& section : kind.individual())
    for (auto& row : section.rows) {
      if (!spec.peek(row.name)) continue;
      given = true;
      if (!row.is_double())
        throw Error(row.type() == "bool" ? err::bad_property : kind.traits().integers_in_connect,
                    fmt::format("/{} is an {} and cannot be given to Connect: set it by SetDefaults or CopyModel for {}.",
                                row.name, row.type(), model));
      SynSpec::Further f{&row, &section, {std::string(row.name), 0.0}};
      f.source.read(spec, ParameterSource::Accepts::reals);
      if (f.source.is_constant()) row.number(section.in(s.values.get())) = f.source.value();
      else s.further.push_back(std::move(f));
    }
  if (double* weight = kind.weight(s.values.get())) *weight = s.weight.value();
  if (double* offset = kind.delay_offset(s.values.get())) {
    if (spec.peek("delay")) *offset = 0;  // whole steps
    s.exact_delay_offset = *offset;
  }
  if (const auto* gid = kind.transmitter(s.values.get()); gid && *gid == -1)
    bad_property(fmt::format("{} needs a volume_transmitter: set its GID as /vt by SetDefaults.", model));
  s.check_each = given && (!s.further.empty() || !s.weight.is_constant());
  if (given && !s.check_each) kind.check_all(s.values.get());
}

}  // namespace

SynSpec read_syn_spec(const Dict& spec, const SynapseModels& models) {
  std::string name = "static_synapse";
  spec.read("model", name);
  const SynapseModelId id = models.id(name, err::unknown_synapse);
  const SynapseModel& model = models[id];
  if (model.type->common_weight && spec.find("weight"))
    throw Error(err::bad_property,
                fmt::format("The weight of {} is common to all its connections: set it by SetDefaults.", name));
  SynSpec s{id,
            {"weight", model.defaults.weight},
            {"delay", model.defaults.delay},
            {"receptor_type", static_cast<double>(model.defaults.receptor_type)},
            {"synapse_label", static_cast<double>(model.defaults.synapse_label)},
            model.type->labelled};
  s.weight.read(spec, ParameterSource::Accepts::reals);
  s.weight.draw_floats();
  s.delay.read(spec, ParameterSource::Accepts::reals);
  s.delay.draw_floats();
  s.receptor.read(spec, ParameterSource::Accepts::integers);
  if (s.labelled) s.label.read(spec, ParameterSource::Accepts::integers);
  if (const SynapseKind* kind = model.type->kind) {
    s.values = kind->copy(model.defaults.values.get());
    read_common(spec, *kind, name);
    read_individual(spec, *kind, name, s);
  }
  // Entries of GetDefaults that say nothing about a single connection are allowed and mean nothing, as they always
  // have.
  spec.find("sizeof");
  spec.find("weight_recorder");
  for (std::string_view key : {"has_delay", "requires_symmetric"})
    if (spec.find(key))
      throw Error(err::bad_property,
                  fmt::format("/{} is a property of the model {} and cannot be chosen in Connect.", key, name));
  return s;
}

}  // namespace nestling
