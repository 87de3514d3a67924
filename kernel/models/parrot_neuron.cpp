// Repeats every spike that arrives on receptor 0, whatever its weight; drops those on receptor 1. parrot_neuron_ps does
// so at the time of each spike, also between the steps of the grid.
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct Parrot {
  static constexpr Signal sends = Signal::spike_or_transition;

  struct Params {};
  struct Factors {};
  struct Input : Channels {
    Real count = 0;
  };
  static Table parameters() { return {}; }
  static Variables variables() { return {}; }
  static std::vector<Receptor> receptors() { return {spike_counts(0, &Input::count), swallowed_spikes(1)}; }
  static Factors prepare(const Params&, const TimeGrid&) { return {}; }
};

struct parrot_neuron : Parrot {
  static constexpr auto name = "parrot_neuron";
  static constexpr auto doc =
      "Repeats every spike that it gets on receptor 0, as many at once as arrive in a step. Receptor 1 takes spikes "
      "and\n"
      "drops them: the end of plastic synapses whose weights alone are of interest.";

  struct State {};
  static Real update(State&, const Factors&, const Input& in) { return in.count; }
};

struct parrot_neuron_ps : Parrot {
  static constexpr auto name = "parrot_neuron_ps";
  static constexpr auto doc =
      "Repeats every spike that it gets on receptor 0 at its precise time. Receptor 1 takes spikes and drops them.";
  static constexpr bool off_grid = true;

  struct State {
    Real offset = 0;
  };
  static Mask update(State& s, const Factors&, const Input& in, OffGrid& off) {
    Mask active = off.any() | (in.count > 0);
    for (auto left = bits(active); left != 0; left &= left - 1) {
      auto lane = static_cast<std::size_t>(std::countr_zero(left));
      for (auto& a : off.arrivals(lane)) off.send(lane, s.offset.v[lane] = a.offset, a.amount);
      if (in.count.v[lane] > 0) off.send(lane, s.offset.v[lane] = 0, in.count.v[lane]);
    }
    return active;
  }
};

}  // namespace

ModelPtr make_parrot_neuron() { return neuron_model<parrot_neuron>(); }
ModelPtr make_parrot_neuron_ps() { return neuron_model<parrot_neuron_ps>(); }

}  // namespace nestling
