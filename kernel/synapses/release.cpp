// Synapses that depress by use, or release at random. ht_synapse: Hill & Tononi 2005, J Neurophysiol 93:1671.
// quantal_stp_synapse: Fuhrmann et al. 2002, J Neurophysiol 87:140; Loebel et al. 2009, Front Comput Neurosci 3:27.
#include "kernel/synapses/decay.h"
#include "kernel/synapses/live_rows.h"

namespace nestling {

namespace {

struct ht_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "ht_synapse", .doc = "Depression: each spike uses up vesicles."};
  struct Params {
    double tau_P = 500, delta_P = 0.125;
  };
  static Table parameters() {
    return {{"tau_P", &Params::tau_P, "ms", positive, "Time constant of the recovery"},
            {"delta_P", &Params::delta_P, "", probability, "Share of the pool that a spike uses"}};
  }
  struct Trace {
    double P = 1;
  };
  static Table trace() { return {{"P", &Trace::P, "", probability, "Pool of vesicles"}}; }
  struct Own {
    double weight;
  };

  static double on_spike(const PreSpike& pre, Trace& s, const Params& p, const Common&) {
    const double sent = 1 - (1 - s.P) * std::exp(-pre.since() / p.tau_P);
    s.P = sent * (1 - p.delta_P);
    return sent;
  }
  static double transmit(const Own& own, double P) { return P * own.weight; }
};

struct bernoulli_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "bernoulli_synapse",
                                        .doc = "Transmits each spike with a certain probability."};
  struct Params {
    double p_transmit = 1;
  };
  static Table parameters() {
    return {{"p_transmit", &Params::p_transmit, "", probability, "Probability of transmission"}};
  }
  struct Own {
    double weight;
  };

  static double on_spike(const PreSpike&, Trace&, const Params& p, const Common&) { return p.p_transmit; }
  static std::optional<double> transmit(const Own& own, double p, Draw& draw) {
    if (draw.uniform() < p) return own.weight;
    return {};
  }
};

struct quantal_stp_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "quantal_stp_synapse",
                                        .doc = "Short-term plasticity of single release sites.",
                                        .integers_in_connect = err::not_implemented};
  struct Params {
    double U = 0.5, tau_rec = 800, tau_fac = 10;
  };
  static Table parameters() {
    return {{"U", &Params::U, "", any, "Increase of u with each spike"},
            {"tau_rec", &Params::tau_rec, "ms", any, "Time constant of the recovery from depression"},
            {"tau_fac", &Params::tau_fac, "ms", any, "Time constant of facilitation; 0: none"}};
  }
  struct Trace {
    double u = 0.5;
  };
  static Table trace() { return {{"u", &Trace::u, "", any, "Probability of release of an available site"}}; }
  struct Own {
    double weight;
    std::int64_t n = 1, a = 1;
  };
  static Table own() {
    return {{"n", &Own::n, "", any, "Number of release sites"}, {"a", &Own::a, "", any, "Sites that are available"}};
  }

  struct Probabilities {
    double recover, release;
  };
  static Probabilities on_spike(const PreSpike& pre, Trace& s, const Params& p, const Common&) {
    s.u = p.U + s.u * (1 - p.U) * facilitation(pre.since(), p.tau_fac);
    return {-std::expm1(-pre.since() / p.tau_rec), s.u};
  }
  static std::optional<double> transmit(Own& own, const Probabilities& p, Draw& draw) {
    const auto happens = [&](std::int64_t tries, double probability) {
      std::int64_t n = 0;
      while (tries-- > 0) n += draw.uniform() < probability;
      return n;
    };
    own.a += happens(own.n - own.a, p.recover);
    const std::int64_t released = happens(own.a, p.release);
    if (released == 0) return {};
    own.a -= released;
    return static_cast<double>(released) * own.weight;
  }
};

}  // namespace

SynapseKindPtr make_ht_synapse() { return synapse_kind<ht_synapse>(); }
SynapseKindPtr make_bernoulli_synapse() { return synapse_kind<bernoulli_synapse>(); }
SynapseKindPtr make_quantal_stp_synapse() { return synapse_kind<quantal_stp_synapse>(); }

}  // namespace nestling
