// As iaf_psc_exp, with spike times between the steps of the grid. An excursion above the threshold that ends before the
// next event is missed; iaf_psc_exp_ps_lossless finds it.
#include "kernel/models/parts/precise_exponential.h"

namespace nestling {
namespace {

struct iaf_psc_exp_ps : PreciseExponential<iaf_psc_exp_ps> {
  static constexpr auto name = "iaf_psc_exp_ps";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential synaptic currents and precise spike times.";
  static constexpr auto equations =
      "dU/dt = -U / tau_m + (I_syn + I_stim + I_e) / C_m with U = V_m - E_L\n"
      "I_syn: a spike of weight w adds w exp(-t / tau_syn)\n"
      "at V_m >= V_th it fires, at a time found within the step; V_m is then V_reset for t_ref by solving V_m(t) = "
      "V_th";
  static constexpr auto papers =
      "Morrison, Straube, Plesser & Diesmann 2007, Neural Comput 19:47\n"
      "Hanuschkin, Kunkel, Helias, Morrison & Diesmann 2010, Front Neuroinform 4:113";

  struct Params : PreciseExponentialParams {};
  static Table parameters() { return precise_rows() + synapse_rows<Params>(); }
  static void check(const Params& p) { check_precise(p); }
};

}  // namespace

ModelPtr make_iaf_psc_exp_ps() { return neuron_model<iaf_psc_exp_ps>(); }

}  // namespace nestling
