// ns per connection built and per synaptic event delivered, bytes per connection; sizes of networks from cache to
// memory.
#include <time.h>

#include <cstdio>
#include <string>

#include "kernel/random/philox.h"
#include "testsuite/cpp/kernel/connect/fake_network.h"

using namespace nestling;

namespace {

double cpu_seconds() {  // of this process: less disturbed by others than the time of day
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void report(const std::string& what, const char* unit, double value) {
  std::printf("{\"bench\": \"connect/%s\", \"%s\": %.2f}\n", what.c_str(), unit, value);
}

Dict normal(double mean, double deviation) { return {{"distribution", "normal"}, {"mu", mean}, {"sigma", deviation}}; }

// Every neuron has `indegree` inputs; each slice of 15 steps 1 in 100 neurons spikes once.
void network(const std::string& name, std::uint32_t n_neurons, std::int64_t indegree, const Dict& synapses) {
  FakeNetwork net;
  const auto n = net.neurons(n_neurons);
  const double connections = static_cast<double>(n_neurons) * static_cast<double>(indegree);
  double start = cpu_seconds();
  net.connect(n, n, {{"rule", "fixed_indegree"}, {"indegree", indegree}}, synapses);
  const double drawing = (cpu_seconds() - start);
  net.store->prepare();
  report(name + " drawing", "ns", drawing / connections * 1e9);
  report(name + " building", "ns", (cpu_seconds() - start) / connections * 1e9);
  report(name + " memory", "bytes", static_cast<double>(net.store->bytes()) / connections);

  const Step longest = 15 + net.store->longest_delay();
  Ring ring;
  ring.resize(net.n_cells[0], longest);
  Calendar calendar;
  calendar.resize(longest);
  Stream random({1, 2}, 3);
  double events = 0, time = 0;
  for (Step slice = 0; time < 0.5; slice += 15) {
    std::vector<Spike> spikes;
    for (std::uint32_t g = 1; g <= n_neurons; ++g)
      if (random.below(100) == 0) spikes.push_back({g, 1, slice + static_cast<Step>(random.below(15))});
    std::stable_sort(spikes.begin(), spikes.end(), [](auto& a, auto& b) { return a.step < b.step; });
    start = cpu_seconds();
    net.store->schedule(0, spikes, calendar);
    for (Step step = slice; step < slice + 15; ++step) calendar.deliver(step, ring), ring.release(step);
    time += (cpu_seconds() - start);
    events += static_cast<double>(spikes.size()) * static_cast<double>(indegree);
  }
  report(name + " delivery", "ns", time / events * 1e9);
}

}  // namespace

int main() {
  const Dict one_weight{{"weight", 0.1}, {"delay", 1.5}};
  const Dict many{{"weight", normal(87.8, 8.8)},
                  {"delay", Dict{{"distribution", "normal_clipped"}, {"mu", 1.5}, {"sigma", 0.75}, {"low", 0.1}}}};
  network("1000 neurons, one weight", 1000, 1000, one_weight);
  network("5000 neurons, one weight", 5000, 1000, one_weight);
  network("5000 neurons, individual", 5000, 1000, many);
  network("77000 neurons, one weight", 77000, 300, one_weight);
  network("77000 neurons, individual", 77000, 300, many);
}
