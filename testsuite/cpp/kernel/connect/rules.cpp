// Connection rules: their invariants, their statistics, their errors, and independence of the number of threads.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "testsuite/cpp/kernel/connect/fake_network.h"

using namespace nestling;

namespace {

using Pairs = std::vector<std::pair<Gid, Gid>>;

Dict rule_is(const char* name) { return {{"rule", Literal{name}}}; }

Dict with(Dict d, std::string_view key, Value v) {
  d[key] = std::move(v);
  return d;
}

Dict with(Dict d, std::string_view key, Value v, std::string_view key2, Value v2) {
  return with(with(std::move(d), key, std::move(v)), key2, std::move(v2));
}

std::map<Gid, int> count(const Pairs& pairs, bool targets) {
  std::map<Gid, int> n;
  for (auto [s, t] : pairs) ++n[targets ? t : s];
  return n;
}

bool no_self(const Pairs& pairs) {
  return std::none_of(pairs.begin(), pairs.end(), [](auto& p) { return p.first == p.second; });
}

bool no_doubles(const Pairs& pairs) { return std::set(pairs.begin(), pairs.end()).size() == pairs.size(); }

}  // namespace

TEST_CASE("one_to_one and all_to_all make exactly their pairs", "[connect]") {
  FakeNetwork net;
  const auto n = net.neurons(4);
  net.connect(NodeList(1, 2), NodeList(3, 4), rule_is("one_to_one"));
  CHECK(net.pairs() == Pairs{{1, 3}, {2, 4}});
  net.connect(NodeList(1, 2), NodeList(1, 2), with(rule_is("all_to_all"), "autapses", false));
  CHECK(net.pairs() == Pairs{{1, 3}, {1, 2}, {2, 4}, {2, 1}});
  net.connect(NodeList(std::vector<Gid>{1, 1}), NodeList(4, 4));
  CHECK(net.store->size() == 6);
  CHECK(error_of([&] { net.connect(n, NodeList(1, 2), rule_is("one_to_one")); }) == err::dimension_mismatch);
  net.connect(NodeList(1, 0), n);
  net.connect(n, NodeList(1, 0));
  CHECK(net.store->size() == 6);
}

TEST_CASE("make_symmetric makes both directions with the same parameters", "[connect]") {
  FakeNetwork net(3);
  net.neurons(4);
  const Dict symmetric = with(rule_is("one_to_one"), "make_symmetric", true), draws{{"distribution", "uniform"}};
  net.connect(NodeList(1, 2), NodeList(3, 4), symmetric, {{"weight", std::vector<double>{5, 6}}});
  CHECK(net.edges() == std::vector<FakeNetwork::Edge>{{1, 3, 10, 5}, {2, 4, 10, 6}, {3, 1, 10, 5}, {4, 2, 10, 6}});
  CHECK(error_of([&] {
          net.connect(NodeList(1, 2), NodeList(3, 4), symmetric, {{"weight", draws}});
        }) == err::not_implemented);
  CHECK(error_of([&] {
          net.connect(NodeList(1, 2), NodeList(3, 4), with(rule_is("all_to_all"), "make_symmetric", true));
        }) == err::not_implemented);
}

