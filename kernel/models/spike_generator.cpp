#include "kernel/models/spike_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernel/connect/synapse_rows.h"

namespace nestling {

namespace {

constexpr Constraint count{[](double n) { return n >= 0 && n <= 1e9; }, "between 0 and 1e9"};

}  // namespace

const Table& SpikeGeneratorParams::table() {
  static const Table rows{
      {"spike_times", &SpikeGeneratorParams::spike_times, "ms", not_negative,
       "Times of the spikes, counted from origin, ascending"},
      {"spike_weights", &SpikeGeneratorParams::spike_weights, "", any,
       "Factor on the weight of the connection for each spike; empty: 1"},
      {"spike_multiplicities", &SpikeGeneratorParams::spike_multiplicities, "", count,
       "Number of spikes at each time; empty: 1"},
      {"precise_times", &SpikeGeneratorParams::precise_times, "", any, "Keep times between the steps of the grid"},
      {"allow_offgrid_times", &SpikeGeneratorParams::allow_offgrid_times, "", any,
       "Round times up to the grid instead of refusing them"},
      {"shift_now_spikes", &SpikeGeneratorParams::shift_now_spikes, "", any,
       "Move a spike at the present time to the next step"},
  };
  return rows;
}

void SpikeGeneratorParams::settle(const Dict& changes, const SpikeGeneratorParams& before, const Window& window,
                                  const Environment& env) {
  read_flags(changes, before, env);
  if (changes.peek("spike_times")) {
    if (!std::is_sorted(spike_times.begin(), spike_times.end())) bad_property("spike_times must be ascending.");
    stamps.clear();
    offsets.clear();
    const Step present = env.now - env.grid.steps_up(env.grid.tics(window.origin));
    for (auto& ms : spike_times) place(ms, present, env.grid);
  }
  check_lengths();
}

void SpikeGeneratorParams::read_flags(const Dict& changes, const SpikeGeneratorParams& before, const Environment& env) {
  if (changes.read("allow_offgrid_spikes", allow_offgrid_times)) {
    if (changes.peek("allow_offgrid_times"))
      bad_property("allow_offgrid_spikes is the old name of allow_offgrid_times: give only one of them.");
    if (env.log)
      env.log(Level::deprecated, "spike_generator", "allow_offgrid_spikes is deprecated: use allow_offgrid_times.");
  }
  if (precise_times && (allow_offgrid_times || shift_now_spikes))
    bad_property("precise_times excludes allow_offgrid_times and shift_now_spikes.");
  for (auto flag : {"precise_times", "allow_offgrid_times", "allow_offgrid_spikes", "shift_now_spikes"})
    if (changes.peek(flag) && !changes.peek("spike_times") && !before.spike_times.empty())
      bad_property(fmt::format("{} can be changed only together with spike_times, which it decides about.", flag));
}

// Finds the step of a time, and writes the time that is kept.
void SpikeGeneratorParams::place(double& ms, Step present, const TimeGrid& grid) {
  constexpr double tolerance = 1e-9;  // of a step: rounding errors of times that are meant to be on the grid
  if (precise_times) {
    stamps.push_back(static_cast<Step>(std::ceil(ms / grid.h() - tolerance)));
    offsets.push_back(std::max(0.0, grid.ms(stamps.back()) - ms));
  } else {
    const auto tics = grid.tics(ms);
    if (!grid.on_grid(tics) && !allow_offgrid_times)
      bad_property(
          fmt::format("spike_times must be multiples of the resolution, {} ms, but there is {}; or set "
                      "allow_offgrid_times to have it rounded up, precise_times to keep it.",
                      grid.h(), ms));
    const Step step = grid.steps_up(tics);
    stamps.push_back(shift_now_spikes && step == present ? step + 1 : step);
    ms = grid.ms(stamps.back());
  }
  if (stamps.back() == 0 && !shift_now_spikes)
    bad_property(
        "spike_times must be > 0 ms; or set shift_now_spikes to move a spike at the present to the next step.");
}

void SpikeGeneratorParams::check_lengths() const {
  auto check = [&](std::string_view name, std::size_t n) {
    if (n != 0 && n != spike_times.size())
      bad_property(
          fmt::format("{} must be empty or as long as spike_times ({}), has {}.", name, spike_times.size(), n));
  };
  check("spike_weights", spike_weights.size());
  check("spike_multiplicities", spike_multiplicities.size());
}

void SpikeGenerator::status(Dict& to, const Environment& env) const {
  Generator::status(to, env);
  to["allow_offgrid_spikes"] = params_.allow_offgrid_times;
}

// The list has no memory of what was sent: whoever changes it or origin between runs gets what lies ahead.
void SpikeGenerator::emit(const Emission& e) {
  const auto active = inside(window_, e.env.grid);
  const Step origin = e.env.grid.steps_up(e.env.grid.tics(window_.origin));
  const auto& stamps = params_.stamps;
  const Step from = std::max(e.from, active.after) - origin, to = std::min(e.to, active.last) - origin;
  for (auto s = std::upper_bound(stamps.begin(), stamps.end(), from); s != stamps.end() && *s <= to; ++s)
    send(e, static_cast<std::size_t>(s - stamps.begin()), *s + origin);
}

// What entry i means to a binary neuron beside the entries before it that have the same time.
double SpikeGenerator::transition(std::size_t i) const {
  const auto number = [&](std::size_t k) {
    return params_.spike_multiplicities.empty() ? 1u : static_cast<std::uint32_t>(params_.spike_multiplicities[k]);
  };
  std::uint32_t before = 0;
  for (std::size_t k = i; k-- > 0 && params_.stamps[k] == params_.stamps[i];) before += number(k);
  return decoded(before + number(i)) - decoded(before);
}

void SpikeGenerator::send(const Emission& e, std::size_t i, Step stamp) const {
  const double factor = params_.spike_weights.empty() ? 1.0 : params_.spike_weights[i];
  const auto n = params_.spike_multiplicities.empty() ? 1 : params_.spike_multiplicities[i];
  const double offset = params_.offsets.empty() ? 0.0 : params_.offsets[i];
  if (n == 0) return;
  for (auto& edge : e.edges) {
    if (edge.decodes) {
      e.ring.row(stamp + edge.delay)[edge.cell] += transition(i) * edge.weight * factor;
      continue;
    }
    const auto cell = factor < 0 ? edge.opposite_cell : edge.cell;
    e.ring.add(stamp + edge.delay, cell, static_cast<double>(n) * (edge.counts ? 1.0 : edge.weight * factor), offset);
  }
  for (auto& edge : e.recorders) e.recorded.push_back({edge, stamp, static_cast<std::uint32_t>(n), factor, offset});
}

}  // namespace nestling
