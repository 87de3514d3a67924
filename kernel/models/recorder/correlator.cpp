#include "kernel/models/recorder/correlator.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "kernel/run/environment.h"

namespace nestling {

namespace {

[[noreturn]] void not_a_multiple(std::string_view what, double value, std::string_view of, double unit) {
  throw Error(err::step_multiple_required,
              fmt::format("{} must be a positive multiple of {}, {} ms, is {} ms.", what, of, unit, value));
}

bool is_step_multiple(double ms, const TimeGrid& grid) {
  return ms * grid.tics_per_ms < 0x1p60 && grid.tics(ms) > 0 && grid.on_grid(grid.tics(ms));
}

Step steps(double ms, const TimeGrid& grid) { return grid.tics(ms) / grid.tics_per_step; }

}  // namespace

const Table& CorrelatorParams::table() {
  static constexpr Constraint channels{[](double n) { return n >= 1 && n <= 1e6; }, "between 1 and 1e6"};
  static const Table rows{
      {"delta_tau", &CorrelatorParams::delta_tau, "ms", any, "Width of a bin, a multiple of the resolution"},
      {"tau_max", &CorrelatorParams::tau_max, "ms", any, "Greatest lag, a multiple of delta_tau"},
      {"Tstart", &CorrelatorParams::Tstart, "ms", any, "Pairs whose later spike was sent earlier do not count"},
      {"Tstop", &CorrelatorParams::Tstop, "ms", any, "Pairs whose later spike was sent later do not count"},
      {"N_channels", &CorrelatorParams::N_channels, "", channels, "Number of receptors, from 0"},
  };
  return rows;
}

Correlator::Correlator(const Correlator& prototype)
    : Recorder(prototype), params_(prototype.params_), window_(prototype.window_) {}

void Correlator::status(Dict& to, const Environment&) const {
  show_params(Window::table(), &window_, to);
  show_params(table(), &params_, to);
  show_counts(to);
}

std::string Correlator::help() const {
  static const Window window;
  return help_rows(table(), &params_) + help_rows(Window::table(), &window);
}

void Correlator::check(const CorrelatorParams& p, const TimeGrid& grid) const {
  if (!is_step_multiple(p.delta_tau, grid)) not_a_multiple("delta_tau", p.delta_tau, "the resolution", grid.h());
  const bool whole =
      p.tau_max == 0 || (is_step_multiple(p.tau_max, grid) && steps(p.tau_max, grid) % steps(p.delta_tau, grid) == 0);
  if (!whole) not_a_multiple("tau_max", p.tau_max, "delta_tau", p.delta_tau);
}

void Correlator::check_creatable(const Environment& env) const {
  if (!is_step_multiple(params_.delta_tau, env.grid))
    throw Error(err::invalid_time_in_model,
                fmt::format("delta_tau of {}, {} ms, is not a multiple of the resolution, {} ms: use SetDefaults.",
                            model_name, params_.delta_tau, env.grid.h()));
}

Commit Correlator::stage(const Dict& changes, const Environment& env) {
  Window window = window_;
  window.read(changes, env.grid);
  CorrelatorParams params = params_;
  read_params(table(), changes, &params);
  if (!(params == params_)) check(params, env.grid);
  const bool again = read_own(changes) ||
                     std::any_of(table().begin(), table().end(), [&](auto& row) { return changes.peek(row.name); });
  return [this, window, params, again] {
    window_ = window;
    params_ = params;
    if (again) forget();
  };
}

void Correlator::prepare(const Environment& env) {
  grid_ = env.grid;
  bin_ = steps(params_.delta_tau, grid_);
  range_ = steps(params_.tau_max, grid_);
  make_room();
}

void Correlator::reset_state(const Environment&) {
  waiting_.clear();
  forget();
}

void Correlator::record(const RecordedSpike& s) {
  if (!inside(window_, grid_).contains(s.step)) return;
  const Step delay = s.edge.delay;
  longest_delay_ = std::max(longest_delay_, delay);
  waiting_.push_back({s.step + delay, s.step, s.edge.source, static_cast<std::size_t>(s.edge.port),
                      s.edge.weight * s.factor, s.multiplicity});
}

// What arrives in these steps was sent in an earlier slice, so it is known.
void Correlator::plan(Step, Step to) {
  make_room();  // counts may have been erased since the last piece
  const auto later = std::stable_partition(waiting_.begin(), waiting_.end(), [&](auto& e) { return e.arrival <= to; });
  std::stable_sort(waiting_.begin(), later, [](auto& a, auto& b) {
    return std::tie(a.arrival, a.stamp, a.source) < std::tie(b.arrival, b.stamp, b.source);
  });
  for (auto e = waiting_.begin(); e != later; ++e) {
    if (e->channel >= n_channels()) continue;  // there may be fewer now than when it was connected
    now_ = e->arrival;
    const double t = grid_.ms(e->stamp);
    note(*e, t >= params_.Tstart && t <= params_.Tstop);
  }
  waiting_.erase(waiting_.begin(), later);
}

}  // namespace nestling
