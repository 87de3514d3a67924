#include "kernel/random/distributions.h"

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <limits>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"
#include "kernel/random/binomial.h"
#include "kernel/random/gamma.h"
#include "kernel/random/poisson.h"

namespace nestling {

namespace {

void require(bool holds, std::string_view text) {
  if (!holds) throw Error(err::bad_parameter_value, std::string(text));
}

// A distribution is its parameters, the rule between them, and a draw. `prepare` is called when they have changed.
// Row: f(name, member) for each parameter.

struct Uniform {
  using Number = double;
  double low = 0, high = 1;
  void rows(auto f) { f("low", low), f("high", high); }
  void check() const { require(low < high, fmt::format("uniform: low ({}) must be less than high ({}).", low, high)); }
  double draw(Stream& s) const {
    for (;;)  // rounding may reach the upper limit
      if (const double x = low + (high - low) * s.uniform(); x < high) return x;
  }
};

struct UniformInt {
  using Number = std::int64_t;
  std::int64_t low = 0, high = 0;
  void rows(auto f) { f("low", low), f("high", high); }
  void check() const {
    require(low <= high, fmt::format("uniform_int: low ({}) must not exceed high ({}).", low, high));
  }
  std::int64_t draw(Stream& s) const {
    const std::uint64_t span =
        static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;  // 0: all 64 bits
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + (span ? s.below(span) : s.bits64()));
  }
};

struct Normal {
  using Number = double;
  double mu = 0, sigma = 1;
  void rows(auto f) { f("mu", mu), f("sigma", sigma); }
  void check() const { require(sigma >= 0, fmt::format("normal: sigma must be >= 0, is {}.", sigma)); }
  double draw(Stream& s) const { return mu + sigma * s.normal(); }
};

struct Lognormal {
  using Number = double;
  double mu = 0, sigma = 1;
  void rows(auto f) { f("mu", mu), f("sigma", sigma); }
  void check() const { require(sigma >= 0, fmt::format("lognormal: sigma must be >= 0, is {}.", sigma)); }
  double draw(Stream& s) const { return std::exp(mu + sigma * s.normal()); }
};

struct Exponential {
  using Number = double;
  double lambda = 1;
  void rows(auto f) { f("lambda", lambda); }
  void check() const { require(lambda != 0, "exponential: lambda must not be 0."); }
  double draw(Stream& s) const { return draw_exponential(s) / lambda; }
};

struct Gamma {
  using Number = double;
  double order = 1, scale = 1;
  void rows(auto f) { f("order", order), f("scale", scale); }
  void check() const {
    require(order > 0, fmt::format("gamma: order must be > 0, is {}.", order));
    require(scale > 0, fmt::format("gamma: scale must be > 0, is {}.", scale));
  }
  double draw(Stream& s) const { return scale * draw_gamma(s, order); }
};

struct Poisson {
  using Number = std::int64_t;
  double lambda = 0;
  PoissonTable table;
  void rows(auto f) { f("lambda", lambda); }
  void check() const { require(lambda >= 0, fmt::format("poisson: lambda must be >= 0, is {}.", lambda)); }
  void prepare() { table = PoissonTable(lambda); }
  std::int64_t draw(Stream& s) const { return table.draw(s); }
};

struct Binomial {
  using Number = std::int64_t;
  std::int64_t n = 1;
  double p = 0.5;
  void rows(auto f) { f("n", n), f("p", p); }
  void check() const {
    require(n >= 1, fmt::format("binomial: n must be >= 1, is {}.", n));
    require(p >= 0 && p <= 1, fmt::format("binomial: p must be between 0 and 1, is {}.", p));
  }
  std::int64_t draw(Stream& s) const { return draw_binomial(s, n, p); }
};

// Limits around another distribution.
template <class D>
struct Limited : D {
  using Number = typename D::Number;
  static constexpr bool discrete = std::integral<Number>;
  using Limits = std::numeric_limits<Number>;
  Number low = Limits::has_infinity ? -Limits::infinity() : Limits::lowest();
  Number high = Limits::has_infinity ? Limits::infinity() : Limits::max();
  void rows(auto f) { D::rows(f), f("low", low), f("high", high); }
  void check() const {
    D::check();
    require(low < high, fmt::format("low ({}) must be less than high ({}).", low, high));
  }
};

template <class D>
struct Clipped : Limited<D> {
  static constexpr int patience = 1000000;
  typename D::Number draw(Stream& s) const {
    for (int tries = 0; tries < patience; ++tries) {
      const auto x = D::draw(s);
      if (Limited<D>::discrete ? x >= this->low && x <= this->high : x > this->low && x < this->high) return x;
    }
    throw Error(err::bad_parameter_value, fmt::format("A million draws in a row fell outside of low ({}) and high "
                                                      "({}): use limits that the distribution reaches.",
                                                      this->low, this->high));
  }
};

template <class D>
struct ToBoundary : Limited<D> {
  typename D::Number draw(Stream& s) const { return std::min(std::max(D::draw(s), this->low), this->high); }
};

template <class D>
class DeviateOf final : public Deviate {
 public:
  static constexpr bool discrete = std::integral<typename D::Number>;

