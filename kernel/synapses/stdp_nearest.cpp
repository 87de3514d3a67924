// Pair rules that count nearest neighbours only: Morrison, Diesmann & Gerstner 2008, Biol Cybern 98:459, Fig. 7.
#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

struct Nearest : SynapseDeclaration {
  using Params = StdpRule;
  static Table parameters() { return StdpRule::table(); }
  using Own = Weight;
  static void check(const auto& v) { check_sign(v.own.weight, "Wmax", v.params.Wmax); }

  struct Factors {
    const StdpRule& rule;
    PreTrace plus;
  };
  // The last spike of the source alone.
  static Factors on_spike(const PreSpike& pre, Trace&, const Params& p, const Common&) {
    return {p, pre_trace(1, pre, p.tau_plus)};
  }
};

struct stdp_nn_symm_synapse : Nearest {
  static constexpr SynapseTraits traits{
      .name = "stdp_nn_symm_synapse",
      .doc = "Plasticity of nearest neighbours: each spike pairs with the last one of the other neuron.",
      .reads_history = true};
  static Real enter(Real w, const Factors& f) { return w / f.rule.Wmax; }
  static Real potentiate(Real v, const Factors& f, const Arrivals& post) {
    return f.rule.potentiate(v, f.plus, post.time);
  }
  static Real depress(Real v, const Factors& f, const PostLanes& post) {
    return f.rule.depress(v, post.nearest_K()) * f.rule.Wmax;
  }
};

struct stdp_nn_restr_synapse : Nearest {
  static constexpr SynapseTraits traits{
      .name = "stdp_nn_restr_synapse",
      .doc = "Plasticity of nearest neighbours, restricted: only immediate pairs of spikes count.",
      .reads_history = true};
  static Real potentiate(Real w, const Factors& f, const Arrivals& post) {
    return select(post.first, f.rule.potentiate(w / f.rule.Wmax, f.plus, post.time), w);
  }
  static Real depress(Real x, const Factors& f, const PostLanes& post) {  // without an arrival x is the weight itself
    return select(post.any(), f.rule.depress(x, post.nearest_K()) * f.rule.Wmax, x);
  }
};

// Spikes of the source add up until one of the target arrives. That depends on the target: the trace is each synapse's
// own.
struct stdp_nn_pre_centered_synapse : Nearest {
  static constexpr SynapseTraits traits{
      .name = "stdp_nn_pre-centered_synapse",
      .doc =
          "Plasticity of nearest neighbours, centred on the source: all its spikes since the last of the target count.",
      .reads_history = true};
  struct Own {
    double weight, Kplus = 0;
  };
  struct Factors {
    const StdpRule& rule;
    PreTrace plus;
    double decay;
  };
  static Factors on_spike(const PreSpike& pre, Trace&, const Params& p, const Common&) {
    return {p, pre_trace(1, pre, p.tau_plus), decayed(pre.since(), p.tau_plus)};
  }
  static double transmit(Own& own, const Factors& f, const Post& post) {
    Real v = own.weight / f.rule.Wmax;
    if (post.begin() != post.end()) {
      PreTrace plus = f.plus;
      plus.K = own.Kplus;
      v = f.rule.potentiate(v, plus, *post.begin());
      own.Kplus = 0;
    }
    own.Kplus = own.Kplus * f.decay + 1;
    return own.weight = (f.rule.depress(v, post.nearest_K()) * f.rule.Wmax).v[0];
  }
};

}  // namespace

SynapseKindPtr make_stdp_nn_symm_synapse() { return synapse_kind<stdp_nn_symm_synapse>(); }
SynapseKindPtr make_stdp_nn_restr_synapse() { return synapse_kind<stdp_nn_restr_synapse>(); }
SynapseKindPtr make_stdp_nn_pre_centered_synapse() { return synapse_kind<stdp_nn_pre_centered_synapse>(); }

}  // namespace nestling
