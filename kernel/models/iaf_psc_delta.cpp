// Leaky integrate-and-fire neuron whose potential jumps by the weight of a spike, integrated exactly.
#include <cmath>
#include <limits>

#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_psc_delta {
  static constexpr auto name = "iaf_psc_delta";
  static constexpr auto doc = "Leaky integrate-and-fire neuron whose potential jumps at a spike.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_stim + I_e) / C_m with U = V_m - E_L\n"
      "a spike of weight w adds w to V_m\n"
      "at V_m >= V_th it fires; V_m is then V_reset for t_ref\n"
      "what arrives meanwhile is lost; with refractory_input it decays until the end of that and is added then";
  static constexpr auto papers =
      "Rotter & Diesmann 1999, Biol Cybern 81:381\n"
      "Diesmann, Gewaltig, Rotter & Aertsen 2001, Neurocomputing 38-40:565";

  struct Params : LeakyParams {
    double V_min = std::numeric_limits<double>::lowest();
    bool refractory_input = false;
  };
  static Table parameters() {
    return leaky_rows() +
           Table{{"V_min", &Params::V_min, "mV", any, "Lower bound of the membrane potential"},
                 {"refractory_input", &Params::refractory_input, "", any, "Keep input that arrives while refractory"}};
  }
  static void check(const Params& p) { check_leaky(p); }

  // `fade` is exp(-r h / tau_m) for the r steps of refractoriness that are left.
  struct State : Leaky {
    Real kept = 0, fade = 1;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static Variables variables() { return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both}}; }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }

  struct Factors {
    LeakyFactors membrane;
    Real floor, keep, fade_at_spike, unfade;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double h = grid.h();
    auto membrane = leaky_factors(p, grid);
    // With expm1, neurons with a huge tau_m, which scripts use as integrators, would differ from NEST 2 in the digits
    // that 1 - exp loses.
    membrane.P_0 = (1 - membrane.P_V) * (p.tau_m / p.C_m);
    membrane.drive = membrane.P_0 * p.I_e;
    return {.membrane = membrane,
            .floor = p.V_min - p.E_L,
            .keep = p.refractory_input ? 1.0 : 0.0,
            .fade_at_spike = std::exp(-grid.steps(p.t_ref) * h / p.tau_m),
            .unfade = std::exp(h / p.tau_m)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Mask held = s.held();
    s.U = select(held, s.U, max(s.free(f.membrane, in.current, in.spikes) + s.kept, f.floor));
    s.kept = select(held, s.kept + f.keep * s.fade * in.spikes, 0);
    s.fade = select(held, s.fade * f.unfade, s.fade);
    Mask spike = s.fire(f.membrane);
    s.fade = select(spike, f.fade_at_spike, s.fade);
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_psc_delta() { return neuron_model<iaf_psc_delta>(); }

}  // namespace nestling
