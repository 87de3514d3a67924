#include "kernel/connect/connect_data.h"

#include <fmt/format.h>

#include <cmath>

#include "kernel/base/error.h"

namespace nestling {

namespace {

const Dict one_to_one{{"rule", Literal{"one_to_one"}}};

NodeList one(Gid gid) { return NodeList(gid, gid); }

// A connection that cannot be, as opposed to one that is described wrongly.
bool is_impossible(Err kind) {
  for (Err e : {err::unknown_node, err::illegal_connection, err::unexpected_event, err::unknown_receptor,
                err::incompatible_receptor})
    if (e == kind) return true;
  return false;
}

void require_one_thread(const ConnectContext& context) {
  if (context.env.n_threads > 1)
    throw Error(err::kernel_exception,
                fmt::format("DataConnect works with one thread only, there are {}. Connect works with any number.",
                            context.env.n_threads));
}

const Value& required(const Dict& d, std::string_view key) {
  const Value* v = d.peek(key);
  if (!v) throw Error(err::dict_error, fmt::format("DataConnect needs the entry /{}.", key));
  return *v;
}

// ---------------------------------------------------------------- columns

DoubleVector column(std::string_view key, const Value& v) {
  if (auto* doubles = std::get_if<DoubleVector>(&v)) return *doubles;
  if (auto* ints = std::get_if<IntVector>(&v))
    return std::make_shared<std::vector<double>>((*ints)->begin(), (*ints)->end());
  auto numbers = std::make_shared<std::vector<double>>();
  const Dict entry{{key, v}};
  entry.read(key, *numbers);  // an array of doubles, or TypeMismatch
  return numbers;
}

bool is_whole(std::string_view key) { return key == "receptor_type" || key == "synapse_label"; }

struct Columns {
  std::vector<Gid> targets;
  std::vector<std::pair<std::string, DoubleVector>> parameters;

  // The parameters of connection k, or of all of them.
  Dict synapse(std::string_view model, std::size_t k) const {
    Dict d{{"model", Literal{std::string(model)}}};
    for (auto& [key, values] : parameters) {
      const double x = (*values)[k];
      if (is_whole(key)) d[key] = static_cast<std::int64_t>(x);
      else d[key] = x;
    }
    return d;
  }
  Dict synapses(std::string_view model) const {
    Dict d{{"model", Literal{std::string(model)}}};
    for (auto& [key, values] : parameters) {
      if (is_whole(key)) d[key] = std::vector<std::int64_t>(values->begin(), values->end());
      else d[key] = values;
    }
    return d;
  }
};

Columns read_columns(const Dict& d, const SynapseModels& models, SynapseModelId model) {
  Columns c;
  const auto targets = column("target", required(d, "target"));
  for (auto* key : {"weight", "delay"}) required(d, key);
  for (auto& [key, value, _] : d) {
    if (key == "target" || !models.is_individual(model, key)) continue;
    auto values = column(key, value);
    if (values->size() != targets->size())
      throw Error(err::dimension_mismatch,
                  fmt::format("/{} has {} elements, /target has {}: there must be one for each connection.", key,
                              values->size(), targets->size()));
    c.parameters.emplace_back(key, std::move(values));
  }
  for (const double target : *targets) {
    if (target != std::floor(target) || std::abs(target) > 1e15)
      throw Error(err::bad_property, fmt::format("/target holds GIDs, {} is none.", target));
    c.targets.push_back(static_cast<Gid>(target));
  }
  return c;
}

void leave_out(const ConnectContext& context, Gid source, Gid target, const Error& why) {
  if (!is_impossible(why.kind)) throw;
  if (context.env.log)
    context.env.log(Level::warning, "DataConnect",
                    fmt::format("The connection from node {} to node {} is left out: {}", source, target, why.what()));
}

void connect_possible(const ConnectContext& context, Gid source, const Columns& columns, std::string_view model) {
  std::vector<std::size_t> possible;
  for (std::size_t k = 0; k < columns.targets.size(); ++k) try {
      stage_connect(context, one(source), one(columns.targets[k]), one_to_one, columns.synapse(model, k));
      possible.push_back(k);
    } catch (const Error& why) { leave_out(context, source, columns.targets[k], why); }
  for (auto k : possible) connect(context, one(source), one(columns.targets[k]), one_to_one, columns.synapse(model, k));
}

// ---------------------------------------------------------------- descriptions

struct Description {
  Gid source, target;
  Dict synapse;
};

Gid gid(const Dict& d, std::string_view key) {
  required(d, key);
  std::int64_t gid = 0;
  d.read(key, gid);
  return gid;
}

Description read_description(const Dict& d, const ConnectContext& context) {
  const SynapseModels& models = context.store.models();
  Description c{gid(d, "source"), gid(d, "target"), {}};
  std::string name = "static_synapse";
  d.read("synapse_model", name);
  const SynapseModelId model = models.id(name, err::unknown_model);
  c.synapse["model"] = Literal{name};
  for (auto& [key, value, _] : d)
    if (models.is_individual(model, key)) c.synapse[key] = value;
  const Signal signal = context.env.nodes->find(c.source).population->sends();
  std::int64_t receptor;  // of a sampler, this is its place among those of the target
  if (signal != Signal::record && !d.peek("receptor_type") && d.read("receptor", receptor))
    c.synapse["receptor_type"] =
        context.store.receptors().given(*context.env.nodes->find(c.target).population, signal, receptor);
  return c;
}

}  // namespace

void connect_columns(const ConnectContext& context, Gid source, const Dict& d, std::string_view model) {
  require_one_thread(context);
  context.env.nodes->find(source);
  const SynapseModels& models = context.store.models();
  const Columns columns = read_columns(d, models, models.id(model, err::unknown_synapse));
  try {
    connect(context, NodeList(std::vector<Gid>(columns.targets.size(), source)), NodeList(columns.targets), one_to_one,
            columns.synapses(model));
  } catch (const Error& e) {
    if (!is_impossible(e.kind)) throw;
    connect_possible(context, source, columns, model);
  }
}

void connect_described(const ConnectContext& context, std::span<const Dict> statuses) {
  require_one_thread(context);
  std::vector<Description> descriptions;
  for (auto& d : statuses) descriptions.push_back(read_description(d, context));
  for (const bool really : {false, true})  // first all are tried
    for (auto& d : descriptions) {
      const Commit commit = stage_connect(context, one(d.source), one(d.target), one_to_one, d.synapse);
      if (really) commit();
    }
}

}  // namespace nestling
