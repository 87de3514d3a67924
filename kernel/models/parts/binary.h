// Binary neurons (Ginzburg & Sompolinsky 1994, Phys Rev E 50:3171): a state S of 0 or 1 that is drawn anew at the times
// of a Poisson process of mean interval tau_m, with a probability of 1 that follows from the summed, weighted states of
// its sources, h, and from an input current. They tell each other when they change (Morrison & Diesmann 2007).
#pragma once
#include <cmath>

#include "kernel/node/neuron.h"
#include "kernel/random/gamma.h"

namespace nestling {

struct BinaryParams {
  double tau_m = 10, theta = 0;
};

// `Gain` has name, doc, Params (which derive from BinaryParams), rows() of what these add, Factors (of Real;
// prepare(params) makes them), and probability(factors, lane, input).
template <class Gain>
struct BinaryNeuron {
  static constexpr auto name = Gain::name;
  static constexpr auto doc = Gain::doc;
  static constexpr auto equations = Gain::equations;
  static constexpr auto papers = Gain::papers;
  static constexpr Signal sends = Signal::transition;
  static constexpr bool draws_more = true;

  using Params = typename Gain::Params;
  static Table parameters() {
    return Table{{"tau_m", &Params::tau_m, "ms", positive, "Mean interval between updates of the state"},
                 {"theta", &Params::theta, "", any, "Threshold"}} +
           Gain::rows();
  }

  struct State {
    Real h = 0, S = 0;
    Real wait = 0;  // tics from the start of the step to the next update
    Real is_waiting = 0;
  };
  static Variables variables() {
    return {{"h", &State::h, "", "Sum of the weights of sources whose state is 1", Show::watch},
            {"S", &State::S, "", "State", Show::watch}};
  }
  struct Input : Channels {
    Real transitions = 0, current = 0;
  };
  static std::vector<Receptor> receptors() {
    return {nestling::transitions(0, &Input::transitions), arriving_currents(0, &Input::current, Signal::any_current)};
  }

  struct Factors : Gain::Factors {
    Real step, mean_wait;  // tics
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {Gain::prepare(p), static_cast<double>(grid.tics_per_step), p.tau_m * grid.tics_per_ms};
  }

  static Real update(State& s, const Factors& f, const Input& in, const Draws& draws) {
    s.h += in.transitions;
    Real sent = 0, y = s.h + in.current;
    for (auto due = bits((s.wait < 0) | (s.is_waiting < 1)); due != 0; due &= due - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(due));
      auto stream = draws.stream(lane);
      if (s.is_waiting.v[lane] > 0) {
        const double next = stream.uniform() < Gain::probability(f, lane, y.v[lane]) ? 1 : 0;
        if (next != s.S.v[lane]) sent.v[lane] = next + 1;  // spikes
        s.S.v[lane] = next;
      }
      s.is_waiting.v[lane] = 1;
      s.wait.v[lane] += std::round(f.mean_wait.v[lane] * draw_exponential(stream));
    }
    s.wait -= f.step;
    return sent;
  }
};

}  // namespace nestling
