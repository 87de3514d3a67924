#include "kernel/random/deviate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>

#include "kernel/base/error.h"
#include "kernel/base/exact.h"
#include "kernel/base/suggest.h"
#include "kernel/random/binomial.h"
#include "kernel/random/blocks.h"
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
  static constexpr bool limited = true, open_low = false, open_high = true;
  double low = 0, high = 1;
  void rows(auto f) { f("low", low), f("high", high); }
  void check() const {
    require(low < high && std::isfinite(high - low),
            fmt::format("uniform: low ({}) must be less than high ({}), both finite.", low, high));
  }
  double draw(Stream& s) const {
    for (;;)  // rounding may reach the upper limit
      if (const double x = low + (high - low) * s.uniform(); x < high) return x;
  }
  void block(const std::uint32_t* words, double* to) const {
    for (std::size_t i = 0; i < WordBlocks::size; ++i) to[i] = low + (high - low) * 0x1p-32 * words[i];
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
  void block(const std::uint32_t* words, double* to) const {
    float z[WordBlocks::size];
    normal_block(words, z);
    for (std::size_t i = 0; i < WordBlocks::size; ++i) to[i] = mu + sigma * static_cast<double>(z[i]);
  }
};

struct Lognormal {
  using Number = double;
  double mu = 0, sigma = 1;
  void rows(auto f) { f("mu", mu), f("sigma", sigma); }
  void check() const { require(sigma >= 0, fmt::format("lognormal: sigma must be >= 0, is {}.", sigma)); }
  double draw(Stream& s) const { return std::exp(mu + sigma * s.normal()); }
  void block(const std::uint32_t* words, double* to) const {
    Normal{mu, sigma}.block(words, to);
    for (std::size_t i = 0; i < WordBlocks::size; ++i) to[i] = std::exp(to[i]);
  }
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
  static constexpr bool limited = true;
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
  static constexpr bool clipped = true, open_low = true, open_high = true;
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
  static constexpr bool open_low = false, open_high = false;
  typename D::Number draw(Stream& s) const { return std::min(std::max(D::draw(s), this->low), this->high); }
};

constexpr float largest_float = std::numeric_limits<float>::max();

template <class D>
class Of final : public Deviate::Distribution {
 public:
  static constexpr bool integers = std::integral<typename D::Number>;

  std::shared_ptr<const Distribution> changed(const Dict& from) const override {
    D d = d_;
    d.rows([&](std::string_view name, auto& member) { from.read(name, member); });
    d.check();
    if constexpr (requires { d.prepare(); }) d.prepare();
    return std::make_shared<Of>(std::move(d));
  }

  Dict parameters() const override {
    Dict to;
    D d = d_;
    d.rows([&](std::string_view name, auto& member) { to[name] = member; });
    return to;
  }

  bool discrete() const override { return integers; }
  Deviate::Number draw(Stream& s) const override { return d_.draw(s); }
  double draw_double(Stream& s) const override { return static_cast<double>(d_.draw(s)); }
  void fill(Stream& s, std::span<double> to) const override {
    for (double& x : to) x = static_cast<double>(d_.draw(s));
  }
  void fill_floats(StreamKey key, std::uint64_t substream, std::span<double> to,
                   Deviate::FloatRange range) const override {
    constexpr std::size_t size = WordBlocks::size;
    if constexpr (requires(const std::uint32_t* words, double* x) { d_.block(words, x); }) {
      WordBlocks words(key, substream);
      double x[size];
      for (std::size_t from = 0; from < to.size(); from += size) {
        d_.block(words.next(), x);
        for (double& v : x) v = static_cast<double>(static_cast<float>(v));
        std::copy_n(x, std::min(size, to.size() - from), to.begin() + static_cast<std::ptrdiff_t>(from));
      }
    } else {
      Stream stream(key, substream);
      for (double& x : to) x = static_cast<double>(static_cast<float>(d_.draw(stream)));
    }
    bring_within({key.k0, ~key.k1}, substream, to, range);
  }
  Deviate::Limits limits() const override {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if constexpr (requires { D::limited; })
      return {static_cast<double>(d_.low), static_cast<double>(d_.high), D::open_low, D::open_high};
    else return {-infinity, infinity, false, false};
  }

