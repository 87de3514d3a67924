// Ctrl-C while connections are made or sorted: nothing is half done, and what was to be done can be done later.
#include <atomic>
#include <catch2/catch.hpp>
#include <memory>

#include "kernel/base/interrupt.h"
#include "testsuite/cpp/kernel/network.h"

using namespace nestling;
using namespace nestling::test;

namespace {

constexpr std::int64_t n = 1500, indegree = 400;

// Wants to stop when it is asked for the k-th time.
auto at_question(int k) {
  return [left = std::make_shared<std::atomic<int>>(k)] { return --*left == 0; };
}

void make_nodes(Kernel& k, int threads) {
  k.set_status({{"local_num_threads", threads}});
  k.create("iaf_psc_alpha", n, {{"I_e", 500.0}});
}

void make_connections(Kernel& k, const Dict& delay = {{"delay", 1.5}}) {
  Dict synapse = delay;
  synapse["weight"] = Dict{{"distribution", "normal"}, {"mu", 1.0}, {"sigma", 0.3}};
  connect(k, NodeList(1, n), NodeList(1, n), synapse, {{"rule", "fixed_indegree"}, {"indegree", indegree}});
}

bool is_interrupted(auto f) {
  try {
    f();
  } catch (const Error& e) { return e.kind == err::interrupted; }
  return false;
}

std::int64_t count(const Kernel& k) { return std::get<std::int64_t>(k.status(0, "num_connections")); }
double ms(const Kernel& k, const char* key) { return std::get<double>(k.status(0, key)); }
std::int64_t hash(const Kernel& k) { return std::get<std::int64_t>(k.status(0, "spike_hash")); }

}  // namespace

TEST_CASE("an interrupted Connect has not been") {
  for (int threads : {1, 3}) {
    Kernel k;
    make_nodes(k, threads);
    for (int question : {1, 2, 5}) {
      k.interrupted = at_question(question);
      CHECK(is_interrupted([&] { make_connections(k); }));
      CHECK(count(k) == 0);
      CHECK(ms(k, "min_delay") == 0.1);
      CHECK(k.connections({}).empty());
    }
    k.interrupted = nullptr;
    make_connections(k);
    CHECK(count(k) == n * indegree);
  }
}

TEST_CASE("a Simulate that is interrupted before its first slice does its time later") {
  std::int64_t undisturbed = 0;
  for (int question : {0, 1, 2, 6}) {  // 0: never
    for (int threads : {1, 3}) {
      Kernel k;
      make_nodes(k, threads);
      make_connections(k);
      connect(k, one(1), one(2), {{"weight", 7.0}});  // one that is kept as it is
      k.interrupted = at_question(question);
      k.simulate(20.0);
      if (question > 0) CHECK(ms(k, "biological_time") == 0);
      k.interrupted = nullptr;
      k.simulate(0.0);
      CHECK(ms(k, "biological_time") == 20.0);
      CHECK(count(k) == n * indegree + 1);
      if (question == 0) undisturbed = hash(k);
      CHECK(hash(k) == undisturbed);
    }
  }
  CHECK(undisturbed != 0);
}

TEST_CASE("connections can be looked at after an interrupt") {
  Kernel k;
  make_nodes(k, 2);
  make_connections(k);
  k.interrupted = at_question(2);
  CHECK(is_interrupted([&] { k.connections({}); }));
  CHECK(is_interrupted([&] {
    k.interrupted = at_question(1);
    k.prepare();
  }));
  k.interrupted = nullptr;
  CHECK(k.connections({}).size() == static_cast<std::size_t>(n * indegree));
  k.prepare();
  k.cleanup();
}
