// Binary neuron with a threshold blurred by Gaussian noise; see parts/binary.h.
#include <numbers>

#include "kernel/models/parts/binary.h"

namespace nestling {
namespace {

struct Erfc {
  static constexpr auto name = "erfc_neuron";
  static constexpr auto doc = "Binary stochastic neuron: a threshold with Gaussian noise.";
  static constexpr auto equations =
      "at the times of a Poisson process of mean interval tau_m S becomes 1 with probability\n"
      "  erfc(-(y - theta) / (sqrt(2) sigma)) / 2, else 0;\n"
      "y = h + I_stim; h is the sum of the weights of the sources whose S is 1";
  static constexpr auto papers =
      "Ginzburg & Sompolinsky 1994, Phys Rev E 50:3171\n"
      "Morrison & Diesmann 2007, Maintaining causality in discrete time neuronal network simulations";
  struct Params : BinaryParams {
    double sigma = 1;
  };
  static Table rows() { return {{"sigma", &Params::sigma, "", any, "Standard deviation of the noise"}}; }
  struct Factors {
    Real theta, sigma;
  };
  static Factors prepare(const Params& p) { return {p.theta, p.sigma}; }
  static double probability(const Factors& f, std::size_t lane, double y) {
    return 0.5 * std::erfc((f.theta.v[lane] - y) / (std::numbers::sqrt2 * f.sigma.v[lane]));
  }
};

}  // namespace

ModelPtr make_erfc_neuron() { return neuron_model<BinaryNeuron<Erfc>>(); }

}  // namespace nestling
