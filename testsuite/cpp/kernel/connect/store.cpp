// The connection store against a naive list of edges; what users read back; editing and removing.
#include "kernel/connect/store.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <thread>

#include "kernel/random/philox.h"
#include "testsuite/cpp/kernel/connect/fake_network.h"

using namespace nestling;

namespace {

struct Naive {
  Gid source, target;
  Step delay;
  double weight;
};

// Random batches between neurons and counters, of several kinds: one weight, few, many; one delay, many.
std::vector<Naive> random_edges(FakeNetwork& net, Stream& random, std::size_t n, Gid n_neurons, bool one_weight,
                                bool one_delay) {
  std::vector<Naive> edges;
  for (std::size_t i = 0; i < n; ++i)
    edges.push_back({1 + static_cast<Gid>(random.below(n_neurons)),
                     1 + static_cast<Gid>(random.below(net.nodes.last())),
                     one_delay ? 15 : 1 + static_cast<Step>(random.below(20)), one_weight ? 2.5 : random.normal()});
  std::vector<std::int64_t> s, t;
  std::vector<double> w, d;
  for (auto& e : edges)
    s.push_back(e.source), t.push_back(e.target), w.push_back(e.weight), d.push_back(net.env.grid.delay_ms(e.delay));
  net.connect(NodeList(s), NodeList(t), {{"rule", "one_to_one"}}, {{"weight", w}, {"delay", d}});
  return edges;
}

std::vector<FakeNetwork::Edge> sorted(const std::vector<Naive>& edges) {
  std::vector<FakeNetwork::Edge> all;
  for (auto& e : edges) all.emplace_back(e.source, e.target, e.delay, e.weight);
  std::sort(all.begin(), all.end());
  return all;
}

// What spikes of all neurons, one a step, leave in the rings.
std::vector<std::vector<double>> delivered(FakeNetwork& net) {
  const Step slots = 64;
  std::vector<Spike> spikes;
  for (Step step = 1; step <= 3; ++step)
    for (std::uint32_t g = 1; g <= net.nodes.last(); ++g) spikes.push_back({g, 1 + g % 2, step});
  net.store->prepare();
  std::vector<std::vector<double>> all;
  for (int t = 0; t < net.nodes.n_threads(); ++t) {
    Ring ring;
    const auto n = net.n_cells[static_cast<std::size_t>(t)];
    ring.resize(n, slots);
    Calendar calendar;
    calendar.resize(slots);
    net.store->schedule(t, spikes, calendar);
    calendar.settle(0, ring);
    all.emplace_back();
    for (Step s = 0; s < slots; ++s) all.back().insert(all.back().end(), ring.row(s), ring.row(s) + n);
  }
  return all;
}

std::vector<std::vector<double>> expected(FakeNetwork& net, const std::vector<Naive>& edges) {
  const Step slots = 64;
  std::vector<std::vector<double>> all;
  for (auto n : net.n_cells) all.emplace_back(n * static_cast<std::size_t>(slots));
  for (Step step = 1; step <= 3; ++step)
    for (auto& e : edges) {
      const Population& p = *net.nodes.find(e.target).population;
      const auto t = static_cast<std::size_t>(net.nodes.thread_of(e.target));
      const bool counts = p.model().name() == "counter";
      const double m = 1 + static_cast<double>(e.source % 2);
      const auto cell = p.cells[t].at(e.weight < 0 && !counts ? 1 : 0, net.nodes.local_index(p, e.target));
      all[t][static_cast<std::size_t>((step + e.delay) % slots) * net.n_cells[t] + cell] += counts ? m : e.weight * m;
    }
  return all;
}

bool close(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b) {
  for (std::size_t t = 0; t < a.size(); ++t)
    for (std::size_t i = 0; i < a[t].size(); ++i)
      if (std::abs(a[t][i] - b[t][i]) > 1e-12 * (1 + std::abs(b[t][i]))) return false;  // another order of the sums
  return true;
}

Dict one_to_one() { return {{"rule", "one_to_one"}}; }

}  // namespace

