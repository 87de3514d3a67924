// Plasticity of the FACETS neuromorphic hardware: Schemmel et al. 2006, IJCNN; Pfeil et al. 2012, Front Neurosci 6:90.
// Synapses add up correlations of nearest neighbours. A controller visits one after the other; it compares the sums with
// thresholds, and tables tell the next of 16 weights.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "kernel/synapses/live_rows.h"
#include "kernel/synapses/stdp.h"

namespace nestling {

namespace {

using Integers = std::vector<std::int64_t>;

void require_list(std::string_view name, const Integers& list, std::size_t size, std::int64_t most) {
  require_size(name, list.size(), size);
  for (auto x : list)
    if (x < 0 || x > most) bad_property(fmt::format("{} must hold numbers from 0 to {}; it has {}.", name, most, x));
}

struct stdp_facetshw_synapse_hom : SynapseDeclaration {
  static constexpr SynapseTraits traits{.name = "stdp_facetshw_synapse_hom",
                                        .doc = "Spike-timing dependent plasticity of the FACETS hardware.",
                                        .reads_history = true};
  static constexpr std::size_t n_weights = 16;
  struct Common {
    double tau_plus = 20, tau_minus_stdp = 20, Wmax = 100, weight_per_lut_entry = 100.0 / (n_weights - 1),
           driver_readout_time = 15, readout_cycle_duration = 0;
    std::int64_t no_synapses = 0, synapses_per_driver = 50;
    Integers lookuptable_0{2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 14, 15},
        lookuptable_1{0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13},
        lookuptable_2{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    Integers configbit_0{0, 0, 1, 0}, configbit_1{0, 1, 0, 0}, reset_pattern{1, 1, 1, 1, 1, 1};

    double cycle_of(std::int64_t n) const {
      return std::trunc(static_cast<double>(n - 1) / static_cast<double>(synapses_per_driver) + 1) * driver_readout_time;
    }
    double cycle(std::int64_t n) const { return n == no_synapses ? readout_cycle_duration : cycle_of(n); }
    void enrol(std::int64_t n) {
      readout_cycle_duration = cycle(n);
      no_synapses = n;
    }
  };
  static Table common() {
    return {{"tau_plus", &Common::tau_plus, "ms", any, "Time constant of the causal correlation"},
            {"tau_minus_stdp", &Common::tau_minus_stdp, "ms", any, "Time constant of the acausal correlation"},
            {"Wmax", &Common::Wmax, "", any, "Largest weight"},
            {"weight_per_lut_entry", &Common::weight_per_lut_entry, "", any, "Distance of the weights; follows Wmax"},
            {"no_synapses", &Common::no_synapses, "", not_negative, "Synapses that the controller visits so far"},
            {"synapses_per_driver", &Common::synapses_per_driver, "", positive, "Synapses visited at the same time"},
            {"driver_readout_time", &Common::driver_readout_time, "ms", any, "Time that one visit takes"},
            {"readout_cycle_duration", &Common::readout_cycle_duration, "ms", any, "Time between two visits"},
            {"lookuptable_0", &Common::lookuptable_0, "", any, "Next weights if only the first evaluation holds"},
            {"lookuptable_1", &Common::lookuptable_1, "", any, "Next weights if only the second one holds"},
            {"lookuptable_2", &Common::lookuptable_2, "", any, "Next weights if both hold"},
            {"configbit_0", &Common::configbit_0, "", any, "First evaluation: which sums count, and where"},
            {"configbit_1", &Common::configbit_1, "", any, "Second evaluation"},
            {"reset_pattern", &Common::reset_pattern, "", any, "Which sums each table resets: causal, acausal"}};
  }
  struct Params {
    double a_thresh_th = 21.835, a_thresh_tl = 21.835;
  };
  static Table parameters() {
    return {{"a_thresh_th", &Params::a_thresh_th, "", any, "Upper threshold"},
            {"a_thresh_tl", &Params::a_thresh_tl, "", any, "Lower threshold"}};
  }
  struct Own {
    double weight, a_causal = 0, a_acausal = 0, next_readout_time = 0;
    std::int64_t synapse_id = 0;
    bool init_flag = false;
    std::uint32_t rank = 0;  // among those of the source that wait for its first spike
    bool waits() const { return !init_flag; }
  };
  static Table own() {
    return {{"a_causal", &Own::a_causal, "", any, "Sum of causal correlations: the target fires after the source"},
            {"a_acausal", &Own::a_acausal, "", any, "Sum of acausal correlations"},
            {"next_readout_time", &Own::next_readout_time, "ms", any, "When the controller comes next"},
            {"synapse_id", &Own::synapse_id, "", any, "Number in the order of the visits"},
            {"init_flag", &Own::init_flag, "", any, "Whether the controller knows the synapse"}};
  }

