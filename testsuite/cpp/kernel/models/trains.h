// Spike trains of a generator and what is to be known of them.
#pragma once
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "testsuite/cpp/kernel/models/network.h"

namespace nestling {

// A generator with n detectors: each records what one connection carries.
struct Recorded : Network {
  Gid generator, detectors;
  std::int64_t n;

  Recorded(const char* model, const Dict& params, std::int64_t n, double delay = 0.1) : n(n) {
    generator = create(model, 1, params);
    detectors = create("spike_detector", n);
    connect({generator, generator}, {detectors, detectors + n - 1}, 1.0, delay);
  }
  std::vector<double> train(std::int64_t i) const { return times(detectors + i); }

  std::vector<double> intervals() const {
    std::vector<double> all;
    for (std::int64_t i = 0; i < n; ++i) {
      auto t = train(i);
      std::sort(t.begin(), t.end());
      for (std::size_t k = 1; k < t.size(); ++k) all.push_back(t[k] - t[k - 1]);
    }
    return all;
  }
  // Of a train, in spikes/s.
  double rate(double T) const {
    std::int64_t all = 0;
    for (std::int64_t i = 0; i < n; ++i) all += n_events(detectors + i);
    return 1000 * static_cast<double>(all) / T / static_cast<double>(n);
  }
  std::vector<double> counts(std::int64_t i, double bin, double T) const {
    std::vector<double> c(static_cast<std::size_t>(T / bin) + 1);
    for (double t : train(i)) ++c[static_cast<std::size_t>(t / bin)];
    return c;
  }
  double correlation(std::int64_t i, std::int64_t j, double bin, double T) const;
  double mean_correlation(double bin, double T) const {
    double sum = 0;
    for (std::int64_t i = 1; i < n; ++i) sum += correlation(i - 1, i, bin, T);
    return sum / static_cast<double>(n - 1);
  }
};

inline double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}
inline double covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const double mx = mean(x), my = mean(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
  return sum / static_cast<double>(x.size());
}
inline double variance(const std::vector<double>& x) { return covariance(x, x); }
// Deviation over mean.
inline double cv(const std::vector<double>& x) { return std::sqrt(variance(x)) / mean(x); }

inline double Recorded::correlation(std::int64_t i, std::int64_t j, double bin, double T) const {
  const auto a = counts(i, bin, T), b = counts(j, bin, T);
  return covariance(a, b) / std::sqrt(variance(a) * variance(b));
}

// (time, sender) of all spikes of parrots that a generator drives, ascending.
inline std::vector<std::pair<double, std::int64_t>> driven(int n_threads, const char* model, const Dict& params,
                                                           double T) {
  Network net(n_threads);
  const Gid input = net.create("spike_generator", 1, {{"spike_times", std::vector<double>{1.0, 1.0, 2.5, 4.0, 30.0}}});
  const Gid generator = net.create(model, 1, params), parrots = net.create("parrot_neuron_ps", 7);
  const Gid detector = net.create("spike_detector");
  if (std::string(model) == "spike_dilutor") net.connect(input, generator);
  net.connect({generator, generator}, {parrots, parrots + 6}, 1.0, 0.5);
  net.connect({generator, generator}, {parrots, parrots}, 1.0, 1.7);
  net.connect({parrots, parrots + 6}, {detector, detector});
  for (int run = 0; run < 3; ++run) net.kernel.simulate(T / 4);
  net.kernel.simulate(T / 8);  // ends inside a slice
  net.kernel.simulate(T / 8);
  const auto times = net.times(detector);
  const auto senders = net.senders(detector);
  std::vector<std::pair<double, std::int64_t>> spikes;
  for (std::size_t i = 0; i < times.size(); ++i) spikes.emplace_back(times[i], senders[i]);
  std::sort(spikes.begin(), spikes.end());
  return spikes;
}

}  // namespace nestling
