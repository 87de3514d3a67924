// Generalized integrate-and-fire neuron with exponential synaptic currents. A spike acts on the membrane in the step in
// which it arrives.
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/gif.h"

namespace nestling {
namespace {

struct gif_psc_exp {
  static constexpr auto name = "gif_psc_exp";
  static constexpr auto doc =
      "Generalized integrate-and-fire neuron with exponential synaptic currents and escape noise.";
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - V) + I_syn + I_e + I_stim - sum of eta_j\n"
      "a spike of weight w adds w exp(-t / tau_syn) to I_syn";
  static constexpr auto further_equations = gif_equations, papers = gif_papers;

  struct Params : GifParams {
    double tau_syn_ex = 2, tau_syn_in = 2;
  };
  static Table parameters() { return gif_rows() + synapse_rows<Params>(); }
  static void check(const Params& p) { check_gif(p); }
  static bool noisy(const Params&) { return true; }
  static Real noise(Real uniform) { return gif_noise(uniform); }

  struct State : Gif {
    ExponentialCurrent ex, in;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  using Groups = std::tuple<ThresholdAdaptation, TriggeredCurrent>;
  static Variables variables() {
    return Gif::variables() +
           Variables{{"I_syn_ex", {&State::ex, &ExponentialCurrent::I}, "pA", "Excitatory synaptic current"},
                     {"I_syn_in", {&State::in, &ExponentialCurrent::I}, "pA", "Inhibitory synaptic current"}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    GifFactors gif;
    ExponentialFactors ex, in;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.gif = gif_factors(p, grid),
            .ex = exponential_factors(p.tau_syn_ex, p.C_m / p.g_L, p.C_m, grid),
            .in = exponential_factors(p.tau_syn_in, p.C_m / p.g_L, p.C_m, grid)};
  }

  static Mask update(State& s, const Factors& f, const Input& in, Real noise, Group<ThresholdAdaptation>& sfa,
                     Group<TriggeredCurrent>& stc) {
    s.adapt(f.gif, sfa, stc);
    s.ex.advance(f.ex, in.ex);
    s.in.advance(f.in, in.in);
    s.U = s.free(f.gif.membrane, in.current,
                 s.ex.to_membrane(f.ex) + s.in.to_membrane(f.in) - f.gif.membrane.P_0 * s.I_stc);
    return s.fire(f.gif, noise, sfa, stc);
  }
};

}  // namespace

ModelPtr make_gif_psc_exp() { return neuron_model<gif_psc_exp>(); }

}  // namespace nestling
