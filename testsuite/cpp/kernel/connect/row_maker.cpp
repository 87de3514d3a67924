// Rows hold exactly what was put in, in as few bytes as the values allow, and keep it when rows are made anew.
#include "kernel/connect/row_maker.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "kernel/base/exact.h"
#include "testsuite/cpp/kernel/connect/fake_network.h"

using namespace nestling;

namespace {

struct Rows {
  SynapseRows rows;

  // Adds connections of these weights and delays from one source.
  void add(std::uint32_t source, const std::vector<double>& weights, const std::vector<std::uint16_t>& delays) {
    std::vector<std::uint32_t> sources(weights.size(), source);
    std::vector<Receiver> receivers;
    for (std::size_t i = 0; i < weights.size(); ++i)
      receivers.emplace_back(Effect::adds, static_cast<std::uint32_t>(100 * source + i));
    EdgeList edges;
    edges.take({sources, receivers, weights, delays, {}});
    SourceCounts counts;
    edges.count(counts);
    const std::vector<EdgeTraits> groups{edges.traits()};
    RowMaker maker(counts, groups, false);
    edges.tell(maker);
    rows = maker.make(std::move(rows), nullptr);
  }

  std::vector<double> weights(std::uint32_t source) const {
    std::vector<double> all;
    for (auto& s : rows.segments_of(source))
      for (std::size_t i = 0; i < s.n; ++i) all.push_back(rows.data(s).weight_of(i));
    return all;
  }
  std::vector<Weights> kinds(std::uint32_t source) const {
    std::vector<Weights> all;
    for (auto& s : rows.segments_of(source)) all.push_back(static_cast<Weights>(s.weights));
    return all;
  }
};

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return same_bits(x, y); });
}

}  // namespace

TEST_CASE("Weights are kept in as few bytes as give back every bit", "[connect]") {
  Rows t;
  const double tiny = std::numeric_limits<double>::denorm_min(), huge = std::numeric_limits<double>::max();
  const std::vector<double> floats{0.5, -0.25, 3, -0.0, 0.0}, doubles{0.1, 0.5, tiny, huge, -huge},
      one_float{2.5, 2.5, 2.5}, one_double{0.1, 0.1, 0.1}, zeros{0.0, 0.0, -0.0};
  const std::vector<std::uint16_t> delay{7};
  t.add(5, floats, delay), t.add(2, doubles, delay), t.add(9, one_float, delay), t.add(3, one_double, delay);
  t.add(11, zeros, delay);
  CHECK(same(t.weights(5), floats));
  CHECK(same(t.weights(2), doubles));
  CHECK(same(t.weights(9), one_float));
  CHECK(same(t.weights(3), one_double));
  CHECK(same(t.weights(11), zeros));
  CHECK(t.kinds(5) == std::vector{Weights::floats});
  CHECK(t.kinds(2) == std::vector{Weights::doubles});
  CHECK(t.kinds(9) == std::vector{Weights::one_float});
  CHECK(t.kinds(3) == std::vector{Weights::one_double});
  CHECK(t.kinds(11) == std::vector{Weights::floats});
  CHECK(t.rows.size() == 19);
  CHECK(t.rows.position_of(5) == 8);
  CHECK(t.rows.find(8).source == 5);
  CHECK(t.rows.find(7).source == 3);
  CHECK(t.rows.find(7).i == 2);
}

TEST_CASE("Long runs of one weight become segments of their own, in place", "[connect]") {
  for (const std::size_t before : {0u, 1u, 7u, 8u, 13u})
    for (const std::size_t run : {15u, 16u, 40u}) {
      std::vector<double> w;
      for (std::size_t i = 0; i < before; ++i) w.push_back(static_cast<double>(i) + 0.1);
      w.insert(w.end(), run, 0.75);
      for (std::size_t i = 0; i < 5; ++i) w.push_back(0.5 * static_cast<double>(i));
      Rows t;
      t.add(1, w, {3});
      CHECK(same(t.weights(1), w));
      CHECK(t.kinds(1).size() == (run < 16 ? 1 : before ? 3 : 2));
    }
}

