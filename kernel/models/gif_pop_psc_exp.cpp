// Population of N generalized integrate-and-fire neurons as one node: neurons are told apart by the time since their
// last spike. A cohort fired together; of it m have not fired since, with potential u, and v is the variance that m has
// as its mean is followed. Cohorts older than len_kernel steps are one. The number of spikes is drawn around the mean
// that the theory gives.
#include <cmath>
#include <deque>

#include "kernel/models/parts/current.h"
#include "kernel/models/propagators.h"
#include "kernel/node/neuron.h"
#include "kernel/random/binomial.h"
#include "kernel/random/poisson.h"

namespace nestling {
namespace {

struct gif_pop_psc_exp {
  static constexpr auto name = "gif_pop_psc_exp";
  static constexpr auto doc =
      "Population of generalized integrate-and-fire neurons as one node, which sends many spikes.";
  static constexpr auto equations =
      "dV/dt = -(V - E_L) / tau_m + (I_syn + I_stim + I_e) / C_m for neurons that have not fired for long\n"
      "a spike of weight w gives each neuron a current w exp(-t / tau_syn)\n"
      "one of a cohort of age s, with potential u, fires with the intensity\n"
      "  lambda_0 exp((u - V_T_star - gamma(s) - effect of the earlier spikes of all) / Delta_V),\n"
      "  gamma(t) = sum of q_sfa_j exp(-t / tau_sfa_j); then u = V_reset and it is silent for t_ref";
  static constexpr auto papers = "Schwalger, Deger & Gerstner 2017, PLoS Comput Biol 13:e1005507";
  static constexpr bool keeps_spikes = false, draws_more = true;

  struct Params {
    double C_m = 250, tau_m = 20, t_ref = 4, E_L = 0, V_reset = 0, V_T_star = 15, Delta_V = 2, lambda_0 = 10, I_e = 0;
    double tau_syn_ex = 3, tau_syn_in = 6;
    std::int64_t N = 100, len_kernel = -1;
    bool BinoRand = true;
    std::vector<double> tau_sfa{300.0}, q_sfa{0.5};

    double gamma(double t) const {
      double sum = 0;
      for (std::size_t j = 0; j < tau_sfa.size(); ++j) sum += q_sfa[j] * std::exp(-t / tau_sfa[j]);
      return sum;
    }
  };
  static Table parameters() {
    return Table{{"C_m", &Params::C_m, "pF", positive, "Capacitance of the membrane"},
                 {"tau_m", &Params::tau_m, "ms", positive, "Time constant of the membrane"},
                 {"t_ref", &Params::t_ref, "ms", not_negative, "Duration of the refractory period"},
                 {"E_L", &Params::E_L, "mV", any, "Resting potential"},
                 {"V_reset", &Params::V_reset, "mV", any, "Potential after a spike"},
                 {"V_T_star", &Params::V_T_star, "mV", any, "Threshold without adaptation"},
                 {"Delta_V", &Params::Delta_V, "mV", positive, "Width of the threshold region"},
                 {"lambda_0", &Params::lambda_0, "1/s", not_negative, "Intensity of firing at the threshold"},
                 {"I_e", &Params::I_e, "pA", any, "Constant input current"},
                 {"N", &Params::N, "", positive, "Number of neurons"},
                 {"len_kernel", &Params::len_kernel, "", any,
                  "Cohorts told apart, in steps; below 1: as many as adaptation needs, found when a simulation starts"},
                 {"BinoRand", &Params::BinoRand, "", any, "Draw binomial numbers of spikes, not Poisson numbers"},
                 {"tau_sfa", &Params::tau_sfa, "ms", positive, "Time constants of the moving threshold"},
                 {"q_sfa", &Params::q_sfa, "mV", any, "Its jumps at a spike, one for each of tau_sfa"}} +
           synapse_rows<Params>();
  }
  static void check(const Params& p) { require_size("q_sfa", p.q_sfa.size(), p.tau_sfa.size(), "tau_sfa"); }

  // From what is surely enough down to where a spike has a tenth of Delta_V of effect, but beyond the membrane's memory
  // and refractoriness.
  static void settle(Params& p, const TimeGrid& grid) {
    if (p.tau_sfa.empty()) bad_property("tau_sfa and q_sfa must have one element at least.");
    if (p.len_kernel >= 1) return;
    const double h = grid.h(), longest = 20000;  // ms
    auto k = static_cast<std::int64_t>(longest / h);
    const auto shortest = static_cast<std::int64_t>(5 * p.tau_m / h);
    while (p.gamma(static_cast<double>(k) * h) / p.Delta_V < 0.1 && k > shortest) --k;
    if (static_cast<double>(k) * h <= p.t_ref) k = static_cast<std::int64_t>(p.t_ref / h) + 1;
    p.len_kernel = k;
  }

