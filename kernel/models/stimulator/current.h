// Generators of a current that is the same for all targets: a function of time.
#pragma once
#include <algorithm>
#include <span>
#include <string>

#include "kernel/models/stimulator/generator.h"

namespace nestling {

// `Params` has current(stamp, grid), in pA.
template <class Params>
class CurrentGenerator : public Generator<Params> {
 public:
  Signal sends() const override { return Signal::current; }
  std::span<const std::string> recordables() const override {
    static const std::string names[] = {"I"};
    return names;
  }

  void emit(const Emission& e) override {
    const auto active = earlier(this->window_, e.env.grid);
    for (Step s = std::max(e.from, active.after) + 1; s <= std::min(e.to, active.last); ++s) {
      const double I = this->params_.current(s, e.env.grid);
      for (auto& edge : e.edges) e.ring.row(s + edge.delay)[edge.cell] += edge.weight * I;
    }
    show_samples(e, this->index,
                 [&](Step s) { return active.contains(s) ? this->params_.current(s, e.env.grid) : 0.0; });
  }
};

}  // namespace nestling
