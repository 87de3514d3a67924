#include "kernel/models/stimulator/poisson.h"

#include <algorithm>

#include "kernel/connect/store.h"
#include "kernel/models/stimulator/generator.h"
#include "kernel/run/environment.h"

namespace nestling {

namespace {

// Connections onto recorders are counted on their own: their streams lie behind those of the connections onto cells.
constexpr std::uint64_t first_recorder = std::uint64_t{1} << 32, shared_train = std::uint64_t{1} << 33;

}  // namespace

PoissonTrains::Group& PoissonTrains::group(int thread, std::uint32_t delay) {
  auto& groups = groups_[thread];
  for (auto& g : groups)
    if (g.delay == delay) return g;
  groups.emplace_back().delay = delay;
  return groups.back();
}

void PoissonTrains::prepare(const Environment& env, Gid generator, Rate rate) {
  key_ = stream_key(env.seed, Purpose::poisson, static_cast<std::uint64_t>(generator));
  groups_.assign(env.n_threads, {});
  for (int thread = 0; thread < env.n_threads; ++thread) {
    for (auto& edge : env.connections->device_edges(thread, generator)) {
      auto& g = group(thread, edge.delay);
      g.ordinal.push_back(edge.ordinal);
      g.cell.push_back(edge.cell);
      g.weight.push_back(edge.counts ? 1.0 : edge.weight);
    }
    for (auto& g : groups_[thread]) {
      if (std::equal(g.weight.begin() + 1, g.weight.end(), g.weight.begin())) g.weight.resize(1);
      g.regular = PoissonTargets::find_regular(g.ordinal, g.cell);
      g.carry.steady = rate == Rate::constant;
    }
  }
}

std::size_t PoissonTrains::size(int thread) const {
  std::size_t n = 0;
  for (auto& g : groups_[thread]) n += g.cell.size();
  return n;
}

void PoissonTrains::emit(const Emission& e, const PoissonTable& table, Step from, Step to) {
  if (from >= to || !(table.lambda() > 0)) return;
  for (auto& g : groups_[e.thread]) {
    g.rows.clear();
    for (Step s = from + 1; s <= to; ++s) g.rows.push_back(e.ring.row(s + g.delay));
    add_poisson(table, key_, {g.ordinal, g.cell, g.weight, g.regular}, from + 1, g.rows, &g.carry);
  }
  for (Step s = from + 1; s <= to; ++s)
    for (std::size_t i = 0; i < e.recorders.size(); ++i)
      if (auto n = table.draw(key_, first_recorder + i, static_cast<std::uint64_t>(s) / 4, s % 4))
        send(e, e.recorders[i], s, n);
}

void PoissonTrains::emit_shared(const Emission& e, const PoissonTable& table, Step from, Step to) const {
  for (Step s = from + 1; s <= to; ++s) {
    const auto n = table.draw(key_, shared_train, static_cast<std::uint64_t>(s) / 4, s % 4);
    if (n > 0) send_to_all(e, s, n);
  }
}

}  // namespace nestling
