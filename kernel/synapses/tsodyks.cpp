// Short-term depression and facilitation. tsodyks_synapse: Tsodyks, Uziel & Markram 2000, J Neurosci 20:RC50; resources are
// recovered (x), active (y) or inactive (1 - x - y), and u of the recovered ones are used by a spike.
// tsodyks2_synapse: Markram, Wang & Tsodyks 1998, PNAS 95:5323; Maass & Markram 2002, Neural Netw 15:155.
#include <fmt/format.h>

#include "kernel/synapses/decay.h"
#include "kernel/synapses/live_rows.h"

namespace nestling {

namespace {

struct Resources {
  double U = 0.5, tau_psc = 3, tau_rec = 800, tau_fac = 0;

  static Table table() {
    return {{"U", &Resources::U, "", probability, "Increase of u with each spike"},
            {"tau_psc", &Resources::tau_psc, "ms", positive, "Time constant of the synaptic current of the target"},
            {"tau_rec", &Resources::tau_rec, "ms", positive, "Time constant of the recovery from depression"},
            {"tau_fac", &Resources::tau_fac, "ms", not_negative, "Time constant of facilitation; 0: none"}};
  }

  // What recovers of the active resources in t: (P_z - 1) tau_rec - (P_y - 1) tau_psc over tau_psc - tau_rec, which for equal
  // time constants becomes 1 - P - P t / tau.
  double recovered(double t) const {
    const double y = std::expm1(-t / tau_psc), z = std::expm1(-t / tau_rec);
    if (tau_psc == tau_rec) return -y - (1 + y) * t / tau_psc;
    return (z * tau_rec - y * tau_psc) / (tau_psc - tau_rec);
  }
};

struct Used {
  double x = 1, y = 0, u = 0;

  static Table table() {
    return {{"x", &Used::x, "", any, "Share of the resources that is recovered"},
            {"y", &Used::y, "", any, "Share of the resources that is active"},
            {"u", &Used::u, "", any, "Share of the recovered resources that a spike uses"}};
  }

  void check() const {
    if (x + y > 1) bad_property(fmt::format("x + y must be at most 1, is {}.", x + y));
  }

  // The share of all resources that a spike sets free, t after the one before.
  double release(double t, const Resources& r) {
    const double z = 1 - x - y;
    u *= decayed(t, r.tau_fac);
    x += y * r.recovered(t) - z * std::expm1(-t / r.tau_rec);
    y *= std::exp(-t / r.tau_psc);
    u += r.U * (1 - u);
    const double delta = u * x;
    x -= delta, y += delta;
    return delta;
  }
};

struct tsodyks_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "tsodyks_synapse",
                                        .doc = "Short-term plasticity with three states of the resources."};
  using Params = Resources;
  static Table parameters() { return Resources::table(); }
  using Trace = Used;
  static Table trace() { return Used::table(); }
  struct Own {
    double weight;
  };
  static void check(const auto& v) { v.trace.check(); }

  static double on_spike(const PreSpike& pre, Trace& used, const Params& p, const Common&) {
    return used.release(pre.since(), p);
  }
  static double transmit(const Own& own, double released) { return released * own.weight; }
};

struct tsodyks_synapse_hom : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "tsodyks_synapse_hom",
                                        .doc = "tsodyks_synapse whose weight and parameters are those of the model.",
                                        .common_weight = true};
  using Common = Resources;
  static Table common() { return Resources::table(); }
  using Trace = Used;
  static Table trace() { return Used::table(); }
  struct Own {};
  static void check(const auto& v) { v.trace.check(); }

  static double on_spike(const PreSpike& pre, Trace& used, const Params&, const Common& c) {
    return used.release(pre.since(), c) * pre.weight;
  }
  static double transmit(const Own&, double sent) { return sent; }
};

struct tsodyks2_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "tsodyks2_synapse",
                                        .doc = "Short-term plasticity with two states of the resources."};
  struct Params {
    double U = 0.5, tau_rec = 800, tau_fac = 0;
  };
  static Table parameters() {
    return {{"U", &Params::U, "", probability, "Increase of u with each spike"},
            {"tau_rec", &Params::tau_rec, "ms", positive, "Time constant of the recovery from depression"},
            {"tau_fac", &Params::tau_fac, "ms", not_negative, "Time constant of facilitation; 0: none"}};
  }
  struct Trace {
    double x = 1, u = 0.5;
  };
  static Table trace() {
    return {{"x", &Trace::x, "", any, "Share of the resources that is available"},
            {"u", &Trace::u, "", probability, "Share of the available resources that a spike uses"}};
  }
  struct Own {
    double weight;
  };

  static double on_spike(const PreSpike& pre, Trace& s, const Params& p, const Common&) {
    const double t = pre.since();
    s.x = 1 + (s.x - s.x * s.u - 1) * std::exp(-t / p.tau_rec);
    s.u = p.U + s.u * (1 - p.U) * facilitation(t, p.tau_fac);
    return s.x * s.u;
  }
  static double transmit(const Own& own, double released) { return released * own.weight; }
};

}  // namespace

SynapseKindPtr make_tsodyks_synapse() { return synapse_kind<tsodyks_synapse>(); }
SynapseKindPtr make_tsodyks_synapse_hom() { return synapse_kind<tsodyks_synapse_hom>(); }
SynapseKindPtr make_tsodyks2_synapse() { return synapse_kind<tsodyks2_synapse>(); }

}  // namespace nestling