TEST_CASE("Rows hold, deliver and give back what was connected, also when more is added later", "[connect]") {
  for (int threads : {1, 3}) {
    FakeNetwork net(threads);
    net.neurons(40);
    net.counters(10);
    Stream random({1, 2}, static_cast<std::uint64_t>(threads));
    std::vector<Naive> all;
    for (int call = 0; call < 8; ++call) {
      const auto more = random_edges(net, random, call == 5 ? 3000 : 200, 50, call % 2 == 0, call % 4 < 2);
      all.insert(all.end(), more.begin(), more.end());
      if (call % 3 == 2) CHECK(net.edges() == sorted(all));  // rows are made, and merged with the next
    }
    CHECK(net.store->size() == all.size());
    CHECK(net.edges() == sorted(all));
    CHECK(close(delivered(net), expected(net, all)));
  }
}

TEST_CASE("Weights are read back to the last bit, also special ones", "[connect]") {
  FakeNetwork net;
  net.neurons(6);
  const std::vector<double> weights{0.1, 0.1, -0.0, 0.0, 1e-310, -1e308};
  for (int i = 0; i < 2; ++i) net.connect(NodeList(1, 6), NodeList(1, 6), one_to_one(), {{"weight", weights}});
  for (auto& c : net.store->find({})) {
    const double w = std::get<double>(net.store->status(c).at("weight"));
    CHECK(w == weights[static_cast<std::size_t>(c.source - 1)]);
    CHECK(std::signbit(w) == std::signbit(weights[static_cast<std::size_t>(c.source - 1)]));
  }
}

TEST_CASE("Connections are listed by source, then in the order of creation; ports count them", "[connect]") {
  FakeNetwork net;
  net.neurons(5);
  const auto pair = [&](Gid s, Gid t, double delay) {
    net.connect(NodeList(s, s), NodeList(t, t), one_to_one(), {{"delay", delay}});
  };
  pair(3, 4, 1.0), pair(1, 5, 3.0), pair(1, 2, 1.0), pair(1, 4, 3.0), pair(2, 4, 1.0);
  CHECK(net.pairs() == std::vector<std::pair<Gid, Gid>>{{1, 5}, {1, 2}, {1, 4}, {2, 4}, {3, 4}});
  std::int64_t port = 0;
  for (auto& c : net.store->find({})) CHECK(c.port == port++);
}

TEST_CASE("Filters of GetConnections", "[connect]") {
  FakeNetwork net(2);
  const auto n = net.neurons(3);
  net.store->models().copy(net.store->models().id("static_synapse_lbl", err::unknown_model), "mine");
  net.connect(n, n);
  net.connect(n, NodeList(2, 2), {}, {{"model", "mine"}, {"synapse_label", 7}});
  const auto size = [&](const Dict& filter) { return net.store->find(filter).size(); };
  const Array one{Value(1)}, two{Value(2)}, far{Value(99)}, nested{Value(one)};
  CHECK(size({}) == 12);
  CHECK(size({{"source", one}}) == 4);
  CHECK(size({{"target", two}}) == 6);
  CHECK(size({{"source", Array{Value(1), Value(1)}}, {"target", one}}) == 1);
  CHECK(size({{"synapse_model", Literal{"mine"}}}) == 3);
  CHECK(size({{"synapse_label", 7}}) == 3);
  CHECK(size({{"synapse_label", 8}}) == 0);
  CHECK(size({{"source", far}}) == 0);
  CHECK(error_of([&] { size({{"target", far}}); }) == err::unknown_node);
  CHECK(error_of([&] { size({{"source", 1}}); }) == err::argument_error);
  CHECK(error_of([&] { size({{"source", nested}}); }) == err::argument_error);
  CHECK(error_of([&] { size({{"source", Array{Value(1.5)}}}); }) == err::type_mismatch);
  CHECK(error_of([&] { size({{"synapse_model", "mine"}}); }) == err::type_mismatch);
  CHECK(error_of([&] { size({{"synapse_model", Literal{"nope"}}}); }) == err::unknown_model);
  CHECK(error_of([&] { size({{"sourc", one}}); }) == err::dict_error);
}

