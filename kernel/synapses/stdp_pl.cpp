// Power-law plasticity: Morrison, Aertsen & Diesmann 2007, Neural Comput 19:1437.
#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

struct stdp_pl_synapse_hom : SynapseDeclaration {
  static constexpr SynapseTraits traits{
      .name = "stdp_pl_synapse_hom",
      .doc = "Spike-timing dependent plasticity with power-law potentiation; parameters are those of the model.",
      .reads_history = true};
  struct Common {
    double tau_plus = 20, lambda = 0.1, alpha = 1, mu = 0.4;
  };
  static Table common() {
    return {{"tau_plus", &Common::tau_plus, "ms", positive, "Time constant of the source's trace"},
            {"lambda", &Common::lambda, "", any, "Learning rate"},
            {"alpha", &Common::alpha, "", any, "Depression over potentiation"},
            {"mu", &Common::mu, "", any, "How potentiation depends on the weight: exponent"}};
  }
  struct Trace {
    double Kplus = 0;
  };
  static Table trace() {
    return {{"Kplus", &Trace::Kplus, "", any, "Trace of the spikes of the source, just after the last"}};
  }
  using Own = Weight;

  struct Factors {
    PreTrace plus;
    Real up, down;
    double mu;
  };
  static Factors on_spike(const PreSpike& pre, Trace& t, const Params&, const Common& c) {
    const PreTrace plus = pre_trace(t.Kplus, pre, c.tau_plus);
    const Factors f{plus, c.lambda * plus.K, c.lambda * c.alpha, c.mu};
    add_spike(t.Kplus, pre, c.tau_plus);
    return f;
  }
  static Real potentiate(Real w, const Factors& f, const Arrivals& post) {
    return w + f.up * power_times_exp(w, f.mu, f.plus.exponent(post.time));
  }
  static Real depress(Real w, const Factors& f, const PostLanes& post) {
    w -= f.down * w * post.K();
    return select(w <= 0.0, 0.0, w);  // a weight that was negative is not a number any more, and stays it
  }
};

}  // namespace

SynapseKindPtr make_stdp_pl_synapse_hom() { return synapse_kind<stdp_pl_synapse_hom>(); }

}  // namespace nestling
