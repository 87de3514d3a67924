// Weights after random spikes against the sums over all pairs and triplets of spikes that the papers write down.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "kernel/random/philox.h"
#include "testsuite/cpp/kernel/models/network.h"

using namespace nestling;

namespace {

using Times = std::vector<double>;
constexpr double delay = 1.3, same = 1e-6;

// Spikes on the grid of 0.1 ms, mean distance 3 ms, several within a delay, none twice.
Times random_times(std::uint64_t seed, int n) {
  Stream random(stream_key(seed, Purpose::user, 0), 0);
  Times t;
  double step = 20;
  for (int i = 0; i < n; ++i) t.push_back(0.1 * (step += 1 + static_cast<double>(random.below(60))));
  return t;
}

// 10^5 pairs.
struct Spikes {
  Times pre = random_times(1, 320), post = random_times(2, 320);
  Times arrivals;  // of the target's spikes at the synapse, up to the last spike of the source
  Spikes() {
    for (double t : post)
      if (t + delay <= pre.back() + same) arrivals.push_back(t + delay);
  }
};

// Of all spikes before `now`; those at the very time do not count.
double trace(const Times& spikes, double now, double tau) {
  double sum = 0;
  for (double t : spikes)
    if (now - t > same) sum += std::exp((t - now) / tau);
  return sum;
}

// Two parrots that fire at these times, and a plastic synapse between them whose spikes the target drops.
struct Pair {
  Network net;

  Gid repeat(const Times& times) {
    Times earlier = times;
    for (double& t : earlier) t -= 1;
    const Gid generator = net.create("spike_generator", 1, {{"spike_times", earlier}});
    const Gid parrot = net.create("parrot_neuron");
    net.connect(generator, parrot);
    return parrot;
  }

  double weight_after(const Spikes& s, const char* model, const Dict& defaults) {
    const Gid pre = repeat(s.pre), post = repeat(s.post);
    net.kernel.set_defaults(model, defaults);
    net.kernel.connect(NodeList(pre, pre), NodeList(post, post), {{"rule", Literal{"one_to_one"}}},
                       {{"model", Literal{model}}, {"receptor_type", 1}, {"delay", delay}});
    net.kernel.simulate(std::ceil(s.pre.back()) + 5);
    const auto c = net.kernel.connections({{"synapse_model", Literal{model}}});
    return std::get<double>(net.kernel.status(c.at(0)).at("weight"));
  }
};

}  // namespace

TEST_CASE("stdp_synapse without bounds adds up all pairs of spikes") {
  const Spikes s;
  const double lambda = 1e-5, alpha = 1.1, Wmax = 100;
  double v = 0.5;
  for (double t : s.arrivals) v += lambda * trace(s.pre, t, 17);
  for (double t : s.pre) v -= alpha * lambda * trace(s.arrivals, t, 20);
  for (auto* model : {"stdp_synapse", "stdp_synapse_hom"})
    CHECK(Pair().weight_after(s, model,
                              {{"lambda", lambda},
                               {"alpha", alpha},
                               {"tau_plus", 17.0},
                               {"mu_plus", 0.0},
                               {"mu_minus", 0.0},
                               {"weight", 50.0}}) == Approx(v * Wmax).epsilon(1e-12));
}

TEST_CASE("stdp_triplet_synapse adds up pairs and triplets") {
  const Spikes s;
  const double A2p = 1e-3, A3p = 2e-4, A2m = 1.5e-3, A3m = 1e-4;
  double w = 50;
  for (double t : s.arrivals) w += trace(s.pre, t, 16.8) * (A2p + A3p * trace(s.arrivals, t, 110));
  for (double t : s.pre) w -= trace(s.arrivals, t, 20) * (A2m + A3m * trace(s.pre, t, 101));
  CHECK(Pair().weight_after(s, "stdp_triplet_synapse",
                            {{"weight", 50.0},
                             {"Aplus", A2p},
                             {"Aplus_triplet", A3p},
                             {"Aminus", A2m},
                             {"Aminus_triplet", A3m}}) == Approx(w).epsilon(1e-12));
}

TEST_CASE("vogels_sprekeler_synapse is symmetric in time") {
  const Spikes s;
  const double eta = 1e-4, alpha = 0.12;
  double w = 0.5;
  for (double t : s.arrivals) w += eta * trace(s.pre, t, 20);
  for (double t : s.pre) w += eta * trace(s.arrivals, t, 20) - alpha * eta;
  CHECK(Pair().weight_after(s, "vogels_sprekeler_synapse", {{"eta", eta}, {"Wmax", 10.0}}) ==
        Approx(w).epsilon(1e-12));
}

TEST_CASE("stdp_pl_synapse_hom: power-law potentiation, multiplicative depression") {
  const Spikes s;
  const double lambda = 1e-4, alpha = 1.2, mu = 0.4;
  double w = 3;
  std::size_t next = 0;
  for (double t : s.pre) {
    for (; next < s.arrivals.size() && s.arrivals[next] <= t + same; ++next)
      w += lambda * std::pow(w, mu) * trace(s.pre, s.arrivals[next], 20);
    w -= lambda * alpha * w * trace(s.arrivals, t, 20);
  }
  CHECK(Pair().weight_after(s, "stdp_pl_synapse_hom",
                            {{"lambda", lambda}, {"alpha", alpha}, {"mu", mu}, {"weight", 3.0}}) ==
        Approx(w).epsilon(1e-12));
}
