// Triplet rule, all to all: Pfister & Gerstner 2006, J Neurosci 26:9673.
#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

struct stdp_triplet_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "stdp_triplet_synapse",
                                        .doc = "Plasticity by pairs and triplets of spikes.",
                                        .reads_history = true,
                                        .reads_triplets = true};
  struct Params {
    double tau_plus = 16.8, tau_plus_triplet = 101, Aplus = 5e-10, Aminus = 7e-3;
    double Aplus_triplet = 6.2e-3, Aminus_triplet = 2.3e-4, Wmax = 100;
  };
  static Table parameters() {
    return {{"tau_plus", &Params::tau_plus, "ms", any, "Time constant of the source's fast trace"},
            {"tau_plus_triplet", &Params::tau_plus_triplet, "ms", any, "Time constant of the source's slow trace"},
            {"Aplus", &Params::Aplus, "", any, "Potentiation by pairs"},
            {"Aminus", &Params::Aminus, "", any, "Depression by pairs"},
            {"Aplus_triplet", &Params::Aplus_triplet, "", any, "Potentiation by triplets"},
            {"Aminus_triplet", &Params::Aminus_triplet, "", any, "Depression by triplets"},
            {"Wmax", &Params::Wmax, "", any, "Largest weight; of the same sign as the weight"}};
  }
  struct Trace {
    double Kplus = 0, Kplus_triplet = 0;
  };
  static Table trace() {
    return {{"Kplus", &Trace::Kplus, "", not_negative, "Fast trace of the source, just after its last spike"},
            {"Kplus_triplet", &Trace::Kplus_triplet, "", not_negative, "Slow trace of the source"}};
  }
  using Own = Weight;
  static void check(const auto& v) { check_sign(v.own.weight, "Wmax", v.params.Wmax); }

  struct Factors {
    const Params& p;
    PreTrace plus;
    double depression;
  };
  static Factors on_spike(const PreSpike& pre, Trace& t, const Params& p, const Common&) {
    const double slow = t.Kplus_triplet * decayed(pre.since(), p.tau_plus_triplet);
    const Factors f{p, pre_trace(t.Kplus, pre, p.tau_plus), p.Aminus + p.Aminus_triplet * slow};
    t.Kplus_triplet = slow + 1;
    add_spike(t.Kplus, pre, p.tau_plus);
    return f;
  }
  static Real enter(Real weight, const Factors&) { return abs(weight); }
  static Real potentiate(Real w, const Factors& f, const Arrivals& post) {
    const Real next = w + f.plus.at(post.time) * (f.p.Aplus + f.p.Aplus_triplet * post.K_triplet);
    return min(next, std::abs(f.p.Wmax));
  }
  static Real depress(Real w, const Factors& f, const PostLanes& post) {
    return std::copysign(1.0, f.p.Wmax) * max(w - post.K() * f.depression, 0.0);
  }
};

}  // namespace

SynapseKindPtr make_stdp_triplet_synapse() { return synapse_kind<stdp_triplet_synapse>(); }

}  // namespace nestling
