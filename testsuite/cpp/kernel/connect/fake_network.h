// Nodes without dynamics, to connect: neurons with an excitatory and an inhibitory channel, counters, generators,
// recorders.
#pragma once
#include <algorithm>
#include <array>
#include <tuple>

#include "kernel/base/error.h"
#include "kernel/connect/connect.h"
#include "kernel/connect/store.h"
#include "kernel/node/model.h"

namespace nestling {

struct FakeModel final : NodeModel {
  explicit FakeModel(const std::string& name)
      : NodeModel(name, {.type_id = "fake", .element_type = name == "generator" ? "stimulator" : "neuron"}) {}
  std::unique_ptr<NodeModel> copy(std::string n) const override { return std::make_unique<FakeModel>(n); }
  void status(Dict&, const Environment&) const override {}
  Commit stage(const Dict&, const Environment&) override {
    return [] {};
  }
  std::unique_ptr<Population> make(const NodeModel&, Gid, std::uint32_t, const Environment&) const override {
    return nullptr;
  }
  std::size_t bytes_per_node() const override { return 0; }
  std::string help() const override { return ""; }
};

struct FakeNodes final : Population {
  FakeNodes(const NodeModel& model, Gid first, std::uint32_t n, bool proxies, Signal out)
      : Population(model, first, n), proxies(proxies), out(out) {}
  bool has_proxies() const override { return proxies; }
  Signal sends() const override { return out; }
  Port port(std::uint32_t, Signal signal, std::int64_t receptor) const override {
    if (proxies && signal == Signal::record) return {};
    if (proxies && fits(signal, Signal::spike) && model().name() == "counter") {
      if (receptor == 0) return {.counts = true};
      if (receptor == 1) return {.ignored = true};
    } else if (proxies && receptor == 0) {
      return {.positive = 0, .negative = 1};
    } else if (!proxies && fits(signal, Signal::spike) && receptor == 0 && out == Signal::none) {
      return {};
    }
    throw proxies ? Error(err::unknown_receptor, "no such receptor")
                  : Error(err::illegal_connection, "takes no such input");
  }
  void status(std::uint32_t, Dict&, const Environment&) const override {}
  Commit stage(std::uint32_t, const Dict&, const Environment&) override {
    return [] {};
  }
  bool proxies;
  Signal out;
};

class FakeNetwork {
 public:
  explicit FakeNetwork(int n_threads = 1) {
    nodes.clear(n_threads);
    env.nodes = &nodes;
    env.n_threads = n_threads;
    env.seed = 12345;
    n_cells.assign(static_cast<std::size_t>(n_threads), 0);
    store = std::make_unique<ConnectionStore>(env);
  }

  NodeList neurons(std::uint32_t n) { return add(neuron, n, true, Signal::spike); }
  NodeList counters(std::uint32_t n) { return add(counter, n, true, Signal::spike); }
  NodeList generators(std::uint32_t n) { return add(generator, n, false, Signal::spike); }
  NodeList recorders(std::uint32_t n) { return add(recorder, n, false, Signal::none); }
  NodeList samplers(std::uint32_t n) { return add(sampler, n, false, Signal::record); }

  void connect(const NodeList& s, const NodeList& t, const Dict& conn = {}, const Dict& syn = {}) {
    nestling::connect({.env = env, .store = *store, .parallel = parallel}, s, t, conn, syn);
  }

  // source, target, delay in steps, weight: sorted, as a set of connections for comparison.
  using Edge = std::tuple<std::int64_t, std::int64_t, Step, double>;
  std::vector<Edge> edges() {
    std::vector<Edge> all;
    for (auto& c : store->find({})) {
      const Dict d = store->status(c);
      all.emplace_back(c.source, c.target, env.grid.delay_steps(std::get<double>(d.at("delay"))),
                       std::get<double>(d.at("weight")));
    }
    std::sort(all.begin(), all.end());
    return all;
  }
  std::vector<std::pair<Gid, Gid>> pairs() {  // in the order of GetConnections
    std::vector<std::pair<Gid, Gid>> all;
    for (auto& c : store->find({})) all.emplace_back(c.source, c.target);
    return all;
  }

  FakeModel neuron{"neuron"}, counter{"counter"}, generator{"generator"}, recorder{"recorder"}, sampler{"sampler"};
  NodeTable nodes;
  Environment env;
  Parallel parallel;  // empty: one thread after the other
  std::vector<std::uint32_t> n_cells;
  std::unique_ptr<ConnectionStore> store;

 private:
  NodeList add(const NodeModel& model, std::uint32_t n, bool proxies, Signal out) {
    const Gid first = nodes.last() + 1;
    auto p = std::make_unique<FakeNodes>(model, first, n, proxies, out);
    Population& population = *p;
    nodes.add(std::move(p));
    for (int t = 0; proxies && t < nodes.n_threads(); ++t) {
      const std::uint32_t here = nodes.count_on(population, t), stride = (here + 7) / 8 * 8;
      auto& end = n_cells[static_cast<std::size_t>(t)];
      population.cells.push_back({.first = {end, end + stride}});
      end += 2 * stride;
    }
    return {first, first + n - 1};
  }
};

inline Err error_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) { return e.kind; }
  return {"none"};
}

}  // namespace nestling
