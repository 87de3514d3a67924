// Poisson trains whose rate changes with time.
#pragma once
#include <algorithm>
#include <vector>

#include "kernel/models/stimulator/generator.h"
#include "kernel/models/stimulator/poisson.h"

namespace nestling {

// `Params` has rate_at(stamp, grid), in spikes/s; what is not positive means silence.
template <class Params>
class VaryingPoisson : public Generator<Params> {
 public:
  Signal sends() const override { return Signal::spike; }

  void prepare(const Environment& env) override {
    trains_.prepare(env, this->gid, PoissonTrains::Rate::varying);
    tables_.resize(static_cast<std::size_t>(env.n_threads));
  }

  void emit(const Emission& e) override {
    const auto active = one_late(this->window_, e.env.grid);
    const Step last = std::min(e.to, active.last);
    for (Step s = std::max(e.from, active.after); s < last;) {
      const double rate = rate_at(s + 1, e.env);
      Step end = s + 1;
      while (end < last && rate_at(end + 1, e.env) == rate) ++end;
      send(e, table(e, rate, end - s), s, end);
      s = end;
    }
  }

 protected:
  virtual void send(const Emission& e, const PoissonTable& table, Step from, Step to) {
    trains_.emit(e, table, from, to);
  }
  double rate_at(Step s, const Environment& env) const { return std::max(0.0, this->params_.rate_at(s, env.grid)); }

  PoissonTrains trains_;

 private:
  // Each thread keeps the table of the last rate, which may serve for one step only.
  const PoissonTable& table(const Emission& e, double rate, Step steps) {
    const double lambda = rate * e.env.grid.h() / 1000.0;
    auto& table = tables_[static_cast<std::size_t>(e.thread)];
    if (table.lambda() != lambda)
      table = PoissonTable(lambda, trains_.size(e.thread) * static_cast<std::size_t>(steps));
    return table;
  }

  std::vector<PoissonTable> tables_;
};

}  // namespace nestling