  static void check(const auto& v) {
    require_list("lookuptable_0", v.common.lookuptable_0, n_weights, n_weights - 1);
    require_list("lookuptable_1", v.common.lookuptable_1, n_weights, n_weights - 1);
    require_list("lookuptable_2", v.common.lookuptable_2, n_weights, n_weights - 1);
    require_list("configbit_0", v.common.configbit_0, 4, 1);
    require_list("configbit_1", v.common.configbit_1, 4, 1);
    require_list("reset_pattern", v.common.reset_pattern, 6, 1);
  }
  static void follow(Common& c, const Common& /*before*/, const Dict& changes) {
    const auto given = [&](std::string_view key) { return changes.peek(key) != nullptr; };
    if (given("Wmax") && !given("weight_per_lut_entry")) c.weight_per_lut_entry = c.Wmax / (n_weights - 1);
    if (given("readout_cycle_duration")) return;
    if (given("no_synapses") || given("synapses_per_driver") || given("driver_readout_time"))
      c.readout_cycle_duration = c.cycle_of(c.no_synapses);
  }

  struct Factors {
    const Params& p;
    const Common& c;
    PreSpike pre;
  };
  static Factors on_spike(const PreSpike& pre, Trace&, const Params& p, const Common& c) { return {p, c, pre}; }

  static double transmit(Own& own, const Factors& f, const Post& post) {
    const double now = f.pre.time * f.pre.h, cycle = own.init_flag ? f.c.cycle(f.pre.enrolled) : enrol(own, f);
    if (now > own.next_readout_time) visit(own, f, now, cycle);
    if (post.begin() != post.end()) {
      const double since_last = f.pre.last - f.pre.delay - *post.begin(), since_post = f.pre.delay + post.end()[-1] - f.pre.time;
      own.a_causal += std::exp(since_last * f.pre.h / f.c.tau_plus);
      own.a_acausal += std::exp(since_post * f.pre.h / f.c.tau_minus_stdp);
    }
    return own.weight;
  }

 private:
  static double enrol(Own& own, const Factors& f) {
    own.synapse_id = f.pre.enrolled + own.rank;
    own.next_readout_time = static_cast<double>(own.synapse_id / f.c.synapses_per_driver) * f.c.driver_readout_time;
    own.init_flag = true;
    return f.c.cycle_of(own.synapse_id + 1);
  }

  static bool holds(const Integers& c, const Own& own, const Params& p) {
    const auto weighed = [&](double threshold, std::int64_t causal, std::int64_t acausal) {
      const auto a = static_cast<double>(causal), b = static_cast<double>(acausal);
      return (threshold + a * own.a_causal + b * own.a_acausal) / (1 + a + b);
    };
    return weighed(p.a_thresh_tl, c[2], c[1]) > weighed(p.a_thresh_th, c[0], c[3]);
  }

  static void visit(Own& own, const Factors& f, double now, double cycle) {
    const Common& c = f.c;
    const double nearest = std::round(own.weight / c.weight_per_lut_entry);
    auto entry = static_cast<std::size_t>(std::clamp(std::isnan(nearest) ? 0.0 : nearest, 0.0, n_weights - 1.0));
    const bool first = holds(c.configbit_0, own, f.p), second = holds(c.configbit_1, own, f.p);
    if (first || second) {
      const std::array tables{&c.lookuptable_0, &c.lookuptable_1, &c.lookuptable_2};
      const std::size_t table = first && second ? 2 : first ? 0 : 1;
      entry = static_cast<std::size_t>((*tables[table])[entry]);
      if (c.reset_pattern[2 * table]) own.a_causal = 0;
      if (c.reset_pattern[2 * table + 1]) own.a_acausal = 0;
    }
    own.weight = static_cast<double>(entry) * c.weight_per_lut_entry;
    own.next_readout_time = next_visit(own.next_readout_time, now, cycle);
  }

  // The first of the times that are a cycle apart which is not before now.
  static double next_visit(double last, double now, double cycle) {
    if (!(cycle > 0)) return now;
    const double next = last + std::ceil((now - last) / cycle) * cycle;
    return next < now ? next + cycle : next;
  }
};

}  // namespace

SynapseKindPtr make_stdp_facetshw_synapse_hom() { return synapse_kind<stdp_facetshw_synapse_hom>(); }

}  // namespace nestling
