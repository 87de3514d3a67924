#include "kernel/models/dc_generator.h"

#include <catch2/catch.hpp>

#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

// A neuron that integrates its input current: 0.1 mV for each step with 100 pA.
Gid integrator(Network& net, std::int64_t n = 1) {
  return net.create("iaf_psc_delta", n,
                    {{"C_m", 100.0}, {"tau_m", 1e9}, {"V_th", 1e9}, {"E_L", 0.0}, {"V_reset", -1.0}, {"V_m", 0.0}});
}

}  // namespace

TEST_CASE("a current acts for as many steps as its window has, one step after the delay", "[device]") {
  Network net;
  const Gid dc = net.create("dc_generator", 1, {{"amplitude", 100.0}, {"start", 2.0}, {"stop", 3.0}});
  const Gid neuron = integrator(net);
  const Gid mm = net.create("multimeter", 1, {{"interval", 0.1}, {"record_from", Array{"V_m"}}});
  net.connect(dc, neuron, 1.0, 0.5);
  net.connect(mm, neuron, 1.0, 0.5);
  net.kernel.simulate(6.0);
  const auto V = net.column(mm, "V_m"), t = net.times(mm);
  for (std::size_t i = 0; i < V.size(); ++i) {
    const double steps = std::clamp(std::round((t[i] - 2.5) / 0.1), 0.0, 10.0);
    CHECK(V[i] == Approx(0.1 * steps).margin(1e-9));
  }
}

TEST_CASE("nothing is sent before the first step: a window from 0 lacks one step", "[device]") {
  Network net;
  const Gid dc = net.create("dc_generator", 2, {{"amplitude", 100.0}, {"stop", 1.0}});
  net.kernel.set_status(dc + 1, {{"start", 0.1}, {"stop", 1.1}});
  const Gid neurons = integrator(net, 2);
  net.connect(dc, neurons, 1.0, 0.1);
  net.connect(dc + 1, neurons + 1, 1.0, 0.1);
  net.kernel.simulate(6.0);
  CHECK(std::get<double>(net.kernel.status(neurons, "V_m")) == Approx(0.9));
  CHECK(std::get<double>(net.kernel.status(neurons + 1, "V_m")) == Approx(1.0));
}

TEST_CASE("currents are weighted and added, changes act at once, frozen generators are silent", "[device]") {
  Network net;
  const Gid dc = net.create("dc_generator", 2, {{"amplitude", 100.0}});
  const Gid neuron = integrator(net);
  net.connect(dc, neuron, -2.5, 0.1);
  net.connect(dc + 1, neuron, 0.5, 0.1);
  net.kernel.simulate(1.0);
  net.kernel.set_status(dc, {{"amplitude", 0.0}});
  net.kernel.set_status(dc + 1, {{"frozen", true}});
  net.kernel.simulate(1.0);
  CHECK(std::get<double>(net.kernel.status(neuron, "V_m")) == Approx(-0.2 * 10));
}

TEST_CASE("a multimeter sees what a generator sends, and 0 outside of its window", "[device]") {
  Network net;
  const Gid dc = net.create("dc_generator", 1, {{"amplitude", 7.0}, {"start", 1.0}, {"stop", 2.0}});
  const Gid mm = net.create("multimeter", 1, {{"interval", 0.5}, {"record_from", Array{"I"}}});
  net.connect(mm, dc, 1.0, 0.1);
  net.kernel.simulate(3.0);
  CHECK(net.times(mm) == std::vector<double>{0.5, 1.0, 1.5, 2.0, 2.5});
  CHECK(net.column(mm, "I") == std::vector<double>{0, 7, 7, 0, 0});
}