TEST_CASE("fixed_indegree and fixed_outdegree", "[connect]") {
  for (const bool in : {true, false}) {
    const Dict rule = rule_is(in ? "fixed_indegree" : "fixed_outdegree");
    const char* key = in ? "indegree" : "outdegree";
    const auto run = [&](std::int64_t degree, bool autapses, bool multapses) {
      FakeNetwork net(2);
      const auto n = net.neurons(20);
      net.connect(n, n, with(with(rule, key, degree), "autapses", autapses, "multapses", multapses));
      return net.pairs();
    };
    for (std::int64_t degree : {0, 3, 12, 19}) {
      for (auto& [gid, number] : count(run(degree, true, true), in)) CHECK(number == degree);
      const auto strict = run(degree, false, false);
      CHECK(strict.size() == 20 * static_cast<std::size_t>(degree));
      CHECK(no_self(strict));
      CHECK(no_doubles(strict));
      CHECK(no_self(run(degree, false, true)));
      CHECK(no_doubles(run(degree, true, false)));
    }
    CHECK(run(20, true, false).size() == 400);
    CHECK(error_of([&] { run(21, true, false); }) == err::bad_property);
    CHECK(error_of([&] { run(20, false, false); }) == err::bad_property);
    CHECK(error_of([&] { run(-1, true, true); }) == err::bad_property);
    FakeNetwork net;
    net.neurons(4);
    const NodeList nobody(1, 0), some(1, 2), one(3, 3);
    CHECK(error_of([&] { net.connect(in ? nobody : some, in ? some : nobody, with(rule, key, 1)); }) ==
          err::bad_property);
    net.connect(in ? some : nobody, in ? nobody : some, with(rule, key, 1));
    CHECK(error_of([&] { net.connect(one, one, with(rule, key, 1, "autapses", false)); }) == err::bad_property);
    CHECK(error_of([&] { net.connect(some, one, rule); }) == err::dict_error);
    CHECK(error_of([&] { net.connect(some, one, with(rule, key, 2.0)); }) == err::type_mismatch);
    CHECK(error_of([&] { net.connect(some, one, with(rule, key, 2, "p", 0.5)); }) == err::dict_error);
    CHECK(net.store->size() == 0);
  }
}

TEST_CASE("Partners are drawn uniformly", "[connect]") {
  FakeNetwork net;
  const auto s = net.neurons(50), t = net.neurons(400);
  const auto check = [&](const Dict& rule, double expected, double variance) {
    net.store->clear(1);
    net.connect(s, t, rule);
    double chi2 = 0;
    for (auto& [gid, number] : count(net.pairs(), false)) chi2 += (number - expected) * (number - expected) / variance;
    INFO(std::get<Literal>(*rule.peek("rule")).name << ": " << chi2);
    CHECK(std::abs(chi2 - 50) < 4 * std::sqrt(100.));
  };
  check(with(rule_is("fixed_indegree"), "indegree", 20), 160, 160);
  check(with(rule_is("fixed_indegree"), "indegree", 20, "multapses", false), 160, 400 * 0.4 * 0.6);
  check(with(rule_is("fixed_indegree"), "indegree", 40, "multapses", false), 320, 400 * 0.8 * 0.2);
  check(with(rule_is("fixed_total_number"), "N", 8000), 160, 160);
  check(with(rule_is("pairwise_bernoulli"), "p", 0.3), 120, 400 * 0.3 * 0.7);
}

TEST_CASE("fixed_total_number spreads its total over the targets", "[connect]") {
  FakeNetwork net(3);
  const auto s = net.neurons(10), t = net.neurons(37);
  const Dict rule = rule_is("fixed_total_number");
  net.connect(s, t, with(rule, "N", 37000));
  const auto pairs = net.pairs();
  CHECK(pairs.size() == 37000);
  double chi2 = 0;
  for (auto& [gid, n] : count(pairs, true)) chi2 += (n - 1000.) * (n - 1000.) / 1000;
  CHECK(std::abs(chi2 - 36) < 4 * std::sqrt(72.));
  net.store->clear(3);
  net.connect(s, s, with(rule, "N", 5000, "autapses", false));
  CHECK(net.store->size() == 5000);
  CHECK(no_self(net.pairs()));
  const auto kind = [&](const Dict& spec) { return error_of([&] { net.connect(s, s, spec); }); };
  CHECK(kind(with(rule, "N", -3)) == err::bad_property);
  CHECK(kind(with(rule, "N", 3, "multapses", false)) == err::not_implemented);
  CHECK(kind(with(rule, "N", 101, "multapses", false)) == err::bad_property);
  CHECK(kind(with(rule, "N", 3.0)) == err::type_mismatch);
}

