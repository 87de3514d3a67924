// Neurons that are integrated exactly from event to event within a step, and fire between the steps of the grid
// (Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47; Hanuschkin et al. 2010, Front Neuroinform 4:113).
// Nodes to which nothing happens in a step take it as a whole, in vectors. A model M derives from EventDriven<M> and
// has
//   Moving<T>            what changes with time; U, the potential relative to E_L, and the synaptic state
//   Constants<T>         of the node: at least those of PreciseConstants
//   Interval<T>          propagators over an interval
//   constants(params, grid), interval(constants, duration)
//   move(moving, interval, constants, current, free)      over an interval; U only where free
//   receive(moving, constants, ex, in)                     weights above and below 0
//   crosses(before, after, constants, duration, current, when)     whether, and when, it fires within an interval
// all for T = Real and T = double, except what is called for double only.
#pragma once
#include <cmath>
#include <cstring>
#include <limits>

#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {

struct PreciseParams : LeakyParams {
  double V_min = -std::numeric_limits<double>::infinity();
};
Table precise_rows(Constraint t_ref_rule = positive);
void check_precise(const PreciseParams& p);

template <class T>
struct PreciseConstants {
  T tau_m, C_m, I_e, theta, reset, floor, hold, h;
};
PreciseConstants<double> precise_constants(const PreciseParams& p, const TimeGrid& grid);

// A struct of doubles from one lane of the same struct of Reals, and back.
template <class Double, class Vector>
Double lane_of(const Vector& v, std::size_t lane) {
  static_assert(sizeof(Vector) / sizeof(Real) == sizeof(Double) / sizeof(double));
  Double d;
  for (std::size_t k = 0; k < sizeof(Double) / sizeof(double); ++k)
    reinterpret_cast<double*>(&d)[k] = reinterpret_cast<const Real*>(&v)[k].v[lane];
  return d;
}
template <class Vector, class Double>
void put_lane(Vector& v, std::size_t lane, const Double& d) {
  static_assert(sizeof(Vector) / sizeof(Real) == sizeof(Double) / sizeof(double));
  for (std::size_t k = 0; k < sizeof(Double) / sizeof(double); ++k)
    reinterpret_cast<Real*>(&v)[k].v[lane] = reinterpret_cast<const double*>(&d)[k];
}
template <class Vector, class Double>
Vector in_all_lanes(const Double& d) {
  Vector v;
  for (std::size_t lane = 0; lane < lane_count; ++lane) put_lane(v, lane, d);
  return v;
}

inline double select(bool yes, double a, double b) { return yes ? a : b; }
inline double max(double a, double b) { return a > b ? a : b; }

struct PreciseInput : Channels {
  Real ex = 0, in = 0, current = 0;  // arrivals on the grid, at the end of the step
};

template <template <class> class Moving>
struct PreciseState {
  Moving<Real> m{};
  Real refractory = 0, offset = 0;  // steps until it ends; offset of the last spike
};

template <template <class> class Constants, template <class> class Interval>
struct PreciseFactors {
  Constants<Real> c;
  Interval<Real> step;
};

