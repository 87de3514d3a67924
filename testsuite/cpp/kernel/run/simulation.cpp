// The slice loop: when events take effect, and that neither the number of threads nor the way a run is cut into pieces
// matters.
#include "kernel/run/simulation.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

struct Outcome {
  std::vector<double> times;
  std::vector<std::int64_t> senders;
  std::vector<double> potentials;
  std::int64_t spike_hash;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// A recurrent network with random connections, weights and input; `pieces` are simulated one after the other.
Outcome random_network(std::int64_t n_threads, const std::vector<double>& pieces,
                       std::string_view model = "iaf_psc_alpha") {
  Kernel k;
  k.set_status({{"local_num_threads", Value(n_threads)}});
  k.create(model, 50);
  k.create("poisson_generator", 1, {{"rate", 16000.0}});
  k.create("spike_detector", 1);
  k.create("multimeter", 1, {{"record_from", Array{Literal{"V_m"}}}, {"interval", 0.5}});
  NodeList neurons(1, 50);
  Dict weight{{"distribution", Literal{"uniform"}}, {"low", 10.0}, {"high", 50.0}};
  connect(k, neurons, neurons, {{"weight", weight}, {"delay", 1.5}}, {{"rule", "fixed_indegree"}, {"indegree", 8}});
  connect(k, one(51), neurons, {{"weight", 45.0}, {"delay", 1.0}});
  connect(k, neurons, one(52));
  connect(k, one(53), neurons);
  for (auto ms : pieces) k.simulate(ms);
  return {times(k, 52), senders(k, 52), events<double>(k, 53, "V_m"),
          std::get<std::int64_t>(k.status(0, "spike_hash"))};
}

}  // namespace

TEST_CASE("the number of threads does not change a bit") {
  for (auto model : {"iaf_psc_alpha", "iaf_psc_exp"}) {
    auto alone = random_network(1, {200.0}, model);
    REQUIRE(alone.times.size() > 100);
    REQUIRE(alone.potentials.size() > 1000);
    for (int n : {2, 3, 4, 7}) CHECK(random_network(n, {200.0}, model) == alone);
  }
}

TEST_CASE("pieces of any length give the same as one run") {
  auto sorted = [](Outcome o) {  // the order of events follows the pieces
    std::vector<std::pair<double, std::int64_t>> events;
    for (std::size_t i = 0; i < o.times.size(); ++i) events.emplace_back(o.times[i], o.senders[i]);
    std::sort(events.begin(), events.end());
    return events;
  };
  auto whole = sorted(random_network(2, {50.0}));
  CHECK(sorted(random_network(2, {0.1, 0.3, 7.7, 41.9})) == whole);
  CHECK(sorted(random_network(2, std::vector<double>(500, 0.1))) == whole);
}

TEST_CASE("a spike is repeated after its delay, whatever the slices are") {
  for (double other_delay : {0.1, 0.7, 3.0}) {
    Kernel k;
    k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0, 2.5}}});
    k.create("parrot_neuron", 2);
    k.create("spike_detector", 1);
    connect(k, one(1), one(2), {{"delay", 2.0}});
    connect(k, one(2), one(3), {{"delay", other_delay}});
    connect(k, NodeList(2, 3), one(4), {{"delay", 5.0}});
    k.simulate(20.0);
    std::vector<double> expected{3.0, 4.5, 3.0 + other_delay, 4.5 + other_delay};
    auto seen = times(k, 4);
    std::sort(expected.begin(), expected.end());
    std::sort(seen.begin(), seen.end());
    REQUIRE(seen.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(seen[i] == Approx(expected[i]).epsilon(1e-12));
  }
}

TEST_CASE("the spikes of neurons are seen at once, those of devices after their slice, samples a slice later") {
  Kernel k;
  k.create("iaf_psc_alpha", 1, {{"V_th", -69.9}, {"I_e", 1000.0}, {"t_ref", 10.0}});
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{4.8}}});
  k.create("spike_detector", 2);
  k.create("multimeter", 1, {{"record_from", Array{Literal{"V_m"}}}});
  connect(k, one(1), one(3));
  connect(k, one(2), one(4));
  connect(k, one(5), one(1));
  k.simulate(4.8);
  CHECK(times(k, 3) == std::vector<double>{0.1});
  CHECK(times(k, 4).empty());
  k.simulate(0.2);
  CHECK(times(k, 4) == std::vector<double>{4.8});
  CHECK(times(k, 5) == std::vector<double>{1.0, 2.0, 3.0, 4.0});
  k.simulate(0.1);
  CHECK(times(k, 5).size() == 5);
}

TEST_CASE("a frozen neuron keeps its state, forgets its input and goes on later") {
  Kernel k;
  k.create("iaf_psc_alpha", 2, {{"I_e", 1000.0}});
  k.create("spike_detector", 1);
  connect(k, NodeList(1, 2), one(3));
  k.set_status(1, {{"frozen", true}});
  k.simulate(10.0);
  CHECK(number(k, 1, "V_m") == -70.0);
  k.set_status(1, {{"frozen", false}});
  k.simulate(10.0);
  double first_of_1 = 0, first_of_2 = 0;
  for (std::size_t i = 0; i < times(k, 3).size(); ++i) {
    auto& first = senders(k, 3)[i] == 1 ? first_of_1 : first_of_2;
    if (first == 0) first = times(k, 3)[i];
  }
  CHECK(first_of_1 == Approx(first_of_2 + 10.0));
}

