// Generalized integrate-and-fire neuron with exponential synaptic conductances; the noise and the adaptation are in
// parts/gif.h.
#include "kernel/models/parts/conductance.h"
#include "kernel/models/parts/gif.h"

namespace nestling {
namespace {

struct gif_cond_exp {
  using Synapses = Conductances<ExponentialInput>;
  static constexpr auto name = "gif_cond_exp";
  static constexpr auto doc =
      "Generalized integrate-and-fire neuron with exponential synaptic conductances and escape noise.";
  static constexpr auto equations = "C_m dV/dt = g_L (E_L - V) + I_syn + I_e + I_stim - sum of eta_j";
  static constexpr auto further_equations = gif_equations, papers = gif_papers;

  struct Params : GifParams {
    Synapses::Params synapses{.tau = {.tau_syn_ex = 2, .tau_syn_in = 2}};
    double gsl_error_tol = 1e-3;
  };
  static Table parameters() {
    return gif_rows() + rows_of(&Params::synapses) +
           Table{{"gsl_error_tol", &Params::gsl_error_tol, "", positive, "Tolerance of the solver"}};
  }
  static void check(const Params& p) { check_gif(p); }
  static bool noisy(const Params&) { return true; }
  static Real noise(Real uniform) { return gif_noise(uniform); }

  struct State : Gif {
    Synapses synapses{};
    Real suggestion = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  using Groups = std::tuple<ThresholdAdaptation, TriggeredCurrent>;
  static Variables variables() { return Gif::variables() + inside(&State::synapses, Synapses::variables()); }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    GifFactors gif;
    Synapses::Factors synapses;
    Real g_L, I_e, elastance;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.control = {grid.h(), grid.h(), p.gsl_error_tol},
            .gif = gif_factors(p, grid),
            .synapses = Synapses::prepare(p.synapses),
            .g_L = p.g_L,
            .I_e = p.I_e,
            .elastance = 1 / p.C_m};
  }

  struct Equations {
    Real U;
    Synapses synapses;
  };
  static Mask update(State& s, const Factors& f, const Input& in, Real noise, Group<ThresholdAdaptation>& sfa,
                     Group<TriggeredCurrent>& stc) {
    s.adapt(f.gif, sfa, stc);
    Real I = f.I_e + in.current - s.I_stc;
    Equations y{s.U, s.synapses};
    auto slope = [&](const Equations& e) -> Equations {
      Real current = I - f.g_L * e.U + e.synapses.current(e.U + f.gif.E_L, f.synapses);
      return {current * f.elastance, e.synapses.slope(f.synapses)};
    };
    integrate<Scale::absolute>(y, s.suggestion, f.control, slope, [](Mask) {});
    s.U = y.U;
    s.synapses = y.synapses;
    s.synapses.receive(in.ex, in.in, f.synapses);
    return s.fire(f.gif, noise, sfa, stc);
  }
};

}  // namespace

ModelPtr make_gif_cond_exp() { return neuron_model<gif_cond_exp>(); }

}  // namespace nestling
