// Binary neuron with a sharp threshold; see parts/binary.h.
#include "kernel/models/parts/binary.h"

namespace nestling {
namespace {

struct McCullochPitts {
  static constexpr auto name = "mcculloch_pitts_neuron";
  static constexpr auto doc = "Binary neuron: at an update its state becomes 1 if the input is above theta, else 0.";
  static constexpr auto equations =
      "at the times of a Poisson process of mean interval tau_m S becomes 1 with probability\n"
      "  1 if y > theta, 0 if not;\n"
      "y = h + I_stim; h is the sum of the weights of the sources whose S is 1";
  static constexpr auto papers =
      "McCulloch & Pitts 1943, Bull Math Biophys 5:115\n"
      "Ginzburg & Sompolinsky 1994, Phys Rev E 50:3171\n"
      "Morrison & Diesmann 2007, Maintaining causality in discrete time neuronal network simulations";
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
