#include "kernel/models/multimeter.h"

#include <catch2/catch.hpp>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

using Times = std::vector<double>;
using Gids = std::vector<std::int64_t>;
const Array V_m{Literal{"V_m"}};

// Sampling times of a neuron by a multimeter with these entries, after 10 ms with slices of 1 ms.
Times samples(Dict entries, double ms = 10.0) {
  entries["record_from"] = V_m;
  Network net;
  const Gid mm = net.create("multimeter", 1, entries), neuron = net.create("iaf_psc_alpha");
  net.connect(mm, neuron);
  net.kernel.simulate(ms);
  return net.times(mm);
}

}  // namespace

TEST_CASE("samples lie on multiples of interval, or on offset and so on; the window does not shift them",
          "[recorder]") {
  CHECK(samples({}, 4.0) == Times{1, 2, 3});
  const TimeGrid grid;
  CHECK(samples({{"interval", 0.7}, {"start", 2.0}, {"stop", 4.0}}) == Times{grid.ms(21), grid.ms(28), grid.ms(35)});
  CHECK(samples({{"offset", 0.3}}, 4.0) == Times{grid.ms(3), grid.ms(13), grid.ms(23)});
  CHECK(samples({{"offset", 2.3}}, 6.0) == Times{grid.ms(23), grid.ms(33), grid.ms(43)});
  CHECK(samples({{"start", 2.0}, {"stop", 4.0}, {"origin", 1.0}}) == Times{4, 5});
}

TEST_CASE("samples of a slice become visible when the next one begins", "[recorder]") {
  Network net;
  const Gid vm = net.create("voltmeter"), neuron = net.create("iaf_psc_alpha");
  net.connect(vm, neuron);
  net.kernel.simulate(5.0);
  CHECK(net.times(vm) == Times{1, 2, 3, 4});
  net.kernel.set_status(vm, {{"n_events", 0}});
  net.kernel.simulate(0.1);
  CHECK(net.times(vm) == Times{5});
  net.kernel.simulate(2.9);
  CHECK(net.times(vm) == Times{5, 6, 7});
}

TEST_CASE("within a slice samples come in the order of connection, for any number of threads", "[recorder]") {
  for (int n_threads : {1, 2, 3}) {
    Network net(n_threads);
    const Gid mm = net.create("multimeter", 1, {{"interval", 0.5}, {"record_from", V_m}}),
              neurons = net.create("iaf_psc_alpha", 3);
    net.connect(mm, neurons + 2);
    net.connect(mm, neurons);
    net.connect(mm, neurons + 1);
    net.kernel.simulate(2.0);
    CHECK(net.senders(mm) == Gids{neurons + 2, neurons + 2, neurons, neurons, neurons + 1, neurons + 1});
    CHECK(net.times(mm) == Times{0.5, 1.0, 0.5, 1.0, 0.5, 1.0});
  }
}

TEST_CASE("samples are the state at the end of the step, whatever is sampled beside it", "[recorder]") {
  Network net(2);
  const Gid neurons = net.create("iaf_psc_alpha", 5, {{"I_e", 200.0}});
  const Gid coarse = net.create("voltmeter"),
            fine = net.create("multimeter", 1, {{"interval", 0.1}, {"record_from", Array{"I_syn_ex", "V_m"}}});
  net.connect(coarse, neurons + 3);
  net.connect({fine, fine}, {neurons, neurons + 4});
  net.kernel.simulate(5.0);
  CHECK(net.column(fine, "I_syn_ex").size() == 5 * 40);
  Times V;
  const auto times = net.times(fine), V_fine = net.column(fine, "V_m");
  const auto senders = net.senders(fine);
  for (std::size_t i = 0; i < times.size(); ++i)
    if (senders[i] == neurons + 3 && std::round(times[i]) == times[i]) V.push_back(V_fine[i]);
  CHECK(V == net.column(coarse, "V_m"));
  CHECK(V.size() == 4);
}

TEST_CASE("frozen nodes yield nothing and come back", "[recorder]") {
  Network net;
  const Gid vm = net.create("voltmeter"), neuron = net.create("iaf_psc_alpha");
  net.connect(vm, neuron);
  net.kernel.simulate(3.0);
  net.kernel.set_status(neuron, {{"frozen", true}});
  net.kernel.simulate(5.0);
  net.kernel.set_status(neuron, {{"frozen", false}});
  net.kernel.simulate(3.0);
  CHECK(net.times(vm) == Times{1, 2, 3, 9, 10});
}

TEST_CASE("an accumulator adds over nodes, for any number of threads", "[recorder]") {
  for (int n_threads : {1, 2, 3}) {
    Network net(n_threads);
    const Gid mm = net.create("multimeter", 1, {{"record_from", V_m}, {"to_accumulator", true}});
    const Gid neurons = net.create("iaf_psc_alpha", 3);
    net.connect({mm, mm}, {neurons, neurons + 2});
    net.kernel.simulate(4.0);
    CHECK(net.times(mm) == Times{1, 2, 3});
    CHECK(net.column(mm, "V_m") == Times{-210, -210, -210});
    CHECK(net.events(mm).peek("senders") == nullptr);
    CHECK(net.n_events(mm) == 3);
  }
}

TEST_CASE("a multimeter refuses grids finer than the resolution and rounds others up", "[recorder]") {
  Network net;
  auto refusal = [&](const Dict& entries) { return net.refusal([&] { net.create("multimeter", 1, entries); }); };
  CHECK(refusal({{"interval", 0.05}}) ==
        "BadProperty: multimeter: interval must be at least the resolution, 0.1 ms, is 0.05.");
  CHECK(refusal({{"offset", -1.0}}) ==
        "BadProperty: multimeter: offset must be at least the resolution, 0.1 ms, is -1.");
  CHECK(refusal({{"interval", 1}}).substr(0, 12) == "TypeMismatch");
  const Gid mm = net.create("multimeter", 1, {{"interval", 0.25}});
  CHECK(std::get<double>(net.kernel.status(mm, "interval")) == TimeGrid().ms(3));
}

TEST_CASE("a connected multimeter is fixed, and takes a node once", "[recorder]") {
  Network net;
  const Gid mm = net.create("multimeter", 1, {{"record_from", Array{"V_n"}}}), neuron = net.create("iaf_psc_alpha");
  const Gid parrot = net.create("parrot_neuron");
  CHECK(net.refusal([&] { net.connect(mm, neuron); })
            .find("IllegalConnection: iaf_psc_alpha has no recordable V_n. Did you mean V_m?") == 0);
  net.kernel.set_status(mm, {{"record_from", V_m}});
  CHECK(net.refusal([&] { net.connect(mm, parrot); }).substr(0, 17) == "IllegalConnection");
  CHECK(net.refusal([&] { net.connect(neuron, mm); }).substr(0, 17) == "IllegalConnection");
  net.connect(mm, neuron);
  CHECK(net.refusal([&] { net.connect(mm, neuron); }).substr(0, 17) == "IllegalConnection");
  CHECK(net.refusal([&] {
    net.kernel.set_status(mm, {{"interval", 2.0}});
  }) == "BadProperty: multimeter (1): interval cannot be changed once the multimeter is connected.");
  CHECK(net.refusal([&] { net.kernel.set_status(mm, {{"start", 2.0}}); }) == "accepted");
  CHECK(net.refusal([&] { net.kernel.set_status(mm, {{"frozen", true}}); }).substr(0, 11) == "BadProperty");
}