TEST_CASE("Edited weights stay exact whatever the segment held before", "[connect]") {
  Rows t;
  t.add(1, {1, 1, 1, 1}, {1}), t.add(2, {0.1, 0.1, 0.1}, {1}), t.add(3, {1, 2, 3}, {1}), t.add(4, {0.1, 0.2}, {1});
  std::vector<double> all;
  for (std::uint32_t s = 1; s <= 4; ++s)
    for (double w : t.weights(s)) all.push_back(w);
  const double values[] = {4, 0.3, -0.0, 1e300, 2.5, 0.1};
  for (std::size_t k = 0; k < 200; ++k) {
    const std::size_t p = k * 7 % all.size();
    const std::uint32_t cell = t.rows.data(*t.rows.find(p).segment).cells[t.rows.find(p).i];
    all[p] = values[k / 7 % 6];
    t.rows.set(p, all[p], cell);
    std::vector<double> now;
    for (std::uint32_t s = 1; s <= 4; ++s)
      for (double w : t.weights(s)) now.push_back(w);
    REQUIRE(same(now, all));
  }
  t.rows.set_weights(0.1);
  for (double w : t.weights(3)) CHECK(w == 0.1);
  t.rows.set_weights(0.25);
  for (double w : t.weights(2)) CHECK(w == 0.25);
  t.add(3, {0.5}, {1});
  CHECK(same(t.weights(3), {0.25, 0.25, 0.25, 0.5}));
}

namespace {

struct Connections {
  std::vector<std::uint32_t> cells;
  std::vector<double> weights;
  std::vector<std::int64_t> labels;
};

// From one source, with one delay.
SynapseRows rows_of(const Connections& c) {
  const std::vector<std::uint32_t> sources(c.cells.size(), 1);
  const std::vector<std::uint16_t> delay{3};
  std::vector<Receiver> receivers;
  for (auto cell : c.cells) receivers.emplace_back(Effect::adds, cell);
  EdgeList edges;
  edges.take({sources, receivers, c.weights, delay, c.labels});
  SourceCounts counts;
  edges.count(counts);
  RowMaker maker(counts, {edges.traits()}, true);
  edges.tell(maker);
  return maker.make({}, nullptr);
}

Connections read(const SynapseRows& rows) {
  Connections c;
  for (auto& s : rows.segments_of(1))
    for (std::size_t i = 0; i < s.n; ++i) {
      c.labels.push_back(rows.label(c.cells.size()));
      c.cells.push_back(rows.data(s).cells[i]);
      c.weights.push_back(rows.data(s).weight_of(i));
    }
  return c;
}

CellForm form(const SynapseRows& rows) { return rows.data(rows.segments_of(1)[0]).cells.form(); }

}  // namespace

TEST_CASE("Cells close together take two bytes each", "[connect]") {
  for (const double odd : {0.25, 0.1})  // floats, doubles
    for (const std::uint32_t n : {1u, 3u, 4u, 5u, 30u})
      for (const std::uint32_t span : {60u, 65535u, 65536u, 3000000u}) {
        Connections c;
        for (std::uint32_t i = 0; i < n; ++i) {
          c.cells.push_back(1000000 + (i == n - 1 ? span : i * 7 % 50));
          c.weights.push_back(i % 2 ? odd : 2.0);
          c.labels.push_back(i);
        }
        auto rows = rows_of(c);
        CHECK(read(rows).cells == c.cells);
        CHECK(same(read(rows).weights, c.weights));
        CHECK((form(rows) == CellForm::halves) == (n > 3 && span <= 65535));
        // A cell beyond the reach, as when a weight changes its sign.
        c.cells[0] = 5, c.weights[0] = -0.3;
        rows.set(0, c.weights[0], c.cells[0]);
        CHECK(read(rows).cells == c.cells);
        CHECK(same(read(rows).weights, c.weights));
      }
}