template <class M>
struct EventDriven {
  using Input = PreciseInput;
  static constexpr bool off_grid = true;
  static constexpr bool clips_always = false;  // V_min after every interval, or only in steps without events
  static constexpr bool jumps = false;         // spikes move the potential itself

  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }
  template <class Params, class State>
  static void show(const Params&, const State& s, Dict& to) {
    to["is_refractory"] = s.refractory.v[0] > 0;
  }

  template <class Params>
  static auto prepare(const Params& p, const TimeGrid& grid) {
    auto c = M::constants(p, grid);
    return typename M::Factors{in_all_lanes<decltype(M::Factors::c)>(c),
                               in_all_lanes<decltype(M::Factors::step)>(M::interval(c, grid.h()))};
  }

  template <class State, class Factors>
  static Mask update(State& s, const Factors& f, const Input& in, OffGrid& off) {
    const State before = s;
    Mask free = s.refractory <= 0;
    M::move(s.m, f.step, f.c, in.current + f.c.I_e, free);
    s.m.U = select(free, max(s.m.U, f.c.floor), s.m.U);
    Mask eventful = off.any() | (s.refractory == 1.0) | (free & (s.m.U >= f.c.theta));
    if (off.fresh) eventful = eventful | (free & (before.m.U >= f.c.theta));
    if constexpr (requires { M::may_cross(before.m, s.m, f.c, in.current); })
      eventful = eventful | (free & M::may_cross(before.m, s.m, f.c, in.current + f.c.I_e));
    if constexpr (M::jumps) eventful = eventful | (in.ex > 0) | (in.in < 0);
    else M::receive(s.m, f.c, in.ex, in.in);
    s.refractory = max(s.refractory - 1, 0);
    for (auto left = bits(eventful); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      One one(before, f, in.current.v[lane], lane, off);
      one.step(off.arrivals(lane), in.ex.v[lane], in.in.v[lane]);
      one.put(s, lane);
    }
    return eventful;
  }

 private:
  // One node in one step.
  class One {
   public:
    using Moving = decltype(M::scalar(typename M::State{}.m));
    using Constants = decltype(M::scalar(typename M::Factors{}.c));

    template <class State, class Factors>
    One(const State& s, const Factors& f, double I_stim, std::size_t lane, OffGrid& off)
        : m_(lane_of<Moving>(s.m, lane)),
          c_(lane_of<Constants>(f.c, lane)),
          current_(I_stim + c_.I_e),
          refractory_(s.refractory.v[lane]),
          spike_(s.offset.v[lane]),
          now_(c_.h),
          lane_(lane),
          off_(off) {}

    void step(std::span<const Arrival> arrivals, double ex, double in) {
      held_ = refractory_ > 0;
      ends_ = refractory_ == 1;
      if (held_) refractory_ -= 1;
      if (off_.fresh && !held_ && m_.U >= c_.theta) fire(c_.h * (1 - 0x1p-52));
      for (std::size_t i = 0; i < arrivals.size();) {
        const double when = arrivals[i].offset;
        double up = 0, down = 0;
        for (; i < arrivals.size() && arrivals[i].offset == when; ++i)
          (arrivals[i].amount >= 0 ? up : down) += arrivals[i].amount;
        advance(when);
        receive(up, down);
      }
      advance(0);
      receive(ex, in);
    }

    template <class State>
    void put(State& s, std::size_t lane) const {
      put_lane(s.m, lane, m_);
      s.refractory.v[lane] = refractory_;
      s.offset.v[lane] = spike_;
    }

   private:
    void advance(double to) {
      if (ends_ && spike_ >= to) {
        move(spike_);
        held_ = ends_ = false;
      }
      move(to);
    }

    void move(double to) {
      const double duration = now_ - to;
      now_ = to;
      if (!(duration > 0)) return;
      const auto before = m_;
      M::move(m_, M::interval(c_, duration), c_, current_, !held_);
      if (held_) return;
      if (M::clips_always) m_.U = max(m_.U, c_.floor);
      double when = 0;
      if (M::crosses(before, m_, c_, duration, current_, when)) fire(to + (duration - when));
    }

    void receive(double ex, double in) {
      if (M::jumps && held_) return;
      M::receive(m_, c_, ex, in);
      if (M::jumps && m_.U >= c_.theta) fire(now_);
    }

    void fire(double offset) {
      off_.send(lane_, offset);
      m_.U = c_.reset;
      held_ = true;
      refractory_ = c_.hold;
      spike_ = offset;
    }

    Moving m_;
    Constants c_;
    double current_, refractory_, spike_, now_;
    std::size_t lane_;
    OffGrid& off_;
    bool held_ = false, ends_ = false;
  };
};

// When U reaches the threshold, which it does within the interval: by regula falsi, with halved weight for an end that
// stays (Illinois).
template <class M, class Moving, class Constants>
double first_crossing(const Moving& start, const Constants& c, double low, double high, double current) {
  auto excess = [&](double t) {
    auto m = start;
    M::move(m, M::interval(c, t), c, current, true);
    return m.U - c.theta;
  };
  double at_low = low > 0 ? excess(low) : start.U - c.theta, at_high = excess(high);
  double t = high;
  for (int i = 0, side = 0; i < 100 && std::abs(at_high - at_low) > 0; ++i) {
    double next = (low * at_high - high * at_low) / (at_high - at_low);
    if (next == t && i > 0) break;
    t = next;
    double e = excess(t);
    if (std::abs(e) < 1e-14) break;
    if (e > 0) {
      high = t, at_high = e;
      if (side == 1) at_low /= 2;
      side = 1;
    } else {
      low = t, at_low = e;
      if (side == -1) at_high /= 2;
      side = -1;
    }
  }
  return t;
}

}  // namespace nestling