TEST_CASE("Weights, delays and labels of connections can be changed", "[connect]") {
  FakeNetwork net(2);
  const auto n = net.neurons(20);
  std::vector<Naive> all;
  for (Gid s = 1; s <= 20; ++s)
    for (Gid t = 1; t <= 20; ++t) all.push_back({s, t, 10, 2.0});
  net.connect(n, n, {}, {{"weight", 2.0}});
  const auto edge = [&](const ConnectionId& c) -> Naive& {
    return all[static_cast<std::size_t>((c.source - 1) * 20 + c.target - 1)];
  };
  const auto ids = net.store->find({});
  for (std::size_t i = 0; i < ids.size(); i += 3) {
    edge(ids[i]).weight = i % 2 ? -3.0 : 0.5 * static_cast<double>(i);
    net.store->set_status(ids[i], {{"weight", edge(ids[i]).weight}});
  }
  for (std::size_t i = 0; i < ids.size(); i += 5) {
    edge(ids[i]).delay = 1 + static_cast<Step>(i % 7);
    net.store->set_status(ids[i], {{"delay", net.env.grid.delay_ms(edge(ids[i]).delay)}});
    CHECK(std::get<double>(net.store->status(ids[i]).at("delay")) == net.env.grid.delay_ms(edge(ids[i]).delay));
  }
  CHECK(close(delivered(net), expected(net, all)));
  CHECK(net.edges() == sorted(all));
  CHECK(net.store->shortest_delay() == 1);

  const auto id = net.store->find({}).front();
  const auto kind = [&](const Dict& changes) { return error_of([&] { net.store->set_status(id, changes); }); };
  CHECK(kind({{"weight", 5}}) == err::type_mismatch);
  CHECK(kind({{"weight", 9.0}, {"delay", -1.0}}) == err::bad_delay);
  CHECK(kind({{"weight", 9.0}, {"source", 3}}) == err::dict_error);
  CHECK(kind({{"synapse_label", 3}}) == err::dict_error);
  CHECK(net.edges() == sorted(all));
  CHECK(error_of([&] { net.store->status({1, 2, 0, 0, 12345}); }) == err::kernel_exception);
}

TEST_CASE("Disconnecting removes one connection at a time", "[connect]") {
  FakeNetwork net;
  const auto n = net.neurons(4);
  const auto d = net.recorders(1);
  net.connect(n, n);
  net.connect(NodeList(1, 1), NodeList(2, 2));
  net.connect(n, d);
  net.store->disconnect(1, 2, 0);
  CHECK(net.store->size() == 20);
  net.store->disconnect(1, 2, 0);
  net.store->disconnect(3, 5, 0);
  CHECK(error_of([&] { net.store->disconnect(1, 2, 0); }) == err::kernel_exception);
  CHECK(error_of([&] { net.store->disconnect(3, 5, 0); }) == err::kernel_exception);
  CHECK(error_of([&] { net.store->disconnect(1, 9, 0); }) == err::unknown_node);
  CHECK(net.store->size() == 18);
  const auto pairs = net.pairs();
  CHECK(pairs.size() == 18);
  CHECK(std::count(pairs.begin(), pairs.end(), std::pair<Gid, Gid>(1, 2)) == 0);
  std::vector<Naive> left;
  for (auto [s, t] : pairs)
    if (t < 5) left.push_back({s, t, 10, 1.0});
  CHECK(close(delivered(net), expected(net, left)));
}

