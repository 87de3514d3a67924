// Simulate, Prepare, Run, Cleanup.
#include <fmt/format.h>

#include <cmath>

#include "kernel/impl.h"

namespace nestling {

namespace {

[[noreturn]] void refuse(const std::string& text) { throw Error(err::kernel_exception, text); }

void check_sound(const KernelImpl& k) {
  if (k.phase == Phase::broken)
    refuse("The kernel is inconsistent after an error during a simulation: only ResetKernel helps.");
}

using Moment = std::chrono::steady_clock::time_point;

// One line that is rewritten: how far, how fast.
void show_progress(const KernelImpl& k, Step begin, Step total, Moment start) {
  auto done = k.simulation.now() - begin;
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  double simulated = k.env.grid.ms(done) * 1e-3;
  k.env.screen(fmt::format("\r{:3d} %: network time {:.1f} ms, real-time factor {:.2f}", 100 * done / total,
                           k.env.grid.ms(k.simulation.now()), seconds / simulated));
}

}  // namespace

Step steps_to_simulate(const KernelImpl& k, double ms) {
  auto& grid = k.settings.grid;
  auto now = k.simulation.now() + k.to_do;
  constexpr auto largest = static_cast<double>(std::numeric_limits<std::int64_t>::max() / 8);
  auto bad = [&](std::string_view why) {
    throw Error(
        err::bad_parameter,
        fmt::format("The time to simulate must be a whole number of steps of {} ms; {} ms is {}.", grid.h(), ms, why));
  };
  if (!std::isfinite(ms) || std::abs(ms) * grid.tics_per_ms > largest) bad("not a time that can be simulated");
  if (ms < 0) bad("negative");
  auto tics = grid.tics(ms);
  if (!grid.on_grid(tics)) bad("not one");
  auto steps = tics / grid.tics_per_step;
  if (steps > static_cast<Step>(largest) / grid.tics_per_step - now)
    refuse(fmt::format("The clock cannot go {} ms beyond the present time, {} ms.", ms, grid.ms(now)));
  return steps;
}

void prepare(KernelImpl& k) {
  check_sound(k);
  if (k.phase == Phase::prepared) refuse("Prepare was called before; Cleanup must come first.");
  Stopwatch watch(k.timers.prepare);
  k.connections.prepare([&](auto& job) { k.team->run(job); });
  k.ever_prepared = true;
  k.simulation.prepare(*k.team, k.min_delay(), k.max_delay());
  k.phase = Phase::prepared;
}

void run(KernelImpl& k, double ms) {
  check_sound(k);
  if (k.phase != Phase::prepared) refuse("Run needs Prepare before it.");
  auto total = k.to_do + steps_to_simulate(k, ms);
  if (total == 0) return;
  if (!k.simulated) k.connections.delays().fix(k.min_delay(), k.max_delay());
  k.simulated = true;
  Stopwatch watch(k.timers.simulate);
  auto begin = k.simulation.now();
  auto start = std::chrono::steady_clock::now(), shown = start;
  auto observe = [&] {
    if (auto now = std::chrono::steady_clock::now();
        k.settings.print_time && now - shown > std::chrono::milliseconds(100)) {
      show_progress(k, begin, total, start);
      shown = now;
    }
    return !(k.facade.interrupted && k.facade.interrupted());
  };
  try {
    k.to_do = k.simulation.run(total, observe);
  } catch (...) {
    k.phase = Phase::broken;
    throw;
  }
  if (k.settings.print_time) {
    show_progress(k, begin, total, start);
    k.env.screen("\n");
  }
  if (k.to_do > 0)
    k.warn("Simulate", fmt::format("Interrupted at {} ms; {} ms are left to do.", k.env.grid.ms(k.simulation.now()),
                                   k.env.grid.ms(k.to_do)));
}

void cleanup(KernelImpl& k) {
  if (k.phase != Phase::prepared) refuse("Cleanup needs Prepare before it.");
  k.phase = Phase::idle;
  k.simulation.finish();
}

}  // namespace nestling
