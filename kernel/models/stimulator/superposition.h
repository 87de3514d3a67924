// Superpositions of many independent renewal processes that are alike: it is enough to know how many of them are in
// each state (Deger, Helias, Boucsein & Rotter 2012, J Comput Neurosci 32:443).
#pragma once
#include <algorithm>
#include <vector>

#include "kernel/models/stimulator/trains.h"

namespace nestling {

// `Params` has
//   State, start(grid)         numbers of components by state, and what they are at the beginning
//   continues(before, grid)    whether components of other parameters go on with these
//   hazard(stamp, grid)        probability that a component which can make a transition does so in the step
//   advance(state, stream, p)  one step: returns the number of spikes
template <class Params>
class Superposition : public Generator<Params> {
 public:
  Signal sends() const override { return Signal::spike; }

  void prepare(const Environment& env) override {
    const auto start = [&](auto&) { return this->params_.start(env.grid); };
    trains_.prepare(env, this->gid, Components::For::each_connection, start);
    if (!this->params_.continues(prepared_, env.grid) || !(env.grid == grid_)) restart(env);
    prepared_ = this->params_;
    grid_ = env.grid;
  }

  void reset_state(const Environment& env) override { restart(env); }

  void emit(const Emission& e) override {
    const auto active = earlier(this->window_, e.env.grid);
    const Step first = std::max(e.from, active.after) + 1, last = std::min(e.to, active.last);
    std::vector<double> p;
    for (Step s = first; s <= last; ++s) p.push_back(std::min(1.0, this->params_.hazard(s, e.env.grid)));
    trains_.each(e, [&](auto& state, Stream& stream, auto send) {
      for (Step s = first; s <= last; ++s)
        if (const auto n = Params::advance(state, stream, p[static_cast<std::size_t>(s - first)])) send(s, n);
    });
  }

 private:
  using Components = Trains<typename Params::State>;
  void restart(const Environment& env) {
    trains_.change([&](auto& state, Stream&) { state = this->params_.start(env.grid); });
  }

  Components trains_;
  Params prepared_;
  TimeGrid grid_;
};

}  // namespace nestling