TEST_CASE("Devices: who may be connected, and what the simulation gets to see", "[connect]") {
  FakeNetwork net(2);
  const auto n = net.neurons(4), g = net.generators(1), r = net.recorders(1), m = net.samplers(1),
             parrots = net.counters(2);
  net.connect(g, n, {}, {{"weight", std::vector<double>{1, -2, 3, 4}}});
  net.connect(g, parrots);
  net.connect(n, r);
  net.connect(g, r);
  net.connect(m, n);
  net.store->prepare();
  const auto odd = net.store->device_edges(1, g[0]);
  REQUIRE(odd.size() == 3);
  CHECK(odd[0].target == 1);
  CHECK(odd[0].ordinal == 0);
  CHECK(odd[1].ordinal == 2);
  CHECK(odd[1].cell == odd[0].cell + 1);
  CHECK(odd[2].counts);
  const auto even = net.store->device_edges(0, g[0]);
  REQUIRE(even.size() == 3);
  CHECK(even[0].weight == -2);
  CHECK(even[0].cell == net.nodes.find(2).population->cells[0].first[1]);
  CHECK(even[0].opposite_cell == 0);
  REQUIRE(net.store->recorders_of(3).size() == 1);
  CHECK(net.store->recorders_of(3)[0].target == 6);
  CHECK(net.store->recorders_of(g[0]).size() == 1);
  CHECK(net.store->sampled_by(m[0]).size() == 4);
  CHECK(net.store->recorders_of(12345).empty());
  CHECK(net.store->size() == 4 + 2 + 4 + 1 + 4);

  const auto kind = [&](const NodeList& s, const NodeList& t) { return error_of([&] { net.connect(s, t); }); };
  CHECK(kind(r, n) == err::unexpected_event);
  CHECK(kind(n, m) == err::illegal_connection);
  CHECK_THROWS_WITH(net.connect(n, m), Catch::Contains("the other way round"));
  CHECK(kind(n, g) == err::illegal_connection);
  CHECK(error_of([&] { net.connect(n, r, {{"rule", "fixed_indegree"}, {"indegree", 1}}); }) == err::illegal_connection);
  CHECK(net.store->size() == 15);

  const auto pairs = net.pairs();  // thread 0 first; there neurons -> devices before devices -> neurons
  CHECK(std::vector(pairs.begin(), pairs.begin() + 4) ==
        std::vector<std::pair<Gid, Gid>>{{2, 6}, {4, 6}, {5, 2}, {5, 4}});
}

TEST_CASE("Delays are checked, and their extrema kept", "[connect]") {
  FakeNetwork net;
  net.neurons(2);
  const auto pair = [&](double delay) { net.connect(NodeList(1, 1), NodeList(2, 2), {}, {{"delay", delay}}); };
  CHECK(net.store->shortest_delay() == 0);
  pair(2.0), pair(0.5);
  CHECK(net.store->shortest_delay() == 5);
  CHECK(net.store->longest_delay() == 20);
  for (double bad : {0.0, 0.04, -1.0, 1e9, std::nan("")}) CHECK(error_of([&] { pair(bad); }) == err::bad_delay);
  CHECK_THROWS_WITH(pair(0.04), Catch::Contains("0.04 ms") && Catch::Contains("at least one time step, 0.1 ms"));
  net.store->delays().fix(5, 20);
  CHECK(error_of([&] { pair(2.1); }) == err::bad_delay);
  pair(1.5);

  DelayLimits limits;
  const TimeGrid grid;
  CHECK(error_of([&] { limits.set_by_user(1.0, 2.0, grid, true); }) == err::bad_property);
  CHECK(error_of([&] { limits.set_by_user(0.01, 2.0, grid, false); }) == err::bad_delay);
  CHECK(error_of([&] { limits.set_by_user(3.0, 2.0, grid, false); }) == err::bad_delay);
  limits.set_by_user(1.0, 2.0, grid, false);
  CHECK(limits.shortest() == 10);
  CHECK(error_of([&] { limits.steps(2.5, grid); }) == err::bad_delay);
  CHECK(limits.steps(1.26, grid) == 13);
}

