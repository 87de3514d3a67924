// Makes the histories of potentials, for models whose State has V and `traces`, filtered potentials, and whose parameters have
// traces.history (kernel/models/parts/clopath.h).
#pragma once
#include <cmath>

#include "kernel/base/time.h"
#include "kernel/node/columns.h"
#include "kernel/node/potentials.h"
#include "kernel/node/variable.h"

namespace nestling {

template <class M>
inline constexpr bool filters_potential = requires(const typename M::Params& p) {
  p.traces.history;
};

struct NoPotentials {};

template <class M>
class PotentialRecorder {
 public:
  void add_thread(std::size_t n) {
    auto& local = locals_.emplace_back();
    local.past.resize(n);
    local.slots.resize(n, none);
  }

  // The slot of a node among the histories; entries are made from now on.
  std::uint32_t watch(std::size_t thread, std::uint32_t place, PotentialHistories& all) {
    auto& local = locals_[thread];
    local.histories = &all;
    if (local.slots[place] == none) local.slots[place] = all.add();
    return local.slots[place];
  }

  void clear(std::size_t thread, std::uint32_t place) {
    auto& local = locals_[thread];
    local.past[place].clear();
    if (local.slots[place] != none) (*local.histories)[local.slots[place]].clear();
  }

  // After a step.
  void record(std::size_t thread, std::uint32_t place, const Columns& state, const typename M::Params& params, Step stamp,
              double h) {
    static const auto V = Column(&Equations::V).index, plus = Column(&Equations::traces, &Traces::plus).index,
                      minus = Column(&Equations::traces, &Traces::minus).index,
                      bar_bar = Column(&Equations::traces, &Traces::bar_bar).index;
    auto& local = locals_[thread];
    auto& p = params.traces.history;
    const auto delay = static_cast<std::size_t>(std::max(std::lround(p.delay_u_bars / h), 0l));
    const auto past = local.past[place].exchange({state.at(plus, place), state.at(minus, place)}, delay);
    if (local.slots[place] == none) return;
    auto& history = (*local.histories)[local.slots[place]];
    const double u = state.at(V, place), bar = state.at(bar_bar, place), time = static_cast<double>(stamp);
    if (u > p.theta_plus && past.plus > p.theta_minus)
      history.potentiate(time, p.A_LTP * (u - p.theta_plus) * (past.plus - p.theta_minus) * h);
    if (past.minus > p.theta_minus)
      history.depress(time, p.A_LTD * (past.minus - p.theta_minus) * (p.A_LTD_const ? 1 : bar * bar / p.u_ref_squared));
  }

 private:
  using Equations = typename M::Equations;
  using Traces = decltype(Equations::traces);
  static constexpr std::uint32_t none = ~0u;

  struct Local {  // the nodes of one thread
    std::vector<DelayedPotentials> past;
    std::vector<std::uint32_t> slots;  // of the histories
    PotentialHistories* histories = nullptr;
  };
  std::vector<Local> locals_;
};

}  // namespace nestling