TEST_CASE("Many cells far apart are divided into windows; weights and labels go with them", "[connect]") {
  Connections c;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    c.cells.push_back(100 + (i * 7919u) % 300000u / 4 * 4);
    c.weights.push_back(1.0 / (1 + i));
    c.labels.push_back(i);
  }
  const auto rows = rows_of(c);
  const Connections back = read(rows);
  CHECK(rows.segments_of(1).size() == 5);
  for (auto& s : rows.segments_of(1)) CHECK(rows.data(s).cells.form() == CellForm::halves);
  for (std::size_t p = 0; p < back.cells.size(); ++p) {
    const auto i = static_cast<std::size_t>(back.labels[p]);
    REQUIRE(back.cells[p] == c.cells[i]);
    REQUIRE(same_bits(back.weights[p], c.weights[i]));
    const bool same_window = p > 0 && (back.cells[p] - 100) / 65536 == (back.cells[p - 1] - 100) / 65536;
    if (same_window) REQUIRE(back.labels[p] > back.labels[p - 1]);  // terms of a sum keep their order
  }
}

TEST_CASE("Many connections: few bytes, the same for any number of threads, also when rows are made anew",
          "[connect]") {
  const Dict weights{{"distribution", "normal_clipped"}, {"mu", 87.8}, {"sigma", 8.8}, {"low", 0.0}};
  const Dict delays{{"distribution", "normal_clipped"}, {"mu", 1.5}, {"sigma", 0.75}, {"low", 0.1}};
  const Dict rules[] = {{{"rule", "fixed_indegree"}, {"indegree", 100}},
                        {{"rule", "fixed_outdegree"}, {"outdegree", 100}, {"multapses", false}},
                        {{"rule", "fixed_total_number"}, {"N", 30000}, {"autapses", false}},
                        {{"rule", "pairwise_bernoulli"}, {"p", 0.3}},
                        {{"rule", "all_to_all"}}};
  for (auto& rule : rules) {
    std::vector<FakeNetwork::Edge> one;
    for (const int threads : {1, 2, 3, 5}) {
      FakeNetwork net(threads);
      const auto n = net.neurons(300);
      net.connect(n, n, rule, {{"weight", weights}, {"delay", delays}});
      net.connect(n, n, {{"rule", "fixed_indegree"}, {"indegree", 90}}, {{"weight", 0.1}, {"delay", 2.0}});
      const std::size_t expected = net.store->size();
      net.store->prepare();
      if (threads == 1) CHECK(static_cast<double>(net.store->bytes()) < 9.0 * static_cast<double>(expected));
      net.connect(n, n, rule, {{"weight", weights}, {"delay", 1.0}});
      net.connect(NodeList(3, 3), NodeList(4, 4), {}, {{"weight", 0.3}, {"delay", 9.0}});
      auto edges = net.edges();
      CHECK(edges.size() == net.store->size());
      if (threads == 1) one = std::move(edges);
      else CHECK(edges == one);
    }
  }
}

TEST_CASE("Connections that will be drawn do not change with what happens in between", "[connect]") {
  const auto build = [](bool early) {
    FakeNetwork net(2);
    const auto n = net.neurons(400);
    net.connect(n, n, {{"rule", "fixed_indegree"}, {"indegree", 100}},
                {{"delay", Dict{{"distribution", "uniform"}, {"low", 1.0}, {"high", 2.0}}}});
    if (early) net.store->prepare();
    net.env.seed = 99;
    net.store->delays().fix(10, 20);
    net.neurons(50);
    net.connect(NodeList(1, 1), NodeList(2, 2));
    return net.edges();
  };
  CHECK(build(true) == build(false));
}

TEST_CASE("A call that fails leaves nothing behind, also among many connections", "[connect]") {
  FakeNetwork net(2);
  const auto n = net.neurons(300);
  const Dict rule{{"rule", "fixed_indegree"}, {"indegree", 200}};
  const Dict rarely_short{{"distribution", "normal"}, {"mu", 1.0}, {"sigma", 0.25}};
  CHECK(error_of([&] { net.connect(n, n, rule, {{"delay", rarely_short}}); }) == err::bad_delay);
  const std::vector<double> too_few(59999);
  CHECK(error_of([&] { net.connect(n, n, rule, {{"weight", too_few}}); }) == err::kernel_exception);
  CHECK(error_of([&] { net.connect(n, n, rule, {{"receptor_type", 3}}); }) == err::unknown_receptor);
  CHECK(net.store->size() == 0);
  CHECK(net.pairs().empty());
  CHECK(net.store->shortest_delay() == 0);
}
