// What a connection costs until spikes can use it, by rule: ns of CPU time in Connect and in making rows, bytes that
// stay. With one weight and delay for all, and with both drawn for each.
#include <time.h>

#include <cstdio>

#include "testsuite/cpp/kernel/connect/fake_network.h"

using namespace nestling;

namespace {

double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

Dict normal_clipped(double mu, double sigma, double low) {
  return {{"distribution", "normal_clipped"}, {"mu", mu}, {"sigma", sigma}, {"low", low}};
}

void build(std::uint32_t n_neurons, const Dict& rule, const char* kind, const Dict& synapses) {
  FakeNetwork net;
  const auto n = net.neurons(n_neurons);
  const double start = cpu_seconds();
  net.connect(n, n, rule, synapses);
  const double connected = cpu_seconds();
  net.store->prepare();
  const double built = cpu_seconds(), size = static_cast<double>(net.store->size());
  std::printf("{\"bench\": \"building/%s, %s\", \"connect_ns\": %.1f, \"ns\": %.1f, \"bytes\": %.2f}\n",
              std::get<std::string>(*rule.peek("rule")).c_str(), kind, (connected - start) / size * 1e9,
              (built - start) / size * 1e9, static_cast<double>(net.store->bytes()) / size);
}

}  // namespace

int main() {
  constexpr std::uint32_t n = 20000;
  constexpr std::int64_t degree = 1000;
  const Dict rules[] = {{{"rule", "fixed_indegree"}, {"indegree", degree}},
                        {{"rule", "fixed_indegree"}, {"indegree", degree}, {"multapses", false}},
                        {{"rule", "fixed_outdegree"}, {"outdegree", degree}},
                        {{"rule", "fixed_total_number"}, {"N", degree * n}},
                        {{"rule", "pairwise_bernoulli"}, {"p", static_cast<double>(degree) / n}}};
  const Dict same{{"weight", 0.1}, {"delay", 1.5}};
  const Dict drawn{{"weight", normal_clipped(87.8, 8.8, 0.0)}, {"delay", normal_clipped(1.5, 0.75, 0.1)}};
  for (auto& rule : rules) {
    build(n, rule, "one weight and delay", same);
    build(n, rule, "drawn weights and delays", drawn);
  }
}
