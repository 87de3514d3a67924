// Binary neurons: what they understand, what they send, how often they are 1.
#include "kernel/models/parts/binary.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <tuple>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

const std::vector<double> ups_and_downs{1.0, 1.0, 3.0, 4.0, 6.0};
const std::vector<std::int64_t> multiplicities{1, 1, 1, 2, 3};  // up, down, up, nothing

std::vector<double> inputs(const char* between, const char* synapse) {
  Network net;
  const Gid source =
      net.create("spike_generator", 1, {{"spike_times", ups_and_downs}, {"spike_multiplicities", multiplicities}});
  const Gid parrot = net.create("parrot_neuron"), neuron = net.create("ginzburg_neuron", 1, {{"theta", 1e9}});
  const Gid mm = net.create("multimeter", 1, {{"interval", 1.0}, {"record_from", Array{"h"}}});
  const Dict rule{{"rule", Literal{"all_to_all"}}};
  const bool direct = between == std::string_view("nothing");
  if (!direct) net.connect(source, parrot, 1.0, 0.1);
  const Gid from = direct ? source : parrot;
  net.kernel.connect({from, from}, {neuron, neuron}, rule,
                     {{"model", Literal{synapse}}, {"weight", -1.5}, {"delay", direct ? 0.6 : 0.5}});
  net.connect(mm, neuron);
  net.kernel.simulate(10.0);
  return net.column(mm, "h");
}

}  // namespace

TEST_CASE("two spikes of a source say 1, one says 0, however they come", "[model]") {
  const std::vector<double> h{0, -1.5, -1.5, 0, -1.5, -1.5, -1.5, -1.5, -1.5};
  auto direct = inputs("nothing", "static_synapse");
  direct.resize(h.size());
  CHECK(direct == h);
  for (const char* synapse : {"static_synapse", "cont_delay_synapse"}) {  // stored as rows; with state
    auto by_parrot = inputs("parrot", synapse);
    by_parrot.resize(h.size());
    CHECK(by_parrot == h);
  }
}

TEST_CASE("binary and spiking neurons do not understand each other", "[model]") {
  for (const char* model : {"ginzburg_neuron", "mcculloch_pitts_neuron", "erfc_neuron"}) {
    Network net;
    const Gid binary = net.create(model), iaf = net.create("iaf_psc_alpha"), parrot = net.create("parrot_neuron");
    const Gid spin = net.create("spin_detector"), spikes = net.create("spike_detector");
    const Gid poisson = net.create("poisson_generator"), dc = net.create("dc_generator"),
              noise = net.create("noise_generator");
    const auto connects = [&](Gid from, Gid to) { return net.refusal([&] { net.connect(from, to); }); };
    for (auto [from, to] : {std::pair(binary, binary),
                            {binary, parrot},
                            {parrot, binary},
                            {binary, spin},
                            {binary, spikes},
                            {parrot, spin},
                            {noise, binary},
                            {parrot, iaf},
                            {iaf, parrot}})
      CHECK(connects(from, to) == "accepted");
    for (auto [from, to] : {std::pair(binary, iaf), {iaf, binary}, {poisson, binary}, {dc, binary}, {iaf, spin}})
      CHECK(connects(from, to).substr(0, 17) == "IllegalConnection");
  }
}

TEST_CASE("large calls of Connect look for misunderstandings, too", "[model]") {
  Network net;
  const Gid iaf = net.create("iaf_psc_alpha", 200), binary = net.create("erfc_neuron", 200);
  const Dict rule{{"rule", Literal{"fixed_indegree"}}, {"indegree", 50}};
  CHECK(net.refusal([&] {
             net.kernel.connect({iaf, iaf + 199}, {binary, binary + 199}, rule, {});
           })
            .substr(0, 17) == "IllegalConnection");
  CHECK(net.refusal([&] {
    net.kernel.connect({binary, binary + 199}, {binary, binary + 199}, rule, {});
  }) == "accepted");
}

TEST_CASE("neurons and a spin_detector agree about states", "[model]") {
  using Sample = std::tuple<double, std::int64_t, double, double>;
  std::vector<std::vector<Sample>> seen;
  for (int n_threads : {1, 2, 3}) {
    Network net(n_threads);
    const Gid neurons = net.create("ginzburg_neuron", 20, {{"theta", -0.2}, {"c_3", 2.0}});
    const Gid spin = net.create("spin_detector"),
              mm = net.create("multimeter", 1, {{"interval", 0.1}, {"record_from", Array{"S", "h"}}});
    net.connect({neurons, neurons + 19}, {neurons, neurons + 19}, -0.05, 0.5);
    net.connect({neurons, neurons + 19}, {spin, spin}, 1.0, 0.5);
    net.connect({mm, mm}, {neurons, neurons + 19});
    net.kernel.simulate(200.0);
    const auto times = net.times(spin), states = net.column(spin, "weights"), S = net.column(mm, "S"),
               at = net.times(mm);
    const auto senders = net.senders(spin), sampled = net.senders(mm);
    REQUIRE(times.size() > 100);
    for (std::size_t i = 0; i < times.size(); ++i)
      for (std::size_t k = 0; k < at.size(); ++k)
        if (sampled[k] == senders[i] && at[k] == times[i]) CHECK(S[k] == states[i]);
    const auto h = net.column(mm, "h");
    seen.emplace_back();
    for (std::size_t k = 0; k < at.size(); ++k) seen.back().emplace_back(at[k], sampled[k], S[k], h[k]);
    std::sort(seen.back().begin(), seen.back().end());
    CHECK(seen.back() == seen.front());
  }
}

// Without input a state is drawn anew at the times of a Poisson process, with probability p.
TEST_CASE("mean state and time constant of isolated neurons", "[model]") {
  const double theta = -0.3, tau = 10;
  const struct {
    const char* model;
    Dict params;
    double p;
  } cases[] = {{"ginzburg_neuron", {{"theta", theta}, {"c_2", 0.9}, {"c_3", 2.0}}, 0.45 * (1 + std::tanh(0.6))},
               {"erfc_neuron", {{"theta", theta}, {"sigma", 0.7}}, 0.5 * std::erfc(theta / 0.7 / std::sqrt(2))},
               {"mcculloch_pitts_neuron", {{"theta", theta}}, 1.0}};
  for (auto& c : cases) {
    INFO(c.model);
    Network net;
    const Gid neurons = net.create(c.model, 500, c.params);
    const Gid mm = net.create("multimeter", 1, {{"interval", 1.0}, {"record_from", Array{"S"}}});
    net.connect({mm, mm}, {neurons, neurons + 499});
    net.kernel.simulate(500.0);
    double early = 0, n_early = 0, late = 0, n_late = 0;
    const auto S = net.column(mm, "S"), t = net.times(mm);
    for (std::size_t i = 0; i < t.size(); ++i) {
      if (t[i] == 10.0) early += S[i], ++n_early;
      if (t[i] > 100) late += S[i], ++n_late;
    }
    CHECK(late / n_late == Approx(c.p).margin(0.02));
    CHECK(early / n_early == Approx(c.p * (1 - std::exp(-10 / tau))).margin(5 * 0.5 / std::sqrt(500)));
  }
}
