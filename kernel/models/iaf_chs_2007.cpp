// Spike-response neuron of the lateral geniculate nucleus, without units: potentials of input spikes, after-potentials
// of its own spikes and, if wanted, noise that was made before.
#include <cmath>
#include <numbers>
#include <vector>

#include "kernel/node/neuron.h"

namespace nestling {
namespace {

struct iaf_chs_2007 {
  static constexpr auto name = "iaf_chs_2007";
  static constexpr auto doc = "Spike-response neuron of Carandini, Horton & Sincich.";
  static constexpr auto equations =
      "V = sum over input spikes of w V_epsp e t / tau_epsp exp(-t / tau_epsp)\n"
      "    - sum over own spikes of V_reset exp(-t / tau_reset) + V_noise noise(t)\n"
      "fires at V >= 1; weights below 0 are ignored";
  static constexpr auto papers = "Carandini, Horton & Sincich 2007, J Vis 7(14):20";

  struct Params {
    double tau_epsp = 8.5, tau_reset = 15.4, V_epsp = 0.77, V_reset = 2.31, V_noise = 0;
    std::vector<double> noise;
  };
  static Table parameters() {
    return {{"tau_epsp", &Params::tau_epsp, "ms", positive, "Time constant of the potential after an input spike"},
            {"tau_reset", &Params::tau_reset, "ms", positive, "Time constant of the after-potential"},
            {"V_epsp", &Params::V_epsp, "", not_negative, "Peak of the potential after an input spike of weight 1"},
            {"V_reset", &Params::V_reset, "", not_negative, "Size of the after-potential"},
            {"V_noise", &Params::V_noise, "", any, "Factor of the noise; up to 0: none"},
            {"noise", &Params::noise, "", any, "Noise of each step, from when it was set"}};
  }

  struct State {
    Real V = 0, epsp = 0, input = 0, after = 0, position = 0;
  };
  struct Input : Channels {
    Real ex = 0, ignored = 0;
  };
  static Variables variables() { return {{"V_m", &State::V, "", "Membrane potential", Show::both}}; }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::ignored)}; }

  struct Sample {
    struct State {};
    struct Factors {
      Real x;
    };
    static constexpr auto size = &Params::noise;
    static Factors prepare(const Params& p, std::size_t i, const TimeGrid&) { return {p.V_noise * p.noise[i]}; }
    static Variables variables() { return {}; }
  };
  using Groups = std::tuple<Sample>;

  struct Factors {
    Real decay, rise, decay_after, V_reset, noisy, n_samples;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    double h = grid.h(), decay = std::exp(-h / p.tau_epsp);
    return {.decay = decay,
            .rise = p.V_epsp * std::numbers::e * decay * h / p.tau_epsp,
            .decay_after = std::exp(-h / p.tau_reset),
            .V_reset = p.V_reset,
            .noisy = p.V_noise > 0 ? 1.0 : 0.0,
            .n_samples = static_cast<double>(p.noise.size())};
  }

  // Where the noise has come to its end, it is 0.
  static Real noise_of(const State& s, const Factors& f, const Group<Sample>& samples) {
    Mask there = (f.noisy > 0.0) & (s.position < f.n_samples);
    Real sum = 0;
    for (std::size_t i = 0; i < lane_count; ++i)
      if (there.v[i]) sum.v[i] = samples.factors(static_cast<std::size_t>(s.position.v[i])).x.v[i];
    return sum;
  }

  static Mask update(State& s, const Factors& f, const Input& in, Group<Sample>& samples) {
    s.epsp = f.decay * s.epsp + f.rise * s.input;
    s.input = f.decay * s.input + in.ex;
    s.after = f.decay_after * s.after;
    Real V = s.epsp + s.after + noise_of(s, f, samples);
    s.position += f.noisy;
    Mask spike = V >= 1.0;
    s.after = select(spike, s.after - f.V_reset, s.after);
    s.V = select(spike, V - f.V_reset, V);
    return spike;
  }

  static void show(const Params& p, const State&, Dict& to) { to["noise"] = p.noise; }  // packed
  static void adjust(const Params&, State& s, const Dict& changes) {
    if (changes.peek("noise")) s.position = 0;
  }
};

}  // namespace

ModelPtr make_iaf_chs_2007() { return neuron_model<iaf_chs_2007>(); }

}  // namespace nestling
