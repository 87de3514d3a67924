#include "kernel/models/pulsepacket_generator.h"

#include <algorithm>

namespace nestling {

const Table& PulsePacketParams::table() {
  static constexpr Constraint count{[](double n) { return n >= 0 && n <= 1e9; }, "between 0 and 1e9"};
  static const Table rows{
      {"pulse_times", &PulsePacketParams::pulse_times, "ms", any, "Centres of the packets, not counted from origin"},
      {"activity", &PulsePacketParams::activity, "", count, "Number of spikes of a packet"},
      {"sdev", &PulsePacketParams::sdev, "ms", not_negative, "Standard deviation of the times of its spikes"},
  };
  return rows;
}

void PulsePacketParams::settle(const Dict&, const PulsePacketParams&, const Window&, const Environment&) {
  std::sort(pulse_times.begin(), pulse_times.end());
}

Commit PulsePacketGenerator::stage(const Dict& changes, const Environment& env) {
  const bool again = changes.peek("pulse_times") || changes.peek("activity") || changes.peek("sdev");
  return [this, commit = Generator::stage(changes, env), again] {
    commit();
    if (!again) return;
    ++lists_;
    drawn_ = false;
  };
}

void PulsePacketGenerator::prepare(const Environment& env) {
  const StreamKey key = stream_key(env.seed, Purpose::train, static_cast<std::uint64_t>(gid));
  if (drawn_ && key.k0 == key_.k0 && key.k1 == key_.k1 && env.grid == grid_) return;
  key_ = key, grid_ = env.grid;
  draw(env);
  drawn_ = true;
}

// Of packets in the past there is nothing left to send; those around the present send what lies ahead.
void PulsePacketGenerator::draw(const Environment& env) {
  const double now = env.grid.ms(env.now), reach = params_.sdev > 0 ? 10 * params_.sdev : 1.0;
  constexpr double last = 1e15;  // ms
  stamps_.clear();
  for (std::size_t i = 0; i < params_.pulse_times.size(); ++i) {
    const double centre = params_.pulse_times[i];
    if (!(centre >= now - reach && centre <= last)) continue;
    Stream stream(key_, lists_ << 32 | i);
    for (std::int64_t n = 0; n < params_.activity; ++n) {
      const double t = params_.sdev > 0 ? centre + params_.sdev * stream.normal() : centre;
      if (t >= now) stamps_.push_back(env.grid.steps_up(env.grid.tics(t)) + 1);
    }
  }
  std::sort(stamps_.begin(), stamps_.end());
}

void PulsePacketGenerator::emit(const Emission& e) {
  const auto active = one_late(window_, e.env.grid);
  const Step last = std::min(e.to, active.last);
  auto at = std::upper_bound(stamps_.begin(), stamps_.end(), std::max(e.from, active.after));
  while (at != stamps_.end() && *at <= last) {
    const auto next = std::upper_bound(at, stamps_.end(), *at);
    send_to_all(e, *at, next - at);
    at = next;
  }
}

}  // namespace nestling
