// Simulate, Prepare, Run, Cleanup.
#include <fmt/format.h>

#include <cmath>

#include "kernel/base/interrupt.h"
#include "kernel/impl.h"

namespace nestling {

namespace {

[[noreturn]] void refuse(const std::string& text) { throw Error(err::kernel_exception, text); }

// As long as it lives, nodes are at work.
class Work {
 public:
  explicit Work(KernelImpl& k) : k_(k) { k_.working = true; }
  ~Work() { k_.working = false; }
  Work(const Work&) = delete;

 private:
  KernelImpl& k_;
};

void check_sound(const KernelImpl& k) {
  k.require_at_rest();
  if (k.phase == Phase::broken)
    refuse("The kernel is inconsistent after an error during a simulation: only ResetKernel helps.");
}

// Tells the user how far a run is, ten times a second at most and once at its end.
class Reporter {
 public:
  Reporter(const KernelImpl& k, Step total) : k_(k), begin_(k.simulation.now()), total_(total) {}

  void tick() {
    const auto now = Clock::now();
    if (now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    tell(false);
  }
  void end() { tell(true); }

 private:
  using Clock = std::chrono::steady_clock;

  void tell(bool ended) const {
    if (!k_.facade.progress) return;
    auto& grid = k_.env.grid;
    k_.facade.progress({.now_ms = grid.ms(k_.simulation.now()),
                        .done_ms = grid.ms(k_.simulation.now() - begin_),
                        .total_ms = grid.ms(total_),
                        .seconds = std::chrono::duration<double>(Clock::now() - start_).count(),
                        .spikes = k_.simulation.spike_count(),
                        .print_time = k_.settings.print_time,
                        .ended = ended});
  }

  const KernelImpl& k_;
  const Step begin_, total_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point told_ = start_;
};

void build_connections(KernelImpl& k) {
  constexpr std::size_t many = 2'000'000;  // take a moment
  Stopwatch watch(k.timers.build);
  const auto waiting = k.connections.waiting();
  const bool tell = waiting >= many && k.facade.progress;
  const auto team = [&](auto& job) { k.team->run(job); };
  if (!tell) return k.connections.prepare(team);
  k.facade.progress({.building = waiting});
  const auto end = [&] { k.facade.progress({.ended = true, .building = waiting}); };
  try {
    k.connections.prepare(team);
  } catch (...) {
    end();
    throw;
  }
  end();
}

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

void warn_of_rest(const KernelImpl& k) {
  k.warn("Simulate", fmt::format("Interrupted at {} ms. The next Simulate first does the {} ms that are left.",
                                 k.env.grid.ms(k.simulation.now()), k.env.grid.ms(k.to_do)));
}

void get_ready(KernelImpl& k) {
  Stopwatch watch(k.timers.prepare);
  k.give_cells();
  build_connections(k);
  k.ever_prepared = true;
  Work work(k);
  k.simulation.prepare(*k.team, k.min_delay(), k.max_delay());
  k.changed = false;
}

}  // namespace

void prepare(KernelImpl& k) {
  check_sound(k);
  if (k.phase == Phase::prepared) refuse("Prepare was called before; Cleanup must come first.");
  get_ready(k);
  k.phase = Phase::prepared;
}

void run(KernelImpl& k, double ms) {
  check_sound(k);
  if (k.phase != Phase::prepared) refuse("Run needs Prepare before it.");
  auto total = k.to_do + steps_to_simulate(k, ms);
  if (total == 0) return;
  if (k.changed) get_ready(k);
  if (!k.simulated) k.connections.delays().fix(k.min_delay(), k.max_delay());
  k.simulated = true;
  constexpr double many = 1e6;  // steps of all nodes
  if (static_cast<double>(total) * static_cast<double>(k.nodes.last()) > many && k.facade.long_work_begins)
    k.facade.long_work_begins();
  Stopwatch watch(k.timers.simulate);
  Reporter reporter(k, total);
  auto observe = [&] {
    reporter.tick();
    return !(k.facade.interrupted && k.facade.interrupted());
  };
  try {
    Work work(k);
    k.to_do = k.simulation.run(total, observe);
  } catch (...) {
    k.phase = Phase::broken;
    reporter.end();
    throw;
  }
  reporter.end();
  k.simulation.divide_time(watch.seconds());
  if (k.to_do > 0) warn_of_rest(k);
}

void cleanup(KernelImpl& k) {
  k.require_at_rest();
  if (k.phase != Phase::prepared) refuse("Cleanup needs Prepare before it.");
  k.phase = Phase::idle;
  k.simulation.finish();
}

void simulate(KernelImpl& k, double ms) {
  const Step steps = steps_to_simulate(k, ms);  // an impossible time is refused before anything is done
  try {
    prepare(k);
  } catch (const Error& e) {
    if (!(e.kind == err::interrupted)) throw;
    k.to_do += steps;  // an interrupted Simulate is no error: it has not got far
    return warn_of_rest(k);
  }
  run(k, ms);
  cleanup(k);
}

}  // namespace nestling