  struct State {
    Real V = 0, I_ex = 0, I_in = 0, E_sfa = 0, mean = 0, n_events = 0;
  };
  struct Input : Channels {
    Real ex = 0, in = 0, current = 0;
  };
  static Variables variables() {
    return {{"V_m", &State::V, "mV", "Potential of neurons that have not fired for long", Show::both},
            {"I_syn_ex", &State::I_ex, "pA", "Excitatory synaptic current", Show::both},
            {"I_syn_in", &State::I_in, "pA", "Inhibitory synaptic current", Show::both},
            {"E_sfa", &State::E_sfa, "mV", "Threshold of neurons that have not fired for long", Show::watch},
            {"mean", &State::mean, "", "Expected number of spikes in the last step", Show::watch},
            {"n_events", &State::n_events, "", "Number of spikes in the last step"}};
  }
  static std::vector<Receptor> receptors() { return {spikes(0, &Input::ex, &Input::in), currents(0, &Input::current)}; }
  static void show(const Params&, const State& s, Dict& to) {
    to["n_events"] = static_cast<std::int64_t>(s.n_events.v[0]);
  }

  // The weights that arrive in a step are spread evenly over it.
  struct SpreadFactors {
    Real spread, decay, P_I;
  };
  static SpreadFactors spread(double tau, const Params& p, const TimeGrid& grid) {
    return {tau / grid.h(), std::exp(-grid.h() / tau), exponential_to_membrane(tau, p.tau_m, p.C_m, grid.h())};
  }
  struct Factors {
    Real P_V, P_0, E_L, I_e;
    SpreadFactors ex, in;
  };
  static Factors prepare(const Params& p, const TimeGrid& grid) {
    return {.P_V = std::exp(-grid.h() / p.tau_m),
            .P_0 = constant_to_membrane(p.tau_m, p.C_m, grid.h()),
            .E_L = p.E_L,
            .I_e = p.I_e,
            .ex = spread(p.tau_syn_ex, p, grid),
            .in = spread(p.tau_syn_in, p, grid)};
  }

  class Memory {
   public:
    struct Outcome {
      double threshold, mean;
      std::int64_t fired;
    };

    void fit(const Params& p, const TimeGrid& grid);
    // One step of all; `input`: what the membrane of every neuron gets, on top of what it keeps.
    Outcome fire(double V, double input, Stream stream);

   private:
    struct Cohort {
      double spikes, m, v = 0, u, lambda = 0;
    };
    struct Sum {  // over cohorts: parts of the mean, and of what corrects it
      double W = 0, X = 0, Y = 0, Z = 0;
    };

    double intensity(double above) const { return p_.lambda_0 * std::exp(above / p_.Delta_V); }
    // Of firing in a step, from the intensities at its ends (per second, h in ms).
    double expected(double before, double after) const { return 0.0005 * (before + after) * h_; }
    double threshold_of_free();
    Sum age(double threshold, double input);
    std::int64_t draw(double mean, Stream& stream) const;

    Params p_;
    double h_ = 0, P_V_ = 0;
    std::size_t held_ = 0;                // steps of refractoriness
    std::vector<double> theta_, effect_;  // of a cohort's spikes on itself, and on all others; the oldest first
    std::vector<double> g_, g_decay_, g_weight_;
    std::deque<Cohort> cohorts_;              // the oldest first
    double x_ = 0, z_ = 0, lambda_free_ = 0;  // those who are older: number, variance, intensity
  };

