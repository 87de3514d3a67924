#include "kernel/models/noise_generator.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/connect/store.h"

namespace nestling {

const Table& NoiseParams::table() {
  static const Table rows{
      {"mean", &NoiseParams::mean, "pA", any, "Mean of the current"},
      {"std", &NoiseParams::std, "pA", not_negative, "Standard deviation of the current"},
      {"std_mod", &NoiseParams::std_mod, "pA", not_negative, "Modulation of the standard deviation, at most std"},
      {"frequency", &NoiseParams::frequency, "Hz", any, "Frequency of the modulation"},
      {"phase", &NoiseParams::phase, "deg", any, "Phase of the modulation at time 0, not at start"},
      {"dt", &NoiseParams::dt, "ms", any, "Time between draws"},
  };
  return rows;
}

void NoiseParams::settle(const Dict& changes, const NoiseParams&, const Window&, const Environment& env) {
  if (std_mod > std) bad_property(fmt::format("std_mod ({} pA) must not be greater than std ({} pA).", std_mod, std));
  if (!changes.peek("dt")) return;
  const auto tics = env.grid.tics(dt);
  if (tics <= 0 || !env.grid.on_grid(tics))
    throw Error(err::step_multiple_required,
                fmt::format("dt must be a multiple of the resolution, {} ms, is {}.", env.grid.h(), dt));
}

std::span<const std::string> NoiseGenerator::recordables() const {
  static const std::string names[] = {"I"};
  return names;
}

void NoiseGenerator::status(Dict& to, const Environment& env) const {
  Generator::status(to, env);
  const double radius = env.now == 0 ? 0.0 : 1.0, angle = params_.angle(env.now, env.grid);
  to["y_0"] = radius * std::cos(angle);
  to["y_1"] = radius * std::sin(angle);
}

// The grid of draws goes on from run to run, unless there are other connections than before.
void NoiseGenerator::prepare(const Environment& env) {
  key_ = stream_key(env.seed, Purpose::noise, static_cast<std::uint64_t>(gid));
  std::vector<std::uint32_t> connections;
  for (int thread = 0; thread < env.n_threads; ++thread)
    for (auto& edge : env.connections->device_edges(thread, gid)) connections.push_back(edge.ordinal);
  std::sort(connections.begin(), connections.end());
  if (connections == connections_ && draws_.size() == static_cast<std::size_t>(env.n_threads)) return;
  draws_.assign(static_cast<std::size_t>(env.n_threads), {});
  connections_ = std::move(connections);
}

double NoiseGenerator::deviate(std::uint32_t connection, Step stamp) const {
  return Stream(key_, static_cast<std::uint64_t>(stamp) << 32 | connection).normal();
}

void NoiseGenerator::draw(Draw& d, const Emission& e, Step stamp) const {
  const auto& grid = e.env.grid;
  const double variance = params_.std * params_.std + params_.std_mod * params_.std_mod * params_.sine(stamp, grid);
  d.stamp = stamp;
  d.next = stamp + grid.steps_up(grid.tics(params_.dt));
  d.mean = params_.mean;
  d.deviation = std::sqrt(std::max(0.0, variance));
  d.deviates.clear();
  for (auto& edge : e.edges) d.deviates.push_back(deviate(edge.ordinal, stamp));
}

// Over those of all threads, always in the same order.
double NoiseGenerator::mean_over_connections(const Draw& d) const {
  double sum = 0.0;
  for (auto connection : connections_) sum += deviate(connection, d.stamp);
  return connections_.empty() ? 0.0 : d.mean + d.deviation * sum / static_cast<double>(connections_.size());
}

void NoiseGenerator::emit(const Emission& e) {
  const auto active = earlier(window_, e.env.grid);
  auto& d = draws_[static_cast<std::size_t>(e.thread)];
  std::vector<double> shown(static_cast<std::size_t>(e.to - e.from), 0.0);
  double mean = 0.0;
  for (Step s = e.from + 1; s <= e.to; ++s) {
    if (!active.contains(s)) continue;
    const bool drawn = s >= d.next;
    if (drawn) draw(d, e, s);
    for (std::size_t i = 0; i < e.edges.size(); ++i)
      e.ring.row(s + e.edges[i].delay)[e.edges[i].cell] += e.edges[i].weight * (d.mean + d.deviation * d.deviates[i]);
    if (e.taps.empty()) continue;
    if (drawn || s == e.from + 1) mean = mean_over_connections(d);
    shown[static_cast<std::size_t>(s - e.from - 1)] = mean;
  }
  show_samples(e, index, [&](Step s) { return shown[static_cast<std::size_t>(s - e.from - 1)]; });
}

}  // namespace nestling
