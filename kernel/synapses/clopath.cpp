// Voltage-based plasticity: Clopath et al. 2010, Nat Neurosci 13:344; Clopath & Gerstner 2010, Front Synaptic Neurosci 2:25.
// The target tells in which steps it potentiates and depresses, and how much; the source leaves a trace x_bar.
#include <fmt/format.h>

#include "kernel/synapses/decay.h"
#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

struct clopath_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "clopath_synapse",
                                        .doc = "Plasticity by the potential of the target.",
                                        .reads_potentials = true};
  struct Params {
    double tau_x = 15, Wmin = 0, Wmax = 100;
  };
  static Table parameters() {
    return {{"tau_x", &Params::tau_x, "ms", any, "Time constant of the source's trace"},
            {"Wmin", &Params::Wmin, "", any, "Smallest weight; of the same sign as the weight"},
            {"Wmax", &Params::Wmax, "", any, "Largest weight; of the same sign as the weight"}};
  }
  struct Trace {
    double x_bar = 0;
  };
  static Table trace() { return {{"x_bar", &Trace::x_bar, "", any, "Trace of the source, just after its last spike"}}; }
  using Own = Weight;
  static void check(const auto& v) {
    const double w = v.own.weight, most = v.params.Wmax;
    check_sign(w, "Wmin", v.params.Wmin);
    if ((w > 0) != (most > 0))  // an upper bound of 0 is one of negative weights
      bad_property(fmt::format("weight and Wmax must have the same sign; they are {} and {}.", w, most));
  }

  struct Factors {
    const Params& p;
    PreTrace x;
  };
  static Factors on_spike(const PreSpike& pre, Trace& t, const Params& p, const Common&) {
    const Factors f{p, pre_trace(t.x_bar, pre, p.tau_x)};
    t.x_bar = t.x_bar * std::exp(-pre.since() / p.tau_x) + 1 / p.tau_x;
    return f;
  }
  static double transmit(Own& own, const Factors& f, const PotentialsSeen& post) {
    double w = own.weight;
    for (auto& [time, amount] : post.potentiation) w = std::min(f.p.Wmax, w + amount * f.x.at(time));
    return own.weight = std::max(f.p.Wmin, w - post.depression);
  }
};

}  // namespace

SynapseKindPtr make_clopath_synapse() { return synapse_kind<clopath_synapse>(); }

}  // namespace nestling
