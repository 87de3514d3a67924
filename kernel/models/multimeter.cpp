#include "kernel/models/multimeter.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/base/suggest.h"
#include "kernel/connect/store.h"
#include "kernel/node/model.h"

namespace nestling {

namespace {

RecorderSettings multimeter_settings() {
  RecorderSettings s;
  s.file_extension = "dat";
  s.can_accumulate = true;
  s.can_be_precise = false;
  return s;
}

// Names in the order in which they were first given.
std::vector<std::string> unique(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (auto& n : names)
    if (std::find(result.begin(), result.end(), n) == result.end()) result.push_back(n);
  return result;
}

Step steps_up(const TimeGrid& grid, double ms) { return grid.steps_up(grid.tics(ms)); }

constexpr const char* locked_keys[] = {"interval", "offset", "record_from"};

}  // namespace

Multimeter::Multimeter(std::vector<std::string> record_from)
    : NotingRecorder(Notebook(multimeter_settings(), std::move(record_from))) {}

Multimeter::Multimeter(const Multimeter& prototype) : NotingRecorder(prototype), grid_(prototype.grid_) {}

// --- parameters

const Table& Multimeter::Grid::table() {
  static const Table rows{
      {"interval", &Grid::interval, "ms", any, "Time between samples"},
      {"offset", &Grid::offset, "ms", any, "Time of the first sample; 0: one interval"},
  };
  return rows;
}

void Multimeter::Grid::read(const Dict& changes, const TimeGrid& grid) {
  read_params(table(), changes, this);
  for (auto& row : table()) {
    double& ms = row.number(this);
    if (!changes.peek(row.name)) continue;
    if (!(ms >= grid.h() || (ms == 0 && &ms == &offset)))
      bad_property(fmt::format("{} must be at least the resolution, {} ms, is {}.", row.name, grid.h(), ms));
    ms = grid.ms(steps_up(grid, ms));
  }
}

void Multimeter::status(Dict& to, const Environment& env) const {
  NotingRecorder::status(to, env);
  show_params(Grid::table(), &grid_, to);
  Array names;
  for (auto& n : notes_.names()) names.push_back(Literal{n});
  to["record_from"] = std::move(names);
}

Commit Multimeter::stage(const Dict& changes, const Environment& env) {
  for (auto key : locked_keys)
    if (!connected_.empty() && changes.peek(key))
      bad_property(fmt::format("{} cannot be changed once the {} is connected.", key, model_name));
  auto c = notes_.read(changes, env);
  auto grid = grid_;
  grid.read(changes, env.grid);
  if (changes.read("record_from", c.names)) c.names = unique(c.names);
  return [this, grid, c = std::move(c)]() mutable {
    grid_ = grid;
    notes_.commit(std::move(c));
  };
}

std::string Multimeter::help() const {
  static const Grid defaults;
  return help_rows(Grid::table(), &defaults) +
         "  record_from          [ ]               Names of the quantities to record\n" + Notebook::help();
}

void Multimeter::refuse_frozen() const { bad_property(fmt::format("A {} cannot be frozen.", model_name)); }

// --- connections

void Multimeter::connecting(const Population& target, Gid node, std::uint32_t) {
  std::vector<std::string> known;
  const auto all = target.recordables();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (target.has_recordable(static_cast<std::uint32_t>(node - target.first()), i)) known.push_back(all[i]);
  const auto& its_model = target.model().name();
  if (known.empty())
    throw Error(err::illegal_connection,
                fmt::format("{} has nothing that a {} could record.", its_model, model_name));
  for (auto& n : notes_.names())
    if (std::find(known.begin(), known.end(), n) == known.end())
      throw Error(err::illegal_connection, fmt::format("{} has no recordable {}.{} It has {}.", its_model, n,
                                                       did_you_mean(n, known), fmt::join(known, ", ")));
  if (!connected_.insert(node).second)
    throw Error(err::illegal_connection, fmt::format("Node {} is connected to this {} already.", node, model_name));
}

Multimeter::View& Multimeter::view_of(Population& population, int thread) {
  for (auto& v : views_)
    if (v->population == &population && v->thread == thread) return *v;
  auto& view = *views_.emplace_back(std::make_unique<View>(View{&population, thread, {}}));
  const auto known = population.recordables();
  for (auto& n : notes_.names())
    view.tap.recordables.push_back(
        static_cast<std::uint32_t>(std::find(known.begin(), known.end(), n) - known.begin()));
  if (population.taps.size() <= static_cast<std::size_t>(thread)) population.taps.resize(thread + 1);
  population.taps[thread].push_back(&view.tap);
  return view;
}

void Multimeter::prepare(const Environment& env) {
  NotingRecorder::prepare(env);
  interval_ = steps_up(env.grid, grid_.interval);
  first_ = grid_.offset == 0 ? interval_ : steps_up(env.grid, grid_.offset);
  views_.clear();
  seats_.clear();
  if (notes_.names().empty()) return;
  for (auto& edge : env.connections->sampled_by(gid)) {
    const auto [population, index] = env.nodes->find(edge.target);
    const bool at_home = population->has_proxies();
    auto& view = view_of(*population, at_home ? env.nodes->thread_of(edge.target) : 0);
    view.tap.nodes.push_back(at_home ? env.nodes->local_index(*population, edge.target) : index);
    seats_.push_back({edge, &view, view.tap.nodes.back(), index});
  }
  // A tap lists its nodes in ascending order.
  for (auto& view : views_) std::sort(view->tap.nodes.begin(), view->tap.nodes.end());
  for (auto& seat : seats_) {
    auto& nodes = seat.view->tap.nodes;
    seat.position =
        static_cast<std::uint32_t>(std::lower_bound(nodes.begin(), nodes.end(), seat.position) - nodes.begin());
  }
}

// --- running

void Multimeter::plan(Step from, Step to) {
  std::vector<Step> due;
  const Step past = std::max<Step>(0, from - first_ + interval_) / interval_;  // samples up to and including `from`
  for (Step s = first_ + past * interval_; s <= to; s += interval_) due.push_back(s);
  for (auto& view : views_) {
    view->tap.due = due;
    view->tap.values.resize(due.size() * view->tap.nodes.size() * view->tap.recordables.size());
  }
}

void Multimeter::collect(const Environment&) {
  if (seats_.empty()) return;
  const auto n_names = notes_.names().size();
  const auto& due = views_.front()->tap.due;
  for (std::size_t d = 0; d < due.size(); ++d) {
    auto& row = pending_.emplace_back(Row{due[d], {}, {}});
    row.values.reserve(seats_.size() * n_names);
    for (auto& seat : seats_) {
      auto& tap = seat.view->tap;
      auto from = tap.values.begin() + static_cast<std::ptrdiff_t>((d * tap.nodes.size() + seat.position) * n_names);
      row.values.insert(row.values.end(), from, from + static_cast<std::ptrdiff_t>(n_names));
      row.present.push_back(!seat.view->population->frozen(seat.index));
    }
  }
}

void Multimeter::begin_slice() {
  if (notes_.settings().to_accumulator) note_sums();
  else note_each();
  pending_.clear();
}

Record Multimeter::record_of(const Row& row, std::size_t seat) const {
  const auto n_names = notes_.names().size();
  auto& edge = seats_[seat].edge;
  return {.sender = edge.target,
          .target = gid,
          .port = edge.port,
          .stamp = row.stamp,
          .weight = edge.weight,
          .values = {row.values.data() + seat * n_names, n_names}};
}

// In the order of connection; each node's samples by time.
void Multimeter::note_each() {
  for (std::size_t seat = 0; seat < seats_.size(); ++seat)
    for (auto& row : pending_)
      if (seat < row.present.size() && row.present[seat] && notes_.active(row.stamp)) notes_.note(record_of(row, seat));
}

void Multimeter::note_sums() {
  const auto n_names = notes_.names().size();
  std::vector<double> sums(n_names);
  for (auto& row : pending_) {
    if (!notes_.active(row.stamp) || std::count(row.present.begin(), row.present.end(), true) == 0) continue;
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t seat = 0; seat < row.present.size(); ++seat)
      for (std::size_t i = 0; row.present[seat] && i < n_names; ++i) sums[i] += row.values[seat * n_names + i];
    notes_.note({.target = gid, .stamp = row.stamp, .values = sums});
  }
}

void Multimeter::reset_state(const Environment& env) {
  NotingRecorder::reset_state(env);
  pending_.clear();
}

}  // namespace nestling
