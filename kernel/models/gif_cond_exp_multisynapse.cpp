// As gif_cond_exp, with any number of receptors, each with a time constant and a reversal potential of its own.
#include "kernel/models/parts/gif.h"
#include "kernel/models/parts/ports.h"

namespace nestling {
namespace {

struct gif_cond_exp_multisynapse {
  static constexpr auto name = "gif_cond_exp_multisynapse";
  static constexpr auto doc =
      "Generalized integrate-and-fire neuron with exponential conductances on any number of receptors.";
  static constexpr auto equations =
      "C_m dV/dt = g_L (E_L - V) + sum of g_i (E_rev,i - V) + I_e + I_stim - sum of eta_j\n"
      "a spike of weight w on receptor i adds w exp(-t / tau_syn_i) to g_i";
  static constexpr auto further_equations = gif_equations, papers = gif_papers;

  struct Params : GifParams {
    std::vector<double> E_rev{0.0}, tau_syn{2.0};
    double gsl_error_tol = 1e-3;
  };
  static Table parameters() {
    return gif_rows() + Table{E_rev_row(&Params::E_rev),
                              tau_syn_row(&Params::tau_syn),
                              {"gsl_error_tol", &Params::gsl_error_tol, "", positive, "Tolerance of the solver"}};
  }
  static void check(const Params& p) {
    check_gif(p);
    require_size("tau_syn", p.tau_syn.size(), p.E_rev.size(), "E_rev");
  }
  static void show(const Params& p, const auto&, Dict& to) { to["n_receptors"] = p.E_rev.size(); }
  static bool noisy(const Params&) { return true; }
  static Real noise(Real uniform) { return gif_noise(uniform); }

  struct State : Gif {
    Real suggestion = 0;
  };
  struct Input : Channels {
    Real current = 0;
  };
  using Port = ConductancePorts<ExponentialPort, &Params::E_rev, PortCount::can_grow, false>;
  using Groups = std::tuple<ThresholdAdaptation, TriggeredCurrent, Port>;
  static Variables variables() { return Gif::variables(); }
  static std::vector<Receptor> receptors() { return {currents(0, &Input::current)}; }

  struct Factors {
    StepControl control;
    GifFactors gif;
    Real g_L, I_e, elastance;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.control = {grid.h(), grid.h(), p.gsl_error_tol * without_conductances},
            .gif = gif_factors(p, grid),
            .g_L = p.g_L,
            .I_e = p.I_e,
            .elastance = 1 / p.C_m};
  }

  struct Equations {
    Real U;
  };
  static Mask update(State& s, const Factors& f, const Input& in, Real noise, Group<ThresholdAdaptation>& sfa,
                     Group<TriggeredCurrent>& stc, Group<Port>& ports) {
    s.adapt(f.gif, sfa, stc);
    Real I = f.I_e + in.current - s.I_stc;
    Equations y{s.U};
    auto slope = [&](const Equations& e, Real t) -> Equations {
      auto synaptic = Port::at(t, ports);
      return {(I - f.g_L * e.U + synaptic.drive - synaptic.conductance * (e.U + f.gif.E_L)) * f.elastance};
    };
    integrate<Scale::absolute>(y, s.suggestion, f.control, slope, [](Mask) {});
    s.U = y.U;
    s.suggestion = select(Port::advance(f.control.h, ports), refused_weight, s.suggestion);
    return s.fire(f.gif, noise, sfa, stc);
  }
};

}  // namespace

ModelPtr make_gif_cond_exp_multisynapse() { return neuron_model<gif_cond_exp_multisynapse>(); }

}  // namespace nestling
