// As iaf_psc_alpha_canon, from grid point to grid point: what arrives within a step is carried to its end at once (the
// "prescient" scheme).
#include "kernel/models/parts/precise_alpha.h"

namespace nestling {
namespace {

struct iaf_psc_alpha_presc {
  static constexpr auto name = "iaf_psc_alpha_presc";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents and precise spike times, interpolated in "
      "the step.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w e t / tau_syn exp(-t / tau_syn), which peaks at w\n"
      "at V_m >= V_th it fires, at a time found within the step; V_m is then V_reset for t_ref\n"
      "that time is where a polynomial of degree Interpol_Order through the ends of the step is V_th";
  static constexpr auto papers = "Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47";
  static constexpr bool off_grid = true;

  struct Params : InterpolatingParams {};
  static Table parameters() { return interpolating_rows(not_negative); }
  static void check(const Params& p) { check_precise(p); }

  struct State {
    Real U = 0;
    AlphaOf<Real> syn{};
    Real refractory = 0, offset = 0;
  };
  using Input = PreciseInput;
  static Variables variables() { return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both}}; }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    Real tau_m, C_m, tau_syn, I_e, theta, reset, floor, hold, h, order, P_V, P_0, gain;
    AlphaInterval<Real> syn;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto c = precise_constants(p, grid);
    return {.tau_m = p.tau_m,
            .C_m = p.C_m,
            .tau_syn = p.tau_syn,
            .I_e = p.I_e,
            .theta = c.theta,
            .reset = c.reset,
            .floor = c.floor,
            .hold = grid.steps(p.t_ref),
            .h = grid.h(),
            .order = static_cast<double>(p.Interpol_Order),
            .P_V = std::exp(-grid.h() / p.tau_m),
            .P_0 = constant_to_membrane(p.tau_m, p.C_m, grid.h()),
            .gain = std::numbers::e / p.tau_syn,
            .syn = in_all_lanes<AlphaInterval<Real>>(alpha_interval(p.tau_syn, p.tau_m, p.C_m, grid.h()))};
  }

  // What arrives off the grid contributes to the slope, the current and the potential at the end of the step.
  static void carry(const Factors& f, std::size_t lane, std::span<const Arrival> arrivals, AlphaOf<Real>& syn,
                    Real& dU) {
    for (auto& a : arrivals) {
      double tau = f.tau_syn.v[lane], q = a.amount * f.gain.v[lane], left = q * std::exp(-a.offset / tau);
      syn.dI.v[lane] += left;
      syn.I.v[lane] += left * a.offset;
      dU.v[lane] += q * alpha_to_membrane(tau, f.tau_m.v[lane], f.C_m.v[lane], a.offset);
    }
  }

  // The potential at the end of the step in which refractoriness ends, `free` ms before that.
  static double resumed(const Factors& f, std::size_t lane, const State& s, double free, double current, double dU) {
    double tau = f.tau_syn.v[lane], tau_m = f.tau_m.v[lane], C = f.C_m.v[lane];
    AlphaOf<double> syn{s.syn.dI.v[lane], s.syn.I.v[lane]};
    syn.advance(alpha_interval(tau, tau_m, C, f.h.v[lane] - free));
    return f.reset.v[lane] + constant_to_membrane(tau_m, C, free) * current +
           syn.to_membrane(alpha_interval(tau, tau_m, C, free)) + dU * free / f.h.v[lane];
  }

  static Mask update(State& s, const Factors& f, const Input& in, OffGrid& off) {
    if (off.fresh) fire(s, f, (s.refractory <= 0) & (s.U >= f.theta), f.h * (1 - 0x1p-52), off);
    const State before = s;
    Real current = in.current + f.I_e, dU = 0;
    AlphaOf<Real> carried{0.0, 0.0};
    for (auto left = bits(off.any()); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      carry(f, lane, off.arrivals(lane), carried, dU);
    }
    Real U = max(f.P_V * s.U + f.P_0 * current + s.syn.to_membrane(f.syn) + dU, f.floor);
    s.U = select(s.refractory > 0, s.U, U);
    for (auto left = bits(s.refractory == 1.0); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      s.U.v[lane] = max(resumed(f, lane, before, s.offset.v[lane], current.v[lane], dU.v[lane]), f.floor.v[lane]);
    }
    s.refractory = max(s.refractory - 1, 0);
    s.syn.advance(f.syn);
    s.syn.dI += carried.dI + f.gain * (in.ex + in.in);
    s.syn.I += carried.I;
    Mask spike = (s.refractory <= 0) & (s.U >= f.theta);
    Real when = f.h;
    for (auto left = bits(spike); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      when.v[lane] = time_of_spike(f, lane, before, s, current.v[lane]);
    }
    fire(s, f, spike, f.h - when, off);
    return spike;
  }

  static double time_of_spike(const Factors& f, std::size_t lane, const State& before, const State& after,
                              double current) {
    auto slope = [&](const State& s) {
      return -s.U.v[lane] / f.tau_m.v[lane] + (current + s.syn.I.v[lane]) / f.C_m.v[lane];
    };
    double theta = f.theta.v[lane], h = f.h.v[lane];
    return crossing(static_cast<std::int64_t>(f.order.v[lane]),
                    {before.U.v[lane] - theta, slope(before), after.U.v[lane] - theta, slope(after), h}, h);
  }

  static void fire(State& s, const Factors& f, Mask spike, Real offset, OffGrid& off) {
    s.U = select(spike, f.reset, s.U);
    s.refractory = select(spike, f.hold, s.refractory);
    s.offset = select(spike, offset, s.offset);
    for (auto left = bits(spike); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      off.send(lane, s.offset.v[lane]);
    }
  }
};

}  // namespace

ModelPtr make_iaf_psc_alpha_presc() { return neuron_model<iaf_psc_alpha_presc>(); }

}  // namespace nestling
