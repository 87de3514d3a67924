// All node models that are built in: a new model is entered here and nowhere else.
#include "kernel/models/ac_generator.h"
#include "kernel/models/correlation_detector.h"
#include "kernel/models/correlomatrix_detector.h"
#include "kernel/models/correlospinmatrix_detector.h"
#include "kernel/models/dc_generator.h"
#include "kernel/models/gamma_sup_generator.h"
#include "kernel/models/inhomogeneous_poisson_generator.h"
#include "kernel/models/mip_generator.h"
#include "kernel/models/multimeter.h"
#include "kernel/models/noise_generator.h"
#include "kernel/models/poisson_generator.h"
#include "kernel/models/poisson_generator_ps.h"
#include "kernel/models/ppd_sup_generator.h"
#include "kernel/models/pulsepacket_generator.h"
#include "kernel/models/sinusoidal_gamma_generator.h"
#include "kernel/models/sinusoidal_poisson_generator.h"
#include "kernel/models/spike_detector.h"
#include "kernel/models/spike_dilutor.h"
#include "kernel/models/spike_generator.h"
#include "kernel/models/spin_detector.h"
#include "kernel/models/step_current_generator.h"
#include "kernel/models/step_rate_generator.h"
#include "kernel/models/subnet.h"
#include "kernel/models/volume_transmitter.h"
#include "kernel/models/weight_recorder.h"

namespace nestling {

// Neurons: made in the file of their name.
ModelPtr make_aeif_cond_alpha();
ModelPtr make_aeif_cond_alpha_RK5();
ModelPtr make_aeif_cond_alpha_multisynapse();
ModelPtr make_aeif_cond_beta_multisynapse();
ModelPtr make_aeif_cond_exp();
ModelPtr make_aeif_psc_alpha();
ModelPtr make_aeif_psc_delta();
ModelPtr make_aeif_psc_delta_clopath();
ModelPtr make_aeif_psc_exp();
ModelPtr make_amat2_psc_exp();
ModelPtr make_erfc_neuron();
ModelPtr make_gif_cond_exp();
ModelPtr make_gif_cond_exp_multisynapse();
ModelPtr make_gif_pop_psc_exp();
ModelPtr make_gif_psc_exp();
ModelPtr make_gif_psc_exp_multisynapse();
ModelPtr make_ginzburg_neuron();
ModelPtr make_glif_cond();
ModelPtr make_glif_psc();
ModelPtr make_hh_cond_beta_gap_traub();
ModelPtr make_hh_cond_exp_traub();
ModelPtr make_hh_psc_alpha();
ModelPtr make_hh_psc_alpha_clopath();
ModelPtr make_hh_psc_alpha_gap();
ModelPtr make_ht_neuron();
ModelPtr make_iaf_chs_2007();
ModelPtr make_iaf_chxk_2008();
ModelPtr make_iaf_cond_alpha();
ModelPtr make_iaf_cond_alpha_mc();
ModelPtr make_iaf_cond_beta();
ModelPtr make_iaf_cond_exp();
ModelPtr make_iaf_cond_exp_sfa_rr();
ModelPtr make_iaf_psc_alpha();
ModelPtr make_iaf_psc_alpha_canon();
ModelPtr make_iaf_psc_alpha_multisynapse();
ModelPtr make_iaf_psc_alpha_presc();
ModelPtr make_iaf_psc_alpha_ps();
ModelPtr make_iaf_psc_delta();
ModelPtr make_iaf_psc_delta_canon();
ModelPtr make_iaf_psc_delta_ps();
ModelPtr make_iaf_psc_exp();
ModelPtr make_iaf_psc_exp_multisynapse();
ModelPtr make_iaf_psc_exp_ps();
ModelPtr make_iaf_psc_exp_ps_lossless();
ModelPtr make_iaf_tum_2000();
ModelPtr make_izhikevich();
ModelPtr make_mat2_psc_exp();
ModelPtr make_mcculloch_pitts_neuron();
ModelPtr make_parrot_neuron();
ModelPtr make_parrot_neuron_ps();
ModelPtr make_pp_pop_psc_delta();
ModelPtr make_pp_psc_delta();

std::vector<ModelPtr> builtin_models() {
  ModelPtr (*const models[])() = {
      device_model<AcGenerator>,
      make_aeif_cond_alpha,
      make_aeif_cond_alpha_RK5,
      make_aeif_cond_alpha_multisynapse,
      make_aeif_cond_beta_multisynapse,
      make_aeif_cond_exp,
      make_aeif_psc_alpha,
      make_aeif_psc_delta,
      make_aeif_psc_delta_clopath,
      make_aeif_psc_exp,
      make_amat2_psc_exp,
      device_model<CorrelationDetector>,
      device_model<CorrelomatrixDetector>,
      device_model<CorrelospinmatrixDetector>,
      device_model<DcGenerator>,
      make_erfc_neuron,
      device_model<GammaSupGenerator>,
      make_gif_cond_exp,
      make_gif_cond_exp_multisynapse,
      make_gif_pop_psc_exp,
      make_gif_psc_exp,
      make_gif_psc_exp_multisynapse,
      make_ginzburg_neuron,
      make_glif_cond,
      make_glif_psc,
      make_hh_cond_beta_gap_traub,
      make_hh_cond_exp_traub,
      make_hh_psc_alpha,
      make_hh_psc_alpha_clopath,
      make_hh_psc_alpha_gap,
      make_ht_neuron,
      make_iaf_chs_2007,
      make_iaf_chxk_2008,
      make_iaf_cond_alpha,
      make_iaf_cond_alpha_mc,
      make_iaf_cond_beta,
      make_iaf_cond_exp,
      make_iaf_cond_exp_sfa_rr,
      make_iaf_psc_alpha,
      make_iaf_psc_alpha_canon,
      make_iaf_psc_alpha_multisynapse,
      make_iaf_psc_alpha_presc,
      make_iaf_psc_alpha_ps,
      make_iaf_psc_delta,
      make_iaf_psc_delta_canon,
      make_iaf_psc_delta_ps,
      make_iaf_psc_exp,
      make_iaf_psc_exp_multisynapse,
      make_iaf_psc_exp_ps,
      make_iaf_psc_exp_ps_lossless,
      make_iaf_tum_2000,
      device_model<InhomogeneousPoissonGenerator>,
      make_izhikevich,
      make_mat2_psc_exp,
      make_mcculloch_pitts_neuron,
      device_model<MipGenerator>,
      device_model<Multimeter>,
      device_model<NoiseGenerator>,
      make_parrot_neuron,
      make_parrot_neuron_ps,
      make_pp_pop_psc_delta,
      device_model<PoissonGenerator>,
      device_model<PoissonGeneratorPs>,
      make_pp_psc_delta,
      device_model<PpdSupGenerator>,
      device_model<PulsePacketGenerator>,
      device_model<SinusoidalGammaGenerator>,
      device_model<SinusoidalPoissonGenerator>,
      device_model<SpikeDetector>,
      device_model<SpikeDilutor>,
      device_model<SpikeGenerator>,
      device_model<SpinDetector>,
      device_model<StepCurrentGenerator>,
      device_model<StepRateGenerator>,
      device_model<Subnet>,
      device_model<Voltmeter>,
      device_model<VolumeTransmitter>,
      device_model<WeightRecorder>,
  };
  std::vector<ModelPtr> result;
  for (auto make : models) result.push_back(make());
  return result;
}

}  // namespace nestling
