// All node models that are built in: a new model is entered here and nowhere else.
#include "kernel/models/ac_generator.h"
#include "kernel/models/dc_generator.h"
#include "kernel/models/inhomogeneous_poisson_generator.h"
#include "kernel/models/multimeter.h"
#include "kernel/models/noise_generator.h"
#include "kernel/models/poisson_generator.h"
#include "kernel/models/sinusoidal_poisson_generator.h"
#include "kernel/models/spike_detector.h"
#include "kernel/models/spike_generator.h"
#include "kernel/models/step_current_generator.h"
#include "kernel/models/subnet.h"

namespace nestling {

// Neurons: made in the file of their name.
ModelPtr make_aeif_cond_alpha();
ModelPtr make_aeif_cond_exp();
ModelPtr make_aeif_psc_alpha();
ModelPtr make_aeif_psc_delta();
ModelPtr make_aeif_psc_delta_clopath();
ModelPtr make_aeif_psc_exp();
ModelPtr make_hh_cond_beta_gap_traub();
ModelPtr make_hh_cond_exp_traub();
ModelPtr make_hh_psc_alpha();
ModelPtr make_hh_psc_alpha_clopath();
ModelPtr make_hh_psc_alpha_gap();
ModelPtr make_iaf_cond_alpha();
ModelPtr make_iaf_cond_beta();
ModelPtr make_iaf_cond_exp();
ModelPtr make_iaf_cond_exp_sfa_rr();
ModelPtr make_iaf_psc_alpha();
ModelPtr make_iaf_psc_alpha_multisynapse();
ModelPtr make_iaf_psc_delta();
ModelPtr make_iaf_psc_exp();
ModelPtr make_iaf_psc_exp_multisynapse();
ModelPtr make_izhikevich();
ModelPtr make_parrot_neuron();

std::vector<ModelPtr> builtin_models() {
  ModelPtr (*const models[])() = {
      device_model<AcGenerator>,
      make_aeif_cond_alpha,
      make_aeif_cond_exp,
      make_aeif_psc_alpha,
      make_aeif_psc_delta,
      make_aeif_psc_delta_clopath,
      make_aeif_psc_exp,
      device_model<DcGenerator>,
      make_hh_cond_beta_gap_traub,
      make_hh_cond_exp_traub,
      make_hh_psc_alpha,
      make_hh_psc_alpha_clopath,
      make_hh_psc_alpha_gap,
      make_iaf_cond_alpha,
      make_iaf_cond_beta,
      make_iaf_cond_exp,
      make_iaf_cond_exp_sfa_rr,
      make_iaf_psc_alpha,
      make_iaf_psc_alpha_multisynapse,
      make_iaf_psc_delta,
      make_iaf_psc_exp,
      make_iaf_psc_exp_multisynapse,
      device_model<InhomogeneousPoissonGenerator>,
      make_izhikevich,
      device_model<Multimeter>,
      device_model<NoiseGenerator>,
      make_parrot_neuron,
      device_model<PoissonGenerator>,
      device_model<SinusoidalPoissonGenerator>,
      device_model<SpikeDetector>,
      device_model<SpikeGenerator>,
      device_model<StepCurrentGenerator>,
      device_model<Subnet>,
      device_model<Voltmeter>,
  };
  std::vector<ModelPtr> result;
  for (auto make : models) result.push_back(make());
  return result;
}

}  // namespace nestling
