// Plasticity of inhibition: Vogels et al. 2011, Science 334:1569. Spikes of either neuron strengthen the synapse by the other's
// trace, each spike of the source weakens it by a constant: targets come to fire at alpha / (2 tau).
#include <fmt/format.h>

#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

struct vogels_sprekeler_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "vogels_sprekeler_synapse",
                                        .doc = "Symmetric plasticity that balances excitation with inhibition.",
                                        .weight = 0.5,
                                        .reads_history = true};
  struct Params {
    double tau = 20, alpha = 0.12, eta = 0.001, Wmax = 1;
  };
  static Table parameters() {
    return {{"tau", &Params::tau, "ms", any, "Time constant of the source's trace; give tau_minus of targets the same"},
            {"alpha", &Params::alpha, "", any, "Depression by each spike of the source, 2 tau times the target's rate"},
            {"eta", &Params::eta, "", any, "Learning rate"},
            {"Wmax", &Params::Wmax, "", any, "Largest weight; of the same sign as the weight"}};
  }
  struct Trace {
    double Kplus = 0;
  };
  static Table trace() {
    return {{"Kplus", &Trace::Kplus, "", not_negative, "Trace of the spikes of the source, just after the last"}};
  }
  using Own = Weight;
  static void check(const auto& v) {
    if (v.own.weight != 0) check_sign(v.own.weight, "Wmax", v.params.Wmax);
  }

  struct Factors {
    const Params& p;
    PreTrace plus;
  };
  static Factors on_spike(const PreSpike& pre, Trace& t, const Params& p, const Common&) {
    const Factors f{p, pre_trace(t.Kplus, pre, p.tau)};
    add_spike(t.Kplus, pre, p.tau);
    return f;
  }
  static Real enter(Real weight, const Factors&) { return abs(weight); }
  static Real potentiate(Real w, const Factors& f, const Arrivals& post) {
    return min(w + f.p.eta * f.plus.at(post.time), std::abs(f.p.Wmax));
  }
  static Real depress(Real w, const Factors& f, const PostLanes& post) {
    const Real potentiated = min(w + f.p.eta * post.K(), std::abs(f.p.Wmax));
    return std::copysign(1.0, f.p.Wmax) * max(potentiated - f.p.alpha * f.p.eta, 0.0);
  }
};

}  // namespace

SynapseKindPtr make_vogels_sprekeler_synapse() { return synapse_kind<vogels_sprekeler_synapse>(); }

}  // namespace nestling
