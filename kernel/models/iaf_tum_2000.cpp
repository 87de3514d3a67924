// As iaf_psc_exp, with two refractory periods.
#include <fmt/format.h>

#include "kernel/models/parts/current.h"
#include "kernel/models/parts/leaky.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_tum_2000 {
  static constexpr auto name = "iaf_tum_2000";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential synaptic currents, an absolute and a total refractory period.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w exp(-t / tau_syn)\n"
      "at V_m >= V_th it fires; V_m is then V_reset for t_ref_abs, and no spike follows within t_ref_tot";
  static constexpr auto papers = "Tsodyks, Uziel & Markram 2000, J Neurosci 20:RC50";

  struct Params : LeakyParams {
    double t_ref_abs = 2, t_ref_tot = 2, tau_syn_ex = 2, tau_syn_in = 2;
  };
  static Table parameters() {
    return without(
        leaky_rows() +
            Table{
                {"t_ref_abs", &Params::t_ref_abs, "ms", positive, "Time for which the membrane is held after a spike"},
                {"t_ref_tot", &Params::t_ref_tot, "ms", positive, "Time without another spike, at least t_ref_abs"}} +
            synapse_rows<Params>(),
        {"t_ref"});
  }
  static void check(const Params& p) {
    check_leaky(p);
    if (p.t_ref_abs > p.t_ref_tot)
      bad_property(fmt::format("t_ref_abs ({} ms) must not exceed t_ref_tot ({} ms).", p.t_ref_abs, p.t_ref_tot));
  }

  struct State : Leaky {
    ExponentialCurrent ex, in;
    Real silent = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::U, &Params::E_L, "mV", "Membrane potential", Show::both},
            {"I_syn_ex", {&State::ex, &ExponentialCurrent::I}, "pA", "Excitatory synaptic current"},
            {"I_syn_in", {&State::in, &ExponentialCurrent::I}, "pA", "Inhibitory synaptic current"}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }

  struct Factors {
    LeakyFactors membrane;
    ExponentialFactors ex, in;
    Real silence;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    auto membrane = leaky_factors(p, grid);
    membrane.hold = grid.steps(p.t_ref_abs);
    require_a_step("t_ref_abs", p.t_ref_abs, grid);
    return {.membrane = membrane,
            .ex = exponential_factors(p.tau_syn_ex, p.tau_m, p.C_m, grid),
            .in = exponential_factors(p.tau_syn_in, p.tau_m, p.C_m, grid),
            .silence = grid.steps(p.t_ref_tot)};
  }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real U = s.free(f.membrane, in.current, s.ex.to_membrane(f.ex) + s.in.to_membrane(f.in));
    s.U = select(s.held(), s.U, U);
    s.ex.advance(f.ex, in.ex);
    s.in.advance(f.in, in.in);
    Mask spike = s.fire(f.membrane, (s.silent <= 0) & (s.U >= f.membrane.theta));
    s.silent = select(spike, f.silence, max(s.silent - 1, 0));
    return spike;
  }
};

}  // namespace

ModelPtr make_iaf_tum_2000() { return neuron_model<iaf_tum_2000>(); }

}  // namespace nestling
