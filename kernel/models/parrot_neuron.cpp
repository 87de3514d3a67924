// Repeats every spike that arrives on receptor 0, whatever its weight; drops those on receptor 1.
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct parrot_neuron {
  static constexpr auto name = "parrot_neuron";
  static constexpr auto doc =
      "Repeats every spike that it gets on receptor 0. Receptor 1 takes spikes and drops them: the end of plastic "
      "synapses "
      "whose weights alone are of interest.";
  static constexpr Signal sends = Signal::spike_or_transition;

  struct Params {};
  struct State {};
  struct Factors {};
  struct Input : Channels {
    Real count = 0;
  };
  static Table parameters() { return {}; }
  static Variables variables() { return {}; }
  static std::vector<Receptor> receptors() { return {spike_counts(0, &Input::count), swallowed_spikes(1)}; }
  static Factors prepare(const Params&, const TimeGrid&) { return {}; }
  static Real update(State&, const Factors&, const Input& in) { return in.count; }
};

}  // namespace

ModelPtr make_parrot_neuron() { return neuron_model<parrot_neuron>(); }

}  // namespace nestling
