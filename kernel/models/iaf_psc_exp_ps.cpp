// As iaf_psc_exp, with spike times between the steps of the grid (Hanuschkin et al. 2010, Front Neuroinform 4:113). An
// excursion above the threshold that ends before the next event is missed; iaf_psc_exp_ps_lossless finds it.
#include "kernel/models/parts/precise_exponential.h"

namespace nestling {
namespace {

struct iaf_psc_exp_ps : PreciseExponential<iaf_psc_exp_ps> {
  static constexpr auto name = "iaf_psc_exp_ps";
  static constexpr auto doc =
      "Leaky integrate-and-fire neuron with exponential synaptic currents and precise spike times.";

  struct Params : PreciseExponentialParams {};
  static Table parameters() { return precise_rows() + synapse_rows<Params>(); }
  static void check(const Params& p) { check_precise(p); }
};

}  // namespace

ModelPtr make_iaf_psc_exp_ps() { return neuron_model<iaf_psc_exp_ps>(); }

}  // namespace nestling