TEST_CASE("Values of synapse specifications: kinds, order, errors", "[connect]") {
  FakeNetwork net;
  net.neurons(3);
  const NodeList s(1, 2), t(2, 3), both(2, 3);
  const auto weights = [&] {
    std::vector<double> w;
    for (auto& e : net.edges()) w.push_back(std::get<3>(e));
    return w;
  };
  net.connect(s, t, {}, {{"weight", std::vector<double>{1, 2, 3, 4, 5}}});
  CHECK(weights() == std::vector<double>{1, 3, 2, 4});
  net.store->clear(1);
  net.connect(both, both, {{"autapses", false}},
              {{"weight", std::vector<std::int64_t>{1, 2, 3, 4}}});  // skipped pairs consume values
  CHECK(weights() == std::vector<double>{3, 2});
  net.store->clear(1);
  const auto kind = [&](const Dict& syn) { return error_of([&] { net.connect(s, t, {}, syn); }); };
  CHECK(kind({{"weight", std::vector<double>{1, 2, 3}}}) == err::kernel_exception);
  CHECK(kind({{"weight", Array{Value(1.0)}}}) == err::bad_property);
  CHECK(kind({{"weight", true}}) == err::bad_property);
  CHECK(kind({{"weight", Dict{{"low", 1.0}}}}) == err::bad_property);
  CHECK(kind({{"weight", Dict{{"distribution", "nope"}}}}) == err::bad_property);
  CHECK(kind({{"weight", Dict{{"distribution", "uniform"}, {"foo", 1.0}}}}) == err::dict_error);
  CHECK(kind({{"weight", Dict{{"distribution", "uniform"}, {"low", 2}}}}) == err::type_mismatch);
  CHECK(kind({{"weight", Dict{{"distribution", "uniform"}, {"low", 2.0}}}}) == err::bad_parameter_value);
  CHECK(kind({{"delay", Dict{{"distribution", "uniform"}, {"low", -2.0}, {"high", -1.0}}}}) == err::bad_delay);
  CHECK(kind({{"receptor_type", 1}}) == err::unknown_receptor);
  CHECK(kind({{"receptor_type", 0.0}}) == err::bad_property);
  CHECK(kind({{"model", "nope"}}) == err::unknown_synapse);
  CHECK(kind({{"model", 5}}) == err::type_mismatch);
  CHECK(kind({{"synapse_label", 5}}) == err::dict_error);
  CHECK(kind({{"model", "static_synapse_lbl"}, {"synapse_label", -3}}) == err::bad_property);
  CHECK(kind({{"num_connections", 5}}) == err::dict_error);
  CHECK(net.store->size() == 0);
  net.connect(s, t, {}, {{"weight", 3}, {"delay", 2}, {"sizeof", 8}});
  CHECK(net.edges().front() == FakeNetwork::Edge{1, 2, 20, 3.0});
}