  static Real update(State& s, const Factors& f, const Input& in, const Draws& draws, Memories<Memory>& populations) {
    Real input = f.P_0 * (in.current + f.I_e) + f.E_L;
    auto receive = [&](Real& I, Real weights, const SpreadFactors& synapse) {
      Real constant = weights * synapse.spread;
      input += f.P_0 * constant + synapse.P_I * (I - constant);
      I = constant + (I - constant) * synapse.decay;
    };
    receive(s.I_ex, in.ex, f.ex);
    receive(s.I_in, in.in, f.in);
    s.V = (s.V - f.E_L) * f.P_V + input;
    populations.each([&](std::size_t lane, Memory& population) {
      auto [threshold, mean, fired] = population.fire(s.V.v[lane], input.v[lane], draws.stream(lane));
      s.E_sfa.v[lane] = threshold;
      s.mean.v[lane] = mean;
      s.n_events.v[lane] = static_cast<double>(fired);
    });
    return s.n_events;
  }
};

void gif_pop_psc_exp::Memory::fit(const Params& p, const TimeGrid& grid) {
  const auto length = static_cast<std::size_t>(p.len_kernel);
  const bool others = p.N != p_.N || length != cohorts_.size() || p.tau_sfa != p_.tau_sfa || grid.h() != h_;
  p_ = p;
  h_ = grid.h();
  P_V_ = std::exp(-h_ / p.tau_m);
  held_ = static_cast<std::size_t>(grid.steps(p.t_ref));
  const double N = static_cast<double>(p.N);
  theta_.clear(), effect_.clear(), g_decay_.clear(), g_weight_.clear();
  for (std::size_t k = 0; k < length; ++k) {
    theta_.push_back(p.gamma(static_cast<double>(length - k) * h_));
    effect_.push_back(-p.Delta_V * std::expm1(-theta_.back() / p.Delta_V) / N);
  }
  for (std::size_t j = 0; j < p.tau_sfa.size(); ++j) {
    g_decay_.push_back(std::exp(-h_ / p.tau_sfa[j]));
    g_weight_.push_back(p.q_sfa[j] * p.tau_sfa[j] * std::exp(-static_cast<double>(length) * h_ / p.tau_sfa[j]));
  }
  if (!others) return;
  cohorts_.assign(length, {.spikes = 0, .m = 0, .u = 0});
  cohorts_.back().spikes = cohorts_.back().m = N;
  g_.assign(p.tau_sfa.size(), 0.0);
  x_ = z_ = lambda_free_ = 0;
}

// V_T_star, and what the spikes before all cohorts have left.
double gif_pop_psc_exp::Memory::threshold_of_free() {
  double threshold = p_.V_T_star, rate = cohorts_.front().spikes / (static_cast<double>(p_.N) * h_);
  for (std::size_t j = 0; j < g_.size(); ++j) {
    g_[j] = g_[j] * g_decay_[j] + (1 - g_decay_[j]) * rate;
    threshold += g_weight_[j] * g_[j];
  }
  return threshold;
}

gif_pop_psc_exp::Memory::Sum gif_pop_psc_exp::Memory::age(double threshold, double input) {
  Sum sum;
  for (auto& c : cohorts_) sum.X += c.m;
  const std::size_t free = cohorts_.size() - std::min(held_, cohorts_.size());
  auto c = cohorts_.begin();
  for (std::size_t k = 0; k < free; ++k, ++c) {
    c->u = (c->u - p_.E_L) * P_V_ + input;
    const double lambda = intensity(c->u - (theta_[k] + threshold));
    threshold += c->spikes * effect_[k];
    double P = expected(c->lambda, lambda);
    if (P > 0.01) P = -std::expm1(-P);
    c->lambda = lambda;
    sum.Y += P * c->v;
    sum.Z += c->v;
    sum.W += P * c->m;
    c->v = (1 - P) * (1 - P) * c->v + P * c->m;
    c->m *= 1 - P;
  }
  return sum;
}

std::int64_t gif_pop_psc_exp::Memory::draw(double mean, Stream& stream) const {
  const double N = static_cast<double>(p_.N);
  if (!(mean > 0)) return 0;
  if (mean >= N) return p_.N;
  if (p_.BinoRand) return draw_binomial(stream, p_.N, mean / N);
  return std::min(p_.N, PoissonTable(mean, 1).draw(stream));
}

gif_pop_psc_exp::Memory::Outcome gif_pop_psc_exp::Memory::fire(double V, double input, Stream stream) {
  double threshold = threshold_of_free();
  const double lambda = intensity(V - threshold), P_free = -std::expm1(-expected(lambda_free_, lambda));
  lambda_free_ = lambda;
  threshold -= cohorts_.front().spikes * effect_.front();

  const auto [W, X, Y, Z] = age(threshold, input);
  const double P_mean = Z + z_ > 0 ? (Y + P_free * z_) / (Z + z_) : 0;
  const double mean = W + P_free * x_ + P_mean * (static_cast<double>(p_.N) - X - x_);
  const std::int64_t fired = draw(mean, stream);

  z_ = (1 - P_free) * (1 - P_free) * z_ + P_free * x_ + cohorts_.front().v;
  x_ = (1 - P_free) * x_ + cohorts_.front().m;
  cohorts_.pop_front();
  const double n = static_cast<double>(fired);
  cohorts_.push_back({.spikes = n, .m = n, .u = p_.V_reset});
  return {threshold, mean, fired};
}

}  // namespace

ModelPtr make_gif_pop_psc_exp() { return neuron_model<gif_pop_psc_exp>(); }

}  // namespace nestling