  Of() = default;
  explicit Of(D d) : d_(std::move(d)) {}

 private:
  // What is outside is drawn again if the distribution is clipped; else it was only rounded there.
  void bring_within(StreamKey key, std::uint64_t substream, std::span<double> to, Deviate::FloatRange range) const {
    const double low = double{range.low}, high = double{range.high};
    if constexpr (requires { D::clipped; }) {
      std::uint32_t outside = 0;
      for (const double x : to) outside += !(x >= low && x <= high);
      if (outside == 0) return;
      Stream stream(key, substream);
      for (double& x : to)
        if (!(x >= low && x <= high))
          x = std::min(std::max(static_cast<double>(static_cast<float>(d_.draw(stream))), low), high);
    } else {
      for (double& x : to) x = std::min(std::max(x, low), high);
    }
  }

  D d_;
};

struct Entry {
  std::string_view name;
  std::shared_ptr<const Deviate::Distribution> (*make)();
};

template <class D>
std::shared_ptr<const Deviate::Distribution> make() {
  return std::make_shared<Of<D>>();
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

// The float next to x on the way to `towards`, or x itself if it is one that is allowed.
float float_within(double x, bool open, float towards) {
  float f = static_cast<float>(std::clamp(x, -double{largest_float}, double{largest_float}));
  const bool beyond = towards > 0 ? (open ? f <= x : f < x) : (open ? f >= x : f > x);
  return beyond ? std::nextafter(f, towards) : f;
}

}  // namespace

std::optional<Deviate::FloatRange> Deviate::float_range() const {
  if (discrete()) return {};
  const Limits limits = distribution_->limits();
  // What is cut off at a limit has its value.
  const auto kept = [](double limit, bool open) { return open || std::isinf(limit) || is_float(limit); };
  const bool uniform = limits.open_high && !limits.open_low;
  if (!uniform && !(kept(limits.low, limits.open_low) && kept(limits.high, limits.open_high))) return {};
  const FloatRange range{float_within(limits.low, limits.open_low, largest_float),
                         float_within(limits.high, limits.open_high, -largest_float)};
  // A sample shows whether there are floats enough: thousands between its least and greatest value.
  double sample[64], greatest = 0;
  Stream stream({0, 0}, 0);
  fill(stream, sample);
  const auto [low, high] = std::minmax_element(std::begin(sample), std::end(sample));
  for (const double x : sample) greatest = std::max(greatest, std::abs(x));
  const bool enough = greatest > 1e-30 && greatest < 1e30 && *high - *low > 0x1p-12 * greatest;
  if (!enough || range.low >= range.high) return {};
  return range;
}

Deviate::Deviate(std::string_view name) : name_(name) {
  for (auto& e : entries)
    if (e.name == name) distribution_ = e.make();
  if (!distribution_)
    throw Error(err::bad_property, fmt::format("There is no distribution {}.{}", name, did_you_mean(name, names())));
}

Deviate Deviate::from(const Dict& spec) {
  std::string name;
  if (!spec.read("distribution", name))
    throw Error(err::bad_property,
                "A dictionary as value of a parameter needs /distribution, for example << /distribution /uniform /low "
                "1.0 /high 2.0 >>.");
  Deviate d(name);
  d.distribution_ = d.distribution_->changed(spec);
  return d;
}

std::vector<std::string> Deviate::names() {
  std::vector<std::string> all;
  for (auto& e : entries) all.emplace_back(e.name);
  return all;
}

void Deviate::set(const Dict& changes) {
  std::vector<std::string> known;
  for (auto& e : parameters()) known.push_back(e.key);
  for (auto& e : changes)
    if (std::find(known.begin(), known.end(), e.key) == known.end())
      throw Error(err::dict_error, fmt::format("{} has no parameter {}.{}", name_, e.key, did_you_mean(e.key, known)));
  distribution_ = distribution_->changed(changes);
}

}  // namespace nestling
