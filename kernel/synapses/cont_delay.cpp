// Delays off the grid. A delay is a whole number of steps less an offset; a target that knows only steps sees the spike in the
// step that contains its exact arrival.
#include "kernel/synapses/live_rows.h"

namespace nestling {

namespace {

struct cont_delay_synapse : SynapseDeclaration {
  static constexpr SynapseTraits traits{
      .name = "cont_delay_synapse",
      .doc = "Synapse of constant weight whose delay need not be a multiple of the resolution; set it by SetDefaults, "
             "CopyModel or SetStatus.",
      .from_devices = true};
  struct Params {
    double delay_offset = 0;  // ms
  };
  struct Own {
    double weight;
  };
  struct Factors {};
  static Factors on_spike(const PreSpike&, Trace&, const Params&, const Common&) { return {}; }
  static double transmit(const Own& own, const Factors&) { return own.weight; }
};

}  // namespace

SynapseKindPtr make_cont_delay_synapse() { return synapse_kind<cont_delay_synapse>(); }

}  // namespace nestling
