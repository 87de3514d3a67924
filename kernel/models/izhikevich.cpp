// Simple spiking neuron (Izhikevich 2003, IEEE Trans Neural Netw 14:1569):
//   dV/dt = 0.04 V^2 + 5 V + 140 - u + I,   du/dt = a (b V - u);   V >= V_th: V becomes c, u grows by d,
// by the Euler method with the step of the kernel. The published program, meant for steps of 1 ms, takes V in two half
// steps before u, and adds input spikes to the current instead of the potential. The equations amplify the last digit,
// so every product is rounded: the numbers are those of any processor, with fused operations or without.
#include <limits>

#include "kernel/base/real_math.h"
#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct izhikevich {
  static constexpr auto name = "izhikevich";
  static constexpr auto doc = "Simple spiking neuron of Izhikevich.";
  static constexpr auto equations =
      "dV/dt = 0.04 V^2 + 5 V + 140 - U + I_e + I_stim,   dU/dt = a (b V - U)\n"
      "at V >= V_th it fires: V = c, U jumps by d; a spike of weight w adds w to V\n"
      "forward Euler with the step of the kernel; consistent_integration false: as published, two half steps of V, "
      "with\n"
      "spikes as a current";
  static constexpr auto papers = "Izhikevich 2003, IEEE Trans Neural Netw 14:1569";

  struct Params {
    double a = 0.02, b = 0.2, c = -65, d = 8, V_th = 30, V_min = std::numeric_limits<double>::lowest(), I_e = 0;
    bool consistent_integration = true;
  };
  static Table parameters() {
    return {{"a", &Params::a, "1/ms", any, "Rate of the recovery variable"},
            {"b", &Params::b, "1/ms", any, "Sensitivity of the recovery variable to the potential"},
            {"c", &Params::c, "mV", any, "Potential after a spike"},
            {"d", &Params::d, "mV/ms", any, "Growth of the recovery variable at a spike"},
            {"V_th", &Params::V_th, "mV", any, "Spike threshold"},
            {"V_min", &Params::V_min, "mV", any, "Lower bound of the membrane potential"},
            {"I_e", &Params::I_e, "pA", any, "Constant input current"},
            {"consistent_integration", &Params::consistent_integration, "", any,
             "One Euler step, instead of the published program"}};
  }

  struct State {
    Real V = -65, u = 0;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::V, "mV", "Membrane potential", Show::both},
            {"U_m", &State::u, "mV/ms", "Recovery variable", Show::both}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }

  struct Factors {
    Real h, half, a_h, b, c, d, theta, floor, I_e, consistent;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double h = grid.h();
    return {h, h / 2, h * p.a, p.b, p.c, p.d, p.V_th, p.V_min, p.I_e, p.consistent_integration ? 1.0 : 0.0};
  }

  static Real dV(Real V, Real u, Real I) { return rounded(rounded(0.04 * V) * V) + rounded(5.0 * V) + 140.0 - u + I; }

  static Mask update(State& s, const Factors& f, const Input& in) {
    Real I = f.I_e + in.current;
    Mask consistent = f.consistent > 0.0;
    Real euler = s.V + rounded(f.h * dV(s.V, s.u, I)) + in.spikes;
    Real first = s.V + rounded(f.half * dV(s.V, s.u, I + in.spikes));
    Real published = first + rounded(f.half * dV(first, s.u, I + in.spikes));
    Real V = select(consistent, euler, published);
    s.u += rounded(f.a_h * (rounded(f.b * select(consistent, s.V, published)) - s.u));
    V = max(V, f.floor);
    Mask spike = V >= f.theta;
    s.V = select(spike, f.c, V);
    s.u = select(spike, s.u + f.d, s.u);
    return spike;
  }
};

}  // namespace

ModelPtr make_izhikevich() { return neuron_model<izhikevich>(); }

}  // namespace nestling
