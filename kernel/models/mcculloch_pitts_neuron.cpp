// Binary neuron with a sharp threshold; see parts/binary.h.
#include "kernel/models/parts/binary.h"

namespace nestling {
namespace {

struct McCullochPitts {
  static constexpr auto name = "mcculloch_pitts_neuron";
  static constexpr auto doc =
      "Binary neuron: at an update its state becomes 1 if the input is above theta, else 0 (McCulloch & Pitts 1943, "
      "Bull Math "
      "Biophys 5:115).";
  using Params = BinaryParams;
  static Table rows() { return {}; }
  struct Factors {
    Real theta;
  };
  static Factors prepare(const Params& p) { return {p.theta}; }
  static double probability(const Factors& f, std::size_t lane, double y) { return y > f.theta.v[lane] ? 1 : 0; }
};

}  // namespace

ModelPtr make_mcculloch_pitts_neuron() { return neuron_model<BinaryNeuron<McCullochPitts>>(); }

}  // namespace nestling
