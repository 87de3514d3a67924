// As gif_psc_exp, with any number of receptors; here a spike acts on the membrane from the step after its arrival.
#include "kernel/models/parts/current.h"
#include "kernel/models/parts/gif.h"

namespace nestling {
namespace {

struct gif_psc_exp_multisynapse {
  static constexpr auto name = "gif_psc_exp_multisynapse";
  static constexpr auto doc =
      "Generalized integrate-and-fire neuron with exponential synaptic currents on any number of receptors and escape "
      "noise.";
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - V) + I_syn + I_e + I_stim - sum of eta_j\n"
      "a spike of weight w on receptor i adds w exp(-t / tau_syn_i) to I_syn";
  static constexpr auto further_equations = gif_equations, papers = gif_papers;

  struct Params : GifParams {
    std::vector<double> tau_syn{2.0};
  };
  static Table parameters() {
    return gif_rows() + Table{{"tau_syn", &Params::tau_syn, "ms", positive, "Time constant of each receptor"}};
  }
  static void check(const Params& p) { check_gif(p); }
  static bool noisy(const Params&) { return true; }
  static Real noise(Real uniform) { return gif_noise(uniform); }

  using State = Gif;
  struct Input : Channels {
    Real current = 0;
  };
  static Variables variables() { return Gif::variables(); }
  static std::vector<Receptor> receptors() { return {currents(0, &Input::current)}; }

  struct Port {
    using State = ExponentialCurrent;
    using Factors = ExponentialFactors;
    static constexpr auto size = &Params::tau_syn;
    static constexpr auto ports = PortCount::can_grow;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid& grid) {
      return exponential_factors(p.tau_syn[i], p.C_m / p.g_L, p.C_m, grid);
    }
    static Variables variables() { return {}; }
  };
  using Groups = std::tuple<ThresholdAdaptation, TriggeredCurrent, Port>;
  static void show(const Params& p, const State&, Dict& to) { to["n_receptors"] = p.tau_syn.size(); }

  using Factors = GifFactors;
  static Factors prepare(const Params& p, const TimeGrid& grid) { return gif_factors(p, grid); }

  static Mask update(State& s, const Factors& f, const Input& in, Real noise, Group<ThresholdAdaptation>& sfa,
                     Group<TriggeredCurrent>& stc, Group<Port>& ports) {
    s.adapt(f, sfa, stc);
    Real synaptic = 0;
    ports.each([&](ExponentialCurrent& port, const ExponentialFactors& pf, Real arrived) {
      synaptic += port.to_membrane(pf);
      port.advance(pf, arrived);
    });
    s.U = s.free(f.membrane, in.current, synaptic - f.membrane.P_0 * s.I_stc);
    return s.fire(f, noise, sfa, stc);
  }
};

}  // namespace

ModelPtr make_gif_psc_exp_multisynapse() { return neuron_model<gif_psc_exp_multisynapse>(); }

}  // namespace nestling
