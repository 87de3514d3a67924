// Point process neuron: a leaky membrane, relative to rest, without threshold.
#include <cmath>

#include "kernel/models/propagators.h"
#include "kernel/node/neuron.h"
#include "kernel/random/gamma.h"

namespace nestling {
namespace {

struct pp_psc_delta {
  static constexpr auto name = "pp_psc_delta";
  static constexpr auto doc = "Point process with a leaky potential that jumps at a spike, adaptation and dead time.";
  static constexpr auto equations =
      "dV/dt = -V / tau_m + (I_stim + I_e) / C_m with V_m = V; a spike of weight w adds w\n"
      "fires with the rate c_1 v + c_2 exp(c_3 v), v = V - E_sfa; E_sfa jumps by q_sfa at a spike and decays with "
      "tau_sfa\n"
      "then it is dead for dead_time, fixed or gamma-distributed; dead_time 0: a Poisson number of spikes in each step";
  static constexpr auto papers =
      "Deger, Helias, Cardanobile, Atay & Rotter 2010, Phys Rev E 82:021129\n"
      "Pozzorini, Naud, Mensi & Gerstner 2013, Nat Neurosci 16:942 (adaptation)";

  struct Params {
    double C_m = 250, tau_m = 10, I_e = 0, c_1 = 0, c_2 = 1.238, c_3 = 0.25, dead_time = 1, t_ref_remaining = 0;
    std::int64_t dead_time_shape = 1;
    bool dead_time_random = false, with_reset = true, sfa_as_numbers = false;
    std::vector<double> tau_sfa, q_sfa;
  };
  static Table parameters() {
    static constexpr Constraint at_least_one{[](double x) { return x >= 1; }, ">= 1"};
    return {{"C_m", &Params::C_m, "pF", positive, "Capacitance of the membrane"},
            {"tau_m", &Params::tau_m, "ms", positive, "Time constant of the membrane"},
            {"I_e", &Params::I_e, "pA", any, "Constant input current"},
            {"c_1", &Params::c_1, "1/(s mV)", any, "Linear part of the rate"},
            {"c_2", &Params::c_2, "1/s", any, "Factor of the exponential part of the rate"},
            {"c_3", &Params::c_3, "1/mV", not_negative, "Slope of the exponential part of the rate"},
            {"dead_time", &Params::dead_time, "ms", not_negative, "Dead time after a spike; its mean if it is random"},
            {"dead_time_random", &Params::dead_time_random, "", any, "Gamma-distributed dead times"},
            {"dead_time_shape", &Params::dead_time_shape, "", at_least_one, "Shape of their distribution"},
            {"with_reset", &Params::with_reset, "", any, "Set the potential to rest at a spike"},
            {"t_ref_remaining", &Params::t_ref_remaining, "ms", not_negative, "Without effect"},
            {"tau_sfa", &Params::tau_sfa, "ms", positive, "Time constants of the adaptation", Access::as_number},
            {"q_sfa", &Params::q_sfa, "mV", any, "Its jumps, one for each of tau_sfa", Access::as_number},
            {"", &Params::sfa_as_numbers, "", any, "", Access::internal}};
  }
  static void read(Params& p, const Dict& changes) {
    auto* given = changes.peek("tau_sfa");
    if (given) p.sfa_as_numbers = std::holds_alternative<double>(*given);
  }
  static void check(const Params& p) { require_size("q_sfa", p.q_sfa.size(), p.tau_sfa.size(), "tau_sfa"); }
  // Whoever has a dead time is dead for a step at least.
  static void settle(Params& p, const TimeGrid& grid) {
    if (p.dead_time > 0) p.dead_time = std::max(p.dead_time, grid.h());
  }
  static bool noisy(const Params&) { return true; }
  static constexpr bool draws_more = true;
  static Real noise(Real uniform) { return -log(uniform); }

  struct State {
    Real V = 0, dead = 0, E_sfa = 0;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::V, "mV", "Membrane potential, relative to rest", Show::both},
            {"E_sfa", &State::E_sfa, "mV", "Adaptation before the spike of the step", Show::both}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }
  static void show(const Params& p, const State&, Dict& to) {
    if (!p.sfa_as_numbers) return;
    to["tau_sfa"] = p.tau_sfa.front();
    to["q_sfa"] = p.q_sfa.front();
  }

  struct Sfa {
    struct State {
      Real q = 0;
    };
    struct Factors {
      Real decay, jump;
    };
    static constexpr auto size = &Params::tau_sfa;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
      return {std::exp(-grid.h() / p.tau_sfa[i]), p.q_sfa[i]};
    }
    static Variables variables() { return {}; }
  };
  using Groups = std::tuple<Sfa>;

  struct Factors {
    Real P_V, P_0, I_e, c_1, c_2, c_3, dead, mean_dead, shape, keep;  // shape 0: no random dead time
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double per_step = grid.h() * 1e-3;  // rates are per second
    return {.P_V = std::exp(-grid.h() / p.tau_m),
            .P_0 = constant_to_membrane(p.tau_m, p.C_m, grid.h()),
            .I_e = p.I_e,
            .c_1 = p.c_1 * per_step,
            .c_2 = p.c_2 * per_step,
            .c_3 = p.c_3,
            .dead = grid.steps(p.dead_time),
            .mean_dead = p.dead_time / grid.h(),
            .shape = p.dead_time_random ? static_cast<double>(p.dead_time_shape) : 0.0,
            .keep = p.with_reset ? 0.0 : 1.0};
  }

  // Number of spikes and the dead time after them, of one node that fires. `wait` is the time to the first spike of a
  // Poisson process of unit rate, which is below `expected`.
  static void fire(const Factors& f, std::size_t lane, const Draws& draws, double wait, double expected, Real& n,
                   Real& dead) {
    const bool free = f.dead.v[lane] == 0;
    if (!free && f.shape.v[lane] == 0) return;
    auto stream = draws.stream(lane);
    if (free)
      while ((wait += draw_exponential(stream)) < expected) n.v[lane] += 1;
    else dead.v[lane] = std::ceil(draw_gamma(stream, f.shape.v[lane]) / f.shape.v[lane] * f.mean_dead.v[lane]);
  }

  static Real update(State& s, const Factors& f, const Input& in, Real wait, const Draws& draws, Group<Sfa>& sfa) {
    s.V = f.P_V * s.V + f.P_0 * (in.current + f.I_e) + in.spikes;
    s.E_sfa = 0;
    sfa.each([&](Sfa::State& a, const Sfa::Factors& af) { s.E_sfa += a.q *= af.decay; });
    Real v = s.V - s.E_sfa, expected = f.c_1 * v + f.c_2 * exp(f.c_3 * v);
    Mask fires = (s.dead <= 0) & (wait < expected);
    Real n = select(fires, 1, 0), dead = f.dead;
    for (auto left = bits(fires); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      fire(f, lane, draws, wait.v[lane], expected.v[lane], n, dead);
    }
    s.dead = select(fires, dead, max(s.dead - 1, 0));
    s.V = select(fires, f.keep * s.V, s.V);
    sfa.each([&](Sfa::State& a, const Sfa::Factors& af) { a.q += af.jump * n; });
    return n;
  }
};

}  // namespace

ModelPtr make_pp_psc_delta() { return neuron_model<pp_psc_delta>(); }

}  // namespace nestling