TEST_CASE("Synapse models: defaults, copies, errors", "[connect]") {
  FakeNetwork net;
  net.neurons(2);
  auto& models = net.store->models();
  const auto set = [&](const char* name, const Dict& changes) {
    models.stage(models.id(name, err::unknown_model), changes, net.env.grid, net.store->delays(), net.nodes)();
  };
  const auto id = models.copy(0, "mine");
  set("mine", {{"weight", 4.0}, {"delay", 0.33}});
  const Dict d = models.defaults(id, net.env.grid, 0);
  CHECK(std::get<double>(d.at("weight")) == 4.0);
  CHECK(std::get<double>(d.at("delay")) == net.env.grid.delay_ms(3));
  CHECK(std::get<Literal>(d.at("synapse_model")).name == "mine");
  net.connect(NodeList(1, 1), NodeList(2, 2), {}, {{"model", "mine"}});
  CHECK(net.edges() == std::vector<FakeNetwork::Edge>{{1, 2, 3, 4.0}});
  CHECK(net.store->size(id) == 1);
  CHECK(net.store->size(0) == 0);
  CHECK(error_of([&] { set("mine", {{"weight", 4}}); }) == err::type_mismatch);
  CHECK(error_of([&] { set("mine", {{"delay", 0.04}}); }) == err::bad_delay);
  CHECK(error_of([&] { set("mine", {{"weight_recorder", 9}}); }) == err::unknown_node);
  CHECK(error_of([&] { set("static_synapse_lbl", {{"synapse_label", -2}}); }) == err::bad_property);
  CHECK(error_of([&] { set("nope", {}); }) == err::unknown_model);
  CHECK_THROWS_WITH(models.id("static_synaps", err::unknown_synapse), Catch::Contains("Did you mean static_synapse?"));
}

TEST_CASE("Threads build and deliver side by side", "[connect]") {
  const auto spikes_arrive = [](bool side_by_side) {
    FakeNetwork net(4);
    const auto n = net.neurons(100);
    const Parallel in_threads = [](const std::function<void(int)>& work) {
      std::vector<std::jthread> threads;
      for (int t = 0; t < 4; ++t) threads.emplace_back(work, t);
    };
    if (side_by_side) net.parallel = in_threads;
    const Dict draws{{"weight", Dict{{"distribution", "normal"}}},
                     {"delay", Dict{{"distribution", "uniform_int"}, {"low", 1}, {"high", 4}}}};
    net.connect(n, n, {{"rule", "fixed_indegree"}, {"indegree", 20}}, draws);
    net.connect(n, n, {{"rule", "fixed_total_number"}, {"N", 3000}}, draws);
    net.connect(n, n, {{"rule", "fixed_outdegree"}, {"outdegree", 10}});
    const Dict too_long{{"delay", Dict{{"distribution", "uniform"}, {"low", 1.0}, {"high", 1e9}}}};
    CHECK(error_of([&] {
            net.connect(n, n, {{"rule", "pairwise_bernoulli"}, {"p", 0.1}}, too_long);
          }) == err::bad_delay);
    CHECK(net.store->size() == 6000);
    if (side_by_side) net.store->prepare(in_threads);
    return delivered(net);
  };
  CHECK(spikes_arrive(true) == spikes_arrive(false));
}

TEST_CASE("A common weight belongs to the model and acts on all connections at once", "[connect]") {
  FakeNetwork net(2);
  const auto n = net.neurons(6), g = net.generators(1);
  auto& models = net.store->models();
  const auto id = models.id("static_synapse_hom_w", err::unknown_model);
  const Dict hom{{"model", "static_synapse_hom_w"}};
  net.connect(n, n, {}, hom);
  net.connect(g, n, {}, hom);
  std::vector<Naive> all;
  for (Gid s = 1; s <= 6; ++s)
    for (Gid t = 1; t <= 6; ++t) all.push_back({s, t, 10, 1.0});
  CHECK(close(delivered(net), expected(net, all)));
  for (double w : {2.5, -3.0, 4.0}) {
    models.stage(id, {{"weight", w}}, net.env.grid, net.store->delays(), net.nodes)();
    for (auto& e : all) e.weight = w;
    CHECK(close(delivered(net), expected(net, all)));
    CHECK(net.store->device_edges(0, g[0])[0].weight == w);
  }
  const auto c = net.store->find({}).front();
  CHECK(net.store->status(c).peek("weight") == nullptr);
  CHECK(error_of([&] { net.store->set_status(c, {{"weight", 1.0}}); }) == err::dict_error);
  CHECK(error_of([&] {
          net.connect(n, n, {}, {{"model", "static_synapse_hom_w"}, {"weight", 2.0}});
        }) == err::bad_property);
}
