// Binary neuron with a gain that has a linear and a sigmoid part; see parts/binary.h.
#include "kernel/models/parts/binary.h"

namespace nestling {
namespace {

struct Ginzburg {
  static constexpr auto name = "ginzburg_neuron";
  static constexpr auto doc = "Binary stochastic neuron whose gain has a linear and a sigmoid part.";
  static constexpr auto equations =
      "at the times of a Poisson process of mean interval tau_m S becomes 1 with probability\n"
      "  c_1 y + c_2 / 2 (1 + tanh(c_3 (y - theta))), else 0;\n"
      "y = h + I_stim; h is the sum of the weights of the sources whose S is 1";
  static constexpr auto papers =
      "Ginzburg & Sompolinsky 1994, Phys Rev E 50:3171\n"
      "Morrison & Diesmann 2007, Maintaining causality in discrete time neuronal network simulations";
  struct Params : BinaryParams {
    double c_1 = 0, c_2 = 1, c_3 = 1;
  };
  static Table rows() {
    return {{"c_1", &Params::c_1, "", any, "Slope of the linear part"},
            {"c_2", &Params::c_2, "", any, "Height of the sigmoid"},
            {"c_3", &Params::c_3, "", any, "Slope of the sigmoid"}};
  }
  struct Factors {
    Real theta, c_1, c_2, c_3;
  };
  static Factors prepare(const Params& p) { return {p.theta, p.c_1, p.c_2, p.c_3}; }
  static double probability(const Factors& f, std::size_t lane, double y) {
    return f.c_1.v[lane] * y + f.c_2.v[lane] / 2 * (1 + std::tanh(f.c_3.v[lane] * (y - f.theta.v[lane])));
  }
};

}  // namespace

ModelPtr make_ginzburg_neuron() { return neuron_model<BinaryNeuron<Ginzburg>>(); }

}  // namespace nestling