TEST_CASE("Prepare, Run, Cleanup in the wrong order") {
  Kernel k;
  auto refused = [](auto f) {
    try {
      f();
    } catch (const Error& e) { return e.kind == err::kernel_exception; }
    return false;
  };
  CHECK(refused([&] { k.run(1.0); }));
  CHECK(refused([&] { k.cleanup(); }));
  k.prepare();
  CHECK(refused([&] { k.prepare(); }));
  CHECK(refused([&] { k.simulate(1.0); }));
  k.run(1.0);
  k.run(2.0);
  k.cleanup();
  CHECK(std::get<double>(k.status().at("biological_time")) == 3.0);
  k.simulate(0.0);
  k.simulate(1.0);
  CHECK(std::get<double>(k.status().at("biological_time")) == 4.0);
}

TEST_CASE("between Prepare and Cleanup nothing is added; what is set there counts from the next Run on") {
  Kernel k;
  k.create("iaf_psc_alpha", 20);
  k.prepare();
  CHECK_THROWS_AS(k.create("iaf_psc_alpha", 1), Error);
  CHECK_THROWS_AS(connect(k, one(1), one(2)), Error);
  CHECK_THROWS_AS(k.set_status({{"resolution", 0.5}}), Error);
  k.set_status(3, {{"I_e", 1000.0}});
  k.run(1.0);
  CHECK(number(k, 3, "V_m") > -70.0);
  k.cleanup();
  CHECK(number(k, 4, "V_m") == -70.0);
  Kernel empty;
  empty.prepare();
  CHECK_THROWS_AS(empty.set_status({{"local_num_threads", 2}}), Error);
  empty.run(1.0);
}

TEST_CASE("what cannot fit is refused, and the kernel goes on") {
  Kernel k;
  CHECK_THROWS_AS(k.create("iaf_psc_alpha", std::int64_t{1} << 40), Error);
  CHECK_THROWS_AS(k.create("parrot_neuron", std::int64_t{1} << 62), Error);
  CHECK_THROWS_AS(k.create("parrot_neuron", 0), Error);
  CHECK(k.create("iaf_psc_alpha", 2) == 2);
  k.simulate(1.0);
}

TEST_CASE("times that cannot be simulated") {
  Kernel k;
  for (double ms : std::vector<double>{-1.0, 0.05, 1e17, INFINITY, -INFINITY, NAN}) {
    INFO(ms);
    CHECK_THROWS_AS(k.simulate(ms), Error);
  }
  k.simulate(0.0996);  // 0.1 after rounding to tics
  CHECK(std::get<double>(k.status().at("biological_time")) == 0.1);
}

TEST_CASE("an interrupted run stops at the end of its slice and goes on later") {
  Kernel k;
  k.create("iaf_psc_alpha", 1);
  k.interrupted = [] { return true; };
  k.simulate(10.0);
  k.interrupted = nullptr;
  CHECK(std::get<double>(k.status().at("biological_time")) == 0.1);
  CHECK(std::get<std::int64_t>(k.status().at("to_do")) == 99);
  k.simulate(1.0);
  CHECK(std::get<double>(k.status().at("biological_time")) == 11.0);
}

TEST_CASE("two kernels side by side do not know each other") {
  Kernel a, b;
  a.create("iaf_psc_alpha", 3);
  b.set_status({{"resolution", 0.5}});
  a.simulate(1.0);
  CHECK(b.last_node() == 0);
  CHECK(std::get<double>(a.status().at("resolution")) == 0.1);
}

TEST_CASE("ResetNetwork empties everything on its way and restores the state of the defaults") {
  Kernel k;
  k.create("parrot_neuron", 2);
  k.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0}}});
  k.create("iaf_psc_alpha", 1, {{"E_L", -65.0}, {"I_e", 1000.0}});
  connect(k, one(3), one(1), {{"delay", 5.0}});
  k.simulate(3.0);
  CHECK(number(k, 4, "V_m") > -68.0);
  k.reset_network();
  CHECK(number(k, 4, "V_m") == -70.0);
  CHECK(number(k, 4, "E_L") == -65.0);
  k.simulate(10.0);
  CHECK(number(k, 1, "t_spike") == -1.0);
}

TEST_CASE("the spike hash stands for all spikes, whatever the threads and pieces") {
  const auto whole = random_network(1, {50.0}).spike_hash;
  CHECK(whole != 0);
  CHECK(random_network(3, {50.0}).spike_hash == whole);
  CHECK(random_network(2, {0.1, 0.3, 7.7, 41.9}).spike_hash == whole);
  CHECK(random_network(1, {49.0}).spike_hash != whole);
}

TEST_CASE("the spike hash depends on who spiked, when and how often, and forgets with the kernel") {
  auto hash = [](std::vector<double> spikes, std::vector<std::int64_t> multiplicities, Gid target) {
    Kernel k;
    k.create("parrot_neuron", 2);
    k.create("spike_generator", 1, {{"spike_times", spikes}, {"spike_multiplicities", multiplicities}});
    connect(k, one(3), one(target));
    k.simulate(10.0);
    const auto value = std::get<std::int64_t>(k.status(0, "spike_hash"));
    k.reset();
    CHECK(std::get<std::int64_t>(k.status(0, "spike_hash")) == 0);
    return value;
  };
  const auto one_spike = hash({2.0}, {1}, 1);
  CHECK(hash({2.0}, {1}, 1) == one_spike);
  CHECK(hash({2.0}, {1}, 2) != one_spike);
  CHECK(hash({3.0}, {1}, 1) != one_spike);
  CHECK(hash({2.0}, {2}, 1) != one_spike);
  CHECK(hash({2.0, 2.0}, {1, 1}, 1) == hash({2.0}, {2}, 1));
}
