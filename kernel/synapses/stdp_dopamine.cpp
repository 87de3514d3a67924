// Plasticity that needs a reward: Izhikevich 2007, Cereb Cortex 17:2443; Potjans, Morrison & Diesmann 2010, Front Comput
// Neurosci 4:141. Pairs of spikes leave an eligibility trace c, dopamine n turns it into a change of the weight:
//   dw/dt = c (n - b),  dc/dt = -c / tau_c + pairs,  dn/dt = -n / tau_n + dopamine spikes / tau_n.
// All of it is integrated exactly from event to event; the weight is kept within its bounds at each of them. At the same time
// spikes of the target come first, then dopamine, then the source.
#include <algorithm>

#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

struct stdp_dopamine_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{
      .name = "stdp_dopamine_synapse",
      .doc = "Plasticity gated by dopamine, which the spikes of the volume_transmitter vt stand for.",
      .reads_history = true,
      .common_in_connect = false};
  struct Common {
    std::int64_t vt = -1;
    double A_plus = 1, A_minus = 1.5, tau_plus = 20, tau_c = 1000, tau_n = 200, b = 0, Wmin = 0, Wmax = 200;
  };
  static Table common() {
    return {{"vt", &Common::vt, "", any, "GID of a volume_transmitter"},
            {"A_plus", &Common::A_plus, "", any, "Size of potentiation"},
            {"A_minus", &Common::A_minus, "", any, "Size of depression"},
            {"tau_plus", &Common::tau_plus, "ms", any, "Time constant of the source's trace"},
            {"tau_c", &Common::tau_c, "ms", any, "Time constant of the eligibility trace"},
            {"tau_n", &Common::tau_n, "ms", any, "Time constant of dopamine"},
            {"b", &Common::b, "", any, "Dopamine that changes nothing"},
            {"Wmin", &Common::Wmin, "", any, "Smallest weight"},
            {"Wmax", &Common::Wmax, "", any, "Largest weight"}};
  }
  struct Trace {
    double Kplus = 0;
    double seen = 0;       // up to when the synapse is integrated, in steps
    double dopamine = 0;   // the time that n is of
  };
  struct Own {
    double weight, c = 0, n = 0;
  };
  static Table own() {
    return {{"c", &Own::c, "", any, "Eligibility trace"}, {"n", &Own::n, "", any, "Concentration of dopamine"}};
  }

  struct Factors {
    const Common& p;
    PreSpike pre;
    PreTrace plus;
    double dopamine;
    bool spike;  // of the source, or the transmitter asks for the state
  };

  static Factors on_spike(const PreSpike& pre, Trace& t, const Params&, const Common& p) {
    const Factors f{p, pre, pre_trace(t.Kplus, pre, p.tau_plus), t.dopamine, true};
    add_spike(t.Kplus, pre, p.tau_plus);
    t.seen = pre.time;
    for (const Modulation& m : pre.modulation)
      if (m.time <= pre.time) t.dopamine = std::max(t.dopamine, m.time);
    return f;
  }
  static Factors on_update(const PreSpike& pre, Trace& t, const Params&, const Common& p) {
    const Factors f{p, pre, pre_trace(t.Kplus, pre, p.tau_plus), t.dopamine, false};
    t.seen = t.dopamine = pre.time;
    return f;
  }

  static double transmit(Own& own, const Factors& f, const Post& post) {
    Walk walk{own, f, f.pre.seen, f.dopamine};
    auto next = f.pre.modulation.begin();
    const auto dopamine_before = [&](auto reached) {
      for (; next != f.pre.modulation.end() && reached(next->time); ++next)
        if (next->time > f.pre.seen) walk.dopamine(*next);
    };
    for (double time : post) {
      const double arrival = time + f.pre.delay;
      dopamine_before([&](double other) { return other < arrival; });
      walk.to(arrival);
      own.c += f.p.A_plus * f.plus.at(time);
    }
    dopamine_before([&](double other) { return other <= f.pre.time; });
    walk.to(f.pre.time);
    if (f.spike) own.c -= f.p.A_minus * post.K();
    else own.n = walk.n();
    return own.weight;
  }

 private:
  struct Walk {
    Own& own;
    const Factors& f;
    double now, n_time;  // steps

    double n() const { return own.n * decayed((now - n_time) * f.pre.h, f.p.tau_n); }
    void to(double time) {
      const double t = (time - now) * f.pre.h, tau_s = f.p.tau_c * f.p.tau_n / (f.p.tau_c + f.p.tau_n);
      const double w = own.weight - own.c * (n() * tau_s * std::expm1(-t / tau_s) -
                                             f.p.b * f.p.tau_c * std::expm1(-t / f.p.tau_c));
      own.weight = std::clamp(w, f.p.Wmin, std::max(f.p.Wmin, f.p.Wmax));
      own.c *= decayed(t, f.p.tau_c);
      now = time;
    }
    void dopamine(const Modulation& m) {
      to(m.time);
      own.n = n() + m.amount / f.p.tau_n;
      n_time = m.time;
    }
  };
};

}  // namespace

SynapseKindPtr make_stdp_dopamine_synapse() { return synapse_kind<stdp_dopamine_synapse>(); }

}  // namespace nestling
