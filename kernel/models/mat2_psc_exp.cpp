// Neuron with a threshold on two time scales and exponential synaptic currents; see parts/multi_timescale.h.
#include "kernel/models/parts/multi_timescale.h"

namespace nestling {
namespace {

struct mat2_psc_exp {
  static constexpr auto name = "mat2_psc_exp";
  static constexpr auto doc =
      "Neuron without reset whose threshold jumps at each spike and decays on two time scales; exponential synaptic "
      "currents.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w exp(-t / tau_syn)\n"
      "at V_m >= V_th = omega + theta_1 + theta_2 it fires, unless it did less than t_ref ago; V_m is not reset\n"
      "theta_i jumps by alpha_i at a spike and decays with tau_i";
  static constexpr auto papers = "Kobayashi, Tsubo & Shinomoto 2009, Front Comput Neurosci 3:9";

  struct Params : MultiTimescaleParams {
    Params() { C_m = 100, tau_m = 5, alpha_1 = 37, alpha_2 = 2, omega = -51; }
  };
  static Table parameters() { return multi_timescale_rows(); }
  static void check(const Params& p) { check_multi_timescale(p); }

  using State = MultiTimescale;
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() { return MultiTimescale::variables(); }
  static void show(const Params& p, const State& s, Dict& to) {
    to["V_th"] = p.omega + s.theta_1.v[0] + s.theta_2.v[0];
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  using Factors = MultiTimescaleFactors;
  static Factors prepare(const Params& p, const TimeGrid& grid) { return multi_timescale_factors(p, grid); }

  static Mask update(State& s, const Factors& f, const Input& in) { return s.step(f, in, 0); }
};

}  // namespace

ModelPtr make_mat2_psc_exp() { return neuron_model<mat2_psc_exp>(); }

}  // namespace nestling
