#include "kernel/models/parts/glif.h"

#include "kernel/models/propagators.h"

namespace nestling {

Table glif_rows() {
  using P = GlifParams;
  return {{"C_m", &P::C_m, "pF", positive, "Capacitance of the membrane"},
          {"t_ref", &P::t_ref, "ms", positive, "Duration of the refractory period"},
          {"E_L", &P::E_L, "mV", any, "Resting potential"},
          {"V_th", &P::V_th, "mV", any, "Threshold at rest"},
          {"V_reset", &P::V_reset, "mV", any, "Potential after a spike, below V_th, without spike_dependent_threshold"},
          {"spike_dependent_threshold", &P::spike_dependent_threshold, "", any,
           "The threshold jumps at a spike, and the reset depends on the potential"},
          {"after_spike_currents", &P::after_spike_currents, "", any, "A spike starts currents"},
          {"adapting_threshold", &P::adapting_threshold, "", any, "The threshold follows the potential"},
          {"th_spike_add", &P::th_spike_add, "mV", any, "Jump of the threshold at a spike"},
          {"th_spike_decay", &P::th_spike_decay, "1/ms", any, "Rate at which that decays"},
          {"th_voltage_index", &P::th_voltage_index, "1/ms", any, "Rate at which the threshold follows the potential"},
          {"th_voltage_decay", &P::th_voltage_decay, "1/ms", any, "Rate at which that decays"},
          {"voltage_reset_fraction", &P::voltage_reset_fraction, "", any, "Part of the potential that a spike leaves"},
          {"voltage_reset_add", &P::voltage_reset_add, "mV", any, "Potential that a spike adds to that"},
          {"asc_init", &P::asc_init, "pA", any, "After-spike currents of new nodes"},
          {"asc_decay", &P::asc_decay, "1/ms", any, "Rates at which after-spike currents decay"},
          {"asc_amps", &P::asc_amps, "pA", any, "Currents that a spike starts"},
          {"asc_r", &P::asc_r, "", any, "Parts of the currents that a spike leaves"}};
}

namespace {

void require(Constraint rule, std::string_view name, double x) {
  if (!rule.holds(x))
    bad_property(std::string(name) + " must be " + std::string(rule.text) + ", is " + std::to_string(x) + ".");
}

void check_after_spike_currents(const GlifParams& p) {
  for (auto& [name, list] : {std::pair{"asc_init", &p.asc_init}, {"asc_amps", &p.asc_amps}, {"asc_r", &p.asc_r}})
    require_size(name, list->size(), p.asc_decay.size(), "asc_decay");
  for (double k : p.asc_decay) require(positive, "asc_decay", k);
  for (double r : p.asc_r) require(probability, "asc_r", r);
}

void require_on(bool on, std::string_view mechanism, std::string_view name, const Dict& changes) {
  if (!on && changes.peek(name))
    bad_property(std::string(name) + " can only be set if " + std::string(mechanism) + " is true.");
}

}  // namespace

void check_glif(const GlifParams& p, const Dict& changes) {
  require_below("V_reset", p.V_reset, "V_th", p.V_th, "mV");
  const bool R = p.spike_dependent_threshold, A = p.after_spike_currents, T = p.adapting_threshold;
  if (T && !(R && A))
    bad_property(
        "adapting_threshold needs spike_dependent_threshold and after_spike_currents: levels 1 to 5 have none, the "
        "first, the second, both, or all three.");
  if (A) check_after_spike_currents(p);
  if (R) {
    require(positive, "th_spike_decay", p.th_spike_decay);
    require(probability, "voltage_reset_fraction", p.voltage_reset_fraction);
  }
  if (T) require(positive, "th_voltage_decay", p.th_voltage_decay);
  require_on(R, "spike_dependent_threshold", "threshold_spike", changes);
  require_on(A, "after_spike_currents", "ASCurrents", changes);
  require_on(T, "adapting_threshold", "threshold_voltage", changes);
}

AfterSpikeCurrent::Factors AfterSpikeCurrent::prepare(const GlifParams& p, std::size_t i, const TimeGrid& grid) {
  if (!p.after_spike_currents) return {.mean = 0.0, .decay = 1.0, .kept = 1.0, .jump = 0.0};
  double k = p.asc_decay[i], h = grid.h();
  return {.mean = phi(-k * h),
          .decay = std::exp(-k * h),
          .kept = p.asc_r[i] * std::exp(-k * p.t_ref),
          .jump = p.asc_amps[i]};
}

GlifFactors glif_factors(const GlifParams& p, double conductance, const TimeGrid& grid) {
  const bool R = p.spike_dependent_threshold, T = p.adapting_threshold;
  double h = grid.h(), a = p.th_voltage_index, b = p.th_voltage_decay;
  return {.decay_s = R ? std::exp(-p.th_spike_decay * h) : 1.0,
          .decay_s_refractory = R ? std::exp(-p.th_spike_decay * p.t_ref) : 1.0,
          .add_s = R ? p.th_spike_add : 0.0,
          .decay_v = T ? std::exp(-b * h) : 1.0,
          .couple_v = T ? a * h * std::exp(-b * h) * phi((b - conductance / p.C_m) * h) : 0.0,
          .rest_v = T ? a * h * phi(-b * h) : 0.0,
          .slope_per_I = 1 / conductance,
          .theta = p.V_th - p.E_L,
          .hold = grid.steps(p.t_ref),
          .reset = R ? p.voltage_reset_add : p.V_reset - p.E_L,
          .reset_fraction = R ? p.voltage_reset_fraction : 0.0};
}

Variables Glif::variables() {
  return {
      {"V_m", &Glif::U, &GlifParams::E_L, "mV", "Membrane potential", Show::both},
      {"ASCurrents_sum", &Glif::asc_sum, "pA", "Sum of the after-spike currents"},
      {"I", &Glif::I_stim, "pA", "Current input"},
      {"threshold", &Glif::threshold, &GlifParams::E_L, "mV", "Threshold"},
      {"threshold_spike", &Glif::theta_s, "mV", "Component of the threshold that jumps at spikes", Show::both},
      {"threshold_voltage", &Glif::theta_v, "mV", "Component of the threshold that follows the potential", Show::both}};
}

}  // namespace nestling
