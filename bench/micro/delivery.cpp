// ns per synaptic event from the spike to the input row, for networks from cache to memory; the bytes of connections read
// for it a second, and how fast this machine reads memory at best.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <numeric>
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

// GB/s of one thread that reads an array far larger than the caches from one end to the other.
double bandwidth() {
  const std::vector<double> data(std::size_t{1} << 27, 1.0);
  const double start = cpu_seconds();
  double sums[8] = {};
  for (std::size_t i = 0; i < data.size(); i += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += data[i + k];
  const double time = cpu_seconds() - start, sum = std::accumulate(sums, sums + 8, 0.0);
  return sum > 0 ? static_cast<double>(data.size()) * sizeof(double) / time * 1e-9 : 0;
}

// Each of `n_sources` neurons has 2000 targets among `n_targets`; every step 1 in 1000 spikes.
void network(const char* name, std::uint32_t n_targets, const Dict& synapses, double best) {
  constexpr std::int64_t outdegree = 2000;
  const std::uint32_t n_sources = std::min<std::uint32_t>(n_targets, 10000);
  FakeNetwork net;
  const NodeList sources = net.neurons(n_sources), targets = net.neurons(n_targets);
  net.connect(sources, targets, {{"rule", "fixed_outdegree"}, {"outdegree", outdegree}},
              synapses);
  net.store->prepare();
  Ring ring;
  Calendar calendar;
  ring.resize(net.n_cells[0], net.store->longest_delay());
  calendar.resize(net.store->longest_delay());
  Stream random({1, 2}, 3);
  double events = 0, time = 0;
  for (Step step = 1; time < 1.0; ++step) {
    std::vector<Spike> spikes;
    for (std::uint32_t g = 1; g <= n_sources; ++g)
      if (random.below(1000) == 0) spikes.push_back({g, 1, step});
    const double start = cpu_seconds();
    net.store->schedule(0, spikes, calendar);
    calendar.deliver(step + 1, ring);
    time += cpu_seconds() - start;
    std::fill_n(ring.row(step + 1), net.n_cells[0], 0.0);
    ring.release(step + 1);
    events += static_cast<double>(spikes.size()) * outdegree;
  }
  const double ns = time / events * 1e9,
               bytes = static_cast<double>(net.store->bytes()) / static_cast<double>(net.store->size());
  std::printf(
      "{\"bench\": \"delivery/%u neurons, %s\", \"ns\": %.2f, \"bytes\": %.1f, \"GB/s\": %.1f, \"of best\": %.2f}\n",
      n_targets, name, ns, bytes, bytes / ns, bytes / ns / best);
  std::fflush(stdout);
}

}  // namespace

int main() {
  const double best = bandwidth();
  std::printf("{\"bench\": \"delivery/memory\", \"GB/s\": %.1f}\n", best);
  const Dict clipped{{"distribution", "normal_clipped"}, {"mu", 1.5}, {"sigma", 0.75}, {"low", 0.1}};
  const Dict weight{{"distribution", "normal_clipped"}, {"mu", 87.8}, {"sigma", 8.8}, {"low", 0.0}};
  for (std::uint32_t n : {1000, 3000, 10000, 30000, 100000}) {
    network("one weight and delay", n, {{"weight", 0.1}, {"delay", 1.5}}, best);
    network("individual weights and delays", n, {{"weight", weight}, {"delay", clipped}}, best);
  }
}