  std::unique_ptr<Deviate> clone() const override { return std::make_unique<DeviateOf>(*this); }

  void set(const Dict& from) override {
    D d = d_;
    d.rows([&](std::string_view name, auto& member) { from.read(name, member); });
    d.check();
    if constexpr (requires { d.prepare(); }) d.prepare();
    d_ = std::move(d);
  }

  Dict status() const override {
    Dict to;
    D d = d_;
    d.rows([&](std::string_view name, auto& member) { to[name] = member; });
    to["is_discrete"] = discrete;
    return to;
  }

  bool is_discrete() const override { return discrete; }
  double draw(Stream& s) const override { return static_cast<double>(d_.draw(s)); }
  std::int64_t draw_integer(Stream& s) const override { return static_cast<std::int64_t>(d_.draw(s)); }

 private:
  D d_;
};

struct Entry {
  std::string_view name;
  std::unique_ptr<Deviate> (*make)();
};

template <class D>
std::unique_ptr<Deviate> make() {
  return std::make_unique<DeviateOf<D>>();
}

constexpr Entry entries[] = {
    {"binomial", make<Binomial>},
    {"binomial_clipped", make<Clipped<Binomial>>},
    {"binomial_clipped_to_boundary", make<ToBoundary<Binomial>>},
    {"exponential", make<Exponential>},
    {"exponential_clipped", make<Clipped<Exponential>>},
    {"exponential_clipped_to_boundary", make<ToBoundary<Exponential>>},
    {"gamma", make<Gamma>},
    {"gamma_clipped", make<Clipped<Gamma>>},
    {"gamma_clipped_to_boundary", make<ToBoundary<Gamma>>},
    {"gsl_binomial", make<Binomial>},
    {"lognormal", make<Lognormal>},
    {"lognormal_clipped", make<Clipped<Lognormal>>},
    {"lognormal_clipped_to_boundary", make<ToBoundary<Lognormal>>},
    {"normal", make<Normal>},
    {"normal_clipped", make<Clipped<Normal>>},
    {"normal_clipped_to_boundary", make<ToBoundary<Normal>>},
    {"poisson", make<Poisson>},
    {"poisson_clipped", make<Clipped<Poisson>>},
    {"poisson_clipped_to_boundary", make<ToBoundary<Poisson>>},
    {"uniform", make<Uniform>},
    {"uniform_int", make<UniformInt>},
};

}  // namespace

std::vector<std::string> deviate_names() {
  std::vector<std::string> names;
  for (auto& e : entries) names.emplace_back(e.name);
  return names;
}

std::unique_ptr<Deviate> make_deviate(std::string_view name) {
  for (auto& e : entries)
    if (e.name == name) return e.make();
  return nullptr;
}

std::unique_ptr<Deviate> make_deviate(const Dict& spec) {
  std::string name;
  if (!spec.read("distribution", name))
    throw Error(err::bad_property,
                "A dictionary as value of a parameter needs /distribution, for example << /distribution /uniform /low "
                "1.0 /high 2.0 >>.");
  auto deviate = make_deviate(name);
  if (!deviate)
    throw Error(err::bad_property,
                fmt::format("There is no distribution {}.{}", name, did_you_mean(name, deviate_names())));
  deviate->set(spec);
  return deviate;
}

}  // namespace nestling
