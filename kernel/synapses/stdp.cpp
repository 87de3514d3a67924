// Every pair of a spike of the source and one of the target changes the weight.
#include "kernel/synapses/stdp.h"

#include <fmt/format.h>

#include "kernel/synapses/live_rows.h"

namespace nestling {

void check_sign(double weight, std::string_view bound, double value) {
  if ((weight >= 0) != (value >= 0))
    bad_property(fmt::format("weight and {} must have the same sign; they are {} and {}.", bound, weight, value));
}

namespace {

struct Factors {
  const StdpRule& rule;
  PreTrace plus;
};

struct AllPairs : SynapseDeclaration {
  using Own = Weight;
  static Real enter(Real w, const Factors& f) { return w / f.rule.Wmax; }
  static Real potentiate(Real v, const Factors& f, const Arrivals& post) {
    return f.rule.potentiate(v, f.plus, post.time);
  }
  static Real depress(Real v, const Factors& f, const PostLanes& post) {
    return f.rule.depress(v, post.K()) * f.rule.Wmax;
  }
};

struct Trace {
  double Kplus = 0;
};

Factors start(const PreSpike& pre, Trace& trace, const StdpRule& rule) {
  const Factors f{rule, pre_trace(trace.Kplus, pre, rule.tau_plus)};
  add_spike(trace.Kplus, pre, rule.tau_plus);
  return f;
}

struct stdp_synapse : AllPairs {
  static constexpr SynapseTraits traits{.name = "stdp_synapse",
                                        .doc = "Spike-timing dependent plasticity: all pairs of spikes count.",
                                        .reads_history = true};
  using Params = StdpRule;
  static Table parameters() { return StdpRule::table(); }
  using Trace = nestling::Trace;
  static void check(const auto& v) { check_sign(v.own.weight, "Wmax", v.params.Wmax); }

  static Factors on_spike(const PreSpike& pre, Trace& trace, const Params& p, const Common&) {
    return start(pre, trace, p);
  }
};

struct stdp_synapse_hom : AllPairs {
  static constexpr SynapseTraits traits{.name = "stdp_synapse_hom",
                                        .doc = "stdp_synapse whose parameters are those of the model.",
                                        .reads_history = true};
  using Common = StdpRule;
  static Table common() { return StdpRule::table(); }
  using Trace = nestling::Trace;
  static Table trace() {
    return {{"Kplus", &Trace::Kplus, "", any, "Trace of the spikes of the source, just after the last"}};
  }

  static Factors on_spike(const PreSpike& pre, Trace& trace, const Params&, const Common& c) {
    return start(pre, trace, c);
  }
};

}  // namespace

SynapseKindPtr make_stdp_synapse() { return synapse_kind<stdp_synapse>(); }
SynapseKindPtr make_stdp_synapse_hom() { return synapse_kind<stdp_synapse_hom>(); }

}  // namespace nestling
