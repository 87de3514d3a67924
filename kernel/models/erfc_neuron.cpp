// Binary neuron with a threshold blurred by Gaussian noise; see parts/binary.h.
#include <numbers>

#include "kernel/models/parts/binary.h"

namespace nestling {
namespace {

struct Erfc {
  static constexpr auto name = "erfc_neuron";
  static constexpr auto doc =
      "Binary stochastic neuron: its state becomes 1 with probability erfc(-(y - theta) / (sqrt(2) sigma)) / 2 for an "
      "input y, "
      "as if the threshold had Gaussian noise (McCulloch & Pitts 1943, Bull Math Biophys 5:115).";
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