TEST_CASE("Bernoulli rules", "[connect]") {
  FakeNetwork net(2);
  const auto n = net.neurons(60);
  const Dict rule = rule_is("pairwise_bernoulli");
  const auto size = [&](const Dict& spec) {
    net.store->clear(2);
    net.connect(n, n, spec);
    return net.store->size();
  };
  CHECK(size(with(rule, "p", 0.0)) == 0);
  CHECK(size(with(rule, "p", 1.0)) == 3600);
  CHECK(size(with(rule, "p", 1.0, "autapses", false)) == 3540);
  CHECK(std::abs(static_cast<double>(size(with(rule, "p", 0.25))) - 900) < 4 * std::sqrt(675.));
  CHECK(no_doubles(net.pairs()));
  CHECK(size(with(rule, "p", 1e-300)) == 0);
  CHECK(error_of([&] { size(with(rule, "p", 1.5)); }) == err::bad_property);
  CHECK(error_of([&] { size(with(rule, "p", 1)); }) == err::type_mismatch);

  const Dict both = with(rule_is("symmetric_pairwise_bernoulli"), "autapses", false, "make_symmetric", true);
  CHECK(std::abs(static_cast<double>(size(with(both, "p", 0.2))) - 2 * 60 * 12) < 2 * 4 * std::sqrt(60 * 12 * 0.8));
  auto pairs = net.pairs();
  CHECK(no_self(pairs));
  auto turned = pairs;
  for (auto& p : turned) std::swap(p.first, p.second);
  std::sort(pairs.begin(), pairs.end()), std::sort(turned.begin(), turned.end());
  CHECK(pairs == turned);
  CHECK(error_of([&] { size(with(both, "p", 1.0)); }) == err::bad_property);
  CHECK(error_of([&] { size(with(both, "p", 0.5, "multapses", false)); }) == err::bad_property);
  CHECK(error_of([&] { size(with(rule_is("symmetric_pairwise_bernoulli"), "p", 0.5)); }) == err::bad_property);
}

TEST_CASE("Edges and their parameters do not depend on the number of threads", "[connect]") {
  const auto build = [](int threads, const Dict& rule, const Dict& syn) {
    FakeNetwork net(threads);
    const auto s = net.neurons(30), t = net.neurons(41);
    net.connect(s, t, rule, syn);
    net.connect(t, s, rule, syn);
    return net.edges();
  };
  const Dict draws{{"weight", Dict{{"distribution", "normal"}, {"mu", 5.0}}},
                   {"delay", Dict{{"distribution", "uniform"}, {"low", 0.5}, {"high", 3.0}}}};
  std::vector<double> values(5000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i) - 1000;
  const Dict arrays{{"weight", values}};
  const Dict rules[] = {rule_is("all_to_all"),
                        with(rule_is("fixed_indegree"), "indegree", 7),
                        with(rule_is("fixed_indegree"), "indegree", 7, "multapses", false),
                        with(rule_is("fixed_outdegree"), "outdegree", 9),
                        with(rule_is("fixed_total_number"), "N", 500),
                        with(rule_is("pairwise_bernoulli"), "p", 0.2)};
  for (auto& rule : rules)
    for (auto& syn : {draws, arrays}) {
      const auto one = build(1, rule, syn);
      CHECK(one.size() > 300);
      for (int threads : {2, 3, 4, 7}) CHECK(build(threads, rule, syn) == one);
    }
}

TEST_CASE("Unknown rules and misspelt entries are explained", "[connect]") {
  FakeNetwork net;
  const auto n = net.neurons(2);
  CHECK_THROWS_WITH(net.connect(n, n, rule_is("fixed_indegre")), Catch::Contains("Did you mean fixed_indegree?"));
  CHECK(error_of([&] { net.connect(n, n, rule_is("nope")); }) == err::bad_property);
  CHECK(error_of([&] { net.connect(n, n, {{"rule", 5}}); }) == err::type_mismatch);
  CHECK(error_of([&] { net.connect(n, n, {{"autapses", 1}}); }) == err::type_mismatch);
  CHECK(error_of([&] { net.connect(n, n, {{"foo", 1}}); }) == err::dict_error);
  CHECK(error_of([&] { net.connect(n, NodeList(1, 3)); }) == err::unknown_node);
  CHECK(error_of([&] { net.connect(NodeList(0, 0), n); }) == err::illegal_connection);
  CHECK(error_of([&] { net.connect(NodeList(-1, -1), n); }) == err::unknown_node);
  CHECK(net.store->size() == 0);
}
