// Population of N point-process neurons as one node. Neurons are told apart by their age alone, the time since their
// last spike; what was before counts as the average of the population.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "kernel/models/propagators.h"
#include "kernel/node/neuron.h"
#include "kernel/random/binomial.h"

namespace nestling {
namespace {

struct pp_pop_psc_delta {
  static constexpr auto name = "pp_pop_psc_delta";
  static constexpr auto doc =
      "Population of point-process neurons with adaptation as one node, which sends many spikes.";
  static constexpr auto equations =
      "dV/dt = -V / tau_m + (I_stim + I_e) / C_m; a spike of weight w adds w; there is no reset\n"
      "one of the N neurons whose last spike was s ago fires with the rate\n"
      "  rho_0 exp((V + theta(s) + sum over spikes of age s' >= s of (exp(theta(s')) - 1)) / delta_u),\n"
      "  theta(s) = -sum of val_eta_i exp(-s / tau_eta_i)";
  static constexpr auto papers =
      "Naud & Gerstner 2012, PLoS Comput Biol 8:e1002711\n"
      "Deger, Schwalger, Naud & Gerstner 2014, Phys Rev E 90:062704";
  static constexpr bool keeps_spikes = false, draws_more = true;

  struct Params {
    double C_m = 250, tau_m = 10, I_e = 0, rho_0 = 10, delta_u = 1, len_kernel = 5;
    std::int64_t N = 100;
    std::vector<double> tau_eta{10.0}, val_eta{0.0};
    double longest() const { return *std::max_element(tau_eta.begin(), tau_eta.end()) * len_kernel; }
  };
  static Table parameters() {
    return {{"C_m", &Params::C_m, "pF", positive, "Capacitance of the membrane"},
            {"tau_m", &Params::tau_m, "ms", positive, "Time constant of the membrane"},
            {"I_e", &Params::I_e, "pA", any, "Constant input current"},
            {"N", &Params::N, "", positive, "Number of neurons"},
            {"rho_0", &Params::rho_0, "1/s", not_negative, "Rate of firing at rest"},
            {"delta_u", &Params::delta_u, "mV", positive, "Width of the threshold region"},
            {"len_kernel", &Params::len_kernel, "", any, "Oldest age told apart, in units of the largest of tau_eta"},
            {"tau_eta", &Params::tau_eta, "ms", positive, "Time constants of what a spike leaves"},
            {"val_eta", &Params::val_eta, "mV", any, "Its amplitudes, one for each of tau_eta"}};
  }
  static void check(const Params& p) { require_size("val_eta", p.val_eta.size(), p.tau_eta.size(), "tau_eta"); }

  struct State {
    Real V = 0, n_events = 0;
  };
  struct Input : Channels {
    Real spikes = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::V, "mV", "Membrane potential", Show::both},
            {"n_events", &State::n_events, "", "Number of spikes in the last step"}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::spikes), currents(0, &Input::current)}; }
  static void show(const Params&, const State& s, Dict& to) {
    to["n_events"] = static_cast<std::int64_t>(s.n_events.v[0]);
  }

  struct Factors {
    Real P_V, P_0, I_e, rho_0, inverse_delta;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    if (p.tau_eta.empty()) bad_property("tau_eta and val_eta must have one element at least.");
    if (!(p.longest() / grid.h() <= 1e7))
      bad_property(fmt::format("len_kernel ({}) is so large that more than 10^7 ages would have to be told apart.",
                               p.len_kernel));
    return {.P_V = std::exp(-grid.h() / p.tau_m),
            .P_0 = constant_to_membrane(p.tau_m, p.C_m, grid.h()),
            .I_e = p.I_e,
            .rho_0 = p.rho_0 * grid.h() * 1e-3,  // per step
            .inverse_delta = 1 / p.delta_u};
  }

  // Who is how old. Stays as it is unless there are other neurons or other effects of spikes.
  class Memory {
   public:
    void fit(const Params& p, const TimeGrid& grid) {
      auto theta = effects(p, grid);
      if (theta == theta_ && p.N == n_) return;
      theta_ = std::move(theta);
      n_ = p.N;
      per_spike_ = grid.h() * 1e-3;
      ages_.assign(theta_.size(), {});
      older_ = n_;
    }

    // One step of all; -> number of spikes. `at_rest`: expected spikes of a neuron that no spike has an effect on.
    std::int64_t fire(double at_rest, double inverse_delta, Stream stream) {
      std::int64_t fired = 0;
      auto fire_of = [&](std::int64_t& neurons, double effect) {
        double p = neurons > 0 ? -std::expm1(-at_rest * std::exp(effect * inverse_delta)) : 0;
        if (!(p > std::numeric_limits<double>::min())) return;
        auto n = draw_binomial(stream, neurons, p);
        neurons -= n;
        fired += n;
      };
      fire_of(older_, 0.0);
      double average = 0;
      for (std::size_t j = ages_.size(); j-- > 0;) {
        average += std::expm1(theta_[j]) * static_cast<double>(ages_[j].spikes) * per_spike_;
        fire_of(ages_[j].neurons, theta_[j] + average);
      }
      grow_older(fired);
      return fired;
    }

   private:
    struct Age {
      std::int64_t spikes = 0;   // so long ago
      std::int64_t neurons = 0;  // that have not fired since
    };

    static std::vector<double> effects(const Params& p, const TimeGrid& grid) {
      std::vector<double> theta;
      for (std::size_t j = 0; static_cast<double>(j) < p.longest() / grid.h(); ++j) {
        theta.push_back(0);
        for (std::size_t i = 0; i < p.tau_eta.size(); ++i)
          theta.back() -= p.val_eta[i] * std::exp(-static_cast<double>(j) * grid.h() / p.tau_eta[i]);
      }
      return theta;
    }

    void grow_older(std::int64_t fired) {
      ages_.push_front({fired, fired});
      older_ += ages_.back().neurons;
      ages_.pop_back();
    }

    std::vector<double> theta_;  // effect of a spike on its neuron, by age
    std::deque<Age> ages_;       // 0, h, …
    std::int64_t older_ = 0, n_ = 0;
    double per_spike_ = 0;
  };

  static Real update(State& s, const Factors& f, const Input& in, const Draws& draws, Memories<Memory>& populations) {
    s.V = f.P_V * s.V + f.P_0 * (in.current + f.I_e) + in.spikes;
    Real at_rest = f.rho_0 * exp(s.V * f.inverse_delta);
    populations.each([&](std::size_t lane, Memory& population) {
      auto fired = population.fire(at_rest.v[lane], f.inverse_delta.v[lane], draws.stream(lane));
      s.n_events.v[lane] = static_cast<double>(fired);
    });
    return s.n_events;
  }
};

}  // namespace

ModelPtr make_pp_pop_psc_delta() { return neuron_model<pp_pop_psc_delta>(); }

}  // namespace nestling
