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

void ParameterSource::fill(std::span<double> to, std::uint64_t first, Stream& stream) const {
  if (deviate_ && floats_) {
    deviate_->fill_floats(stream, to, *floats_);
  } else if (deviate_) {
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
  s.receptor.read(spec, ParameterSource::Accepts::integers);
  if (s.labelled) s.label.read(spec, ParameterSource::Accepts::integers);
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
