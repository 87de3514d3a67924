// Networks with every synapse model with state: the same to the last bit for any number of threads.
#include <algorithm>
#include <catch2/catch.hpp>

#include "kernel/synapses/kind.h"
#include "kernel/synapses/live_table.h"
#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

Value uniform(double low, double high) {
  return Dict{{"distribution", Literal{"uniform"}}, {"low", low}, {"high", high}};
}

struct Result {
  std::vector<std::array<double, 4>> connections;  // source, target, delay, weight
  std::vector<double> times;
  std::vector<std::int64_t> senders;
  bool operator==(const Result&) const = default;
};

Dict parameters(const SynapseTraits& traits) {
  Dict syn{{"model", Literal{std::string(traits.name)}}, {"delay", uniform(0.5, 3)}};
  if (!traits.common_weight) syn["weight"] = uniform(60, 90);
  if (traits.name == "bernoulli_synapse") syn["p_transmit"] = 0.6;
  if (traits.name == "tsodyks_synapse") syn["tau_rec"] = uniform(100, 200);
  return syn;
}

// Neurons under Poisson input, coupled by the model; some of them feed a transmitter.
Result run(const SynapseKind& kind, int threads) {
  Network net(threads);
  Kernel& k = net.kernel;
  const Gid neurons = net.create(kind.traits().reads_potentials ? "hh_psc_alpha_clopath" : "iaf_psc_exp", 50), noise = net.create("poisson_generator", 1, {{"rate", 9000.0}}),
            detector = net.create("spike_detector"), transmitter = net.create("volume_transmitter");
  const NodeList all(neurons, neurons + 49);
  net.connect(NodeList(noise, noise), all, 150.0);
  net.connect(all, NodeList(detector, detector));
  net.connect(NodeList(neurons, neurons + 4), NodeList(transmitter, transmitter));
  const std::string model(kind.traits().name);
  if (kind.transmitter(kind.values().get())) k.set_defaults(model, {{"vt", transmitter}});
  if (kind.traits().common_weight) k.set_defaults(model, {{"weight", 70.0}});
  if (model == "quantal_stp_synapse") k.set_defaults(model, {{"n", 5}, {"a", 5}});
  k.connect(all, all, {{"rule", Literal{"fixed_indegree"}}, {"indegree", 25}}, parameters(kind.traits()));
  for (double ms : {97.3, 60.0}) k.simulate(ms);
  Result r{{}, net.times(detector), net.senders(detector)};
  for (auto& c : k.connections({{"synapse_model", Literal{model}}})) {
    const Dict d = k.status(c);
    const Value* weight = d.peek("weight");
    r.connections.push_back({static_cast<double>(c.source), static_cast<double>(c.target),
                             std::get<double>(d.at("delay")), weight ? std::get<double>(*weight) : 0.0});
  }
  std::sort(r.connections.begin(), r.connections.end());
  return r;
}

}  // namespace

TEST_CASE("plastic networks are the same for any number of threads") {
  for (auto& kind : synapse_kinds()) {
    INFO(kind->traits().name);
    const Result one = run(*kind, 1);
    CHECK(one.connections.size() == 50 * 25);
    CHECK(one.times.size() > 300);
    for (int threads : {2, 3, 5}) CHECK(run(*kind, threads) == one);
  }
}

TEST_CASE("spikes are forgotten when no synapse can need them") {
  Network net;
  std::vector<double> times;
  for (double t = 1; t < 20000; t += 5) times.push_back(t);
  const Gid generator = net.create("spike_generator", 1, {{"spike_times", times}}), pre = net.create("parrot_neuron", 2),
            post = pre + 1;
  net.connect(NodeList(generator, generator), NodeList(pre, post));
  net.kernel.connect(NodeList(pre, pre), NodeList(post, post), {{"rule", Literal{"one_to_one"}}},
                     {{"model", Literal{"stdp_synapse"}}, {"receptor_type", 1}});
  net.kernel.simulate(20000);
  CHECK(std::get<std::int64_t>(net.kernel.status(post, "archiver_length")) < 1100);
  CHECK(std::get<std::int64_t>(net.kernel.status(pre, "archiver_length")) == 0);
}
