#include "kernel/random/deviate.h"

#include <algorithm>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <limits>

#include "kernel/base/error.h"
#include "kernel/base/suggest.h"

namespace nestling {

using Number = Deviate::Number;
using Values = std::vector<Number>;

struct DeviateFamily {
  std::string_view name;
  bool discrete, can_be_clipped;
  struct Parameter {
    std::string_view name;
    Number initial;
  };
  std::vector<Parameter> parameters;
  const char* condition;
  bool (*valid)(const Values&);
  Number (*draw)(const Values&, Stream&);
};

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double real(const Values& v, std::size_t k) { return std::get<double>(v[k]); }
std::int64_t integer(const Values& v, std::size_t k) { return std::get<std::int64_t>(v[k]); }

struct Bits {  // what the distributions of Boost draw from: unlike those of the standard library, the same everywhere
  using result_type = std::uint64_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }
  result_type operator()() { return stream.bits64(); }
  Stream& stream;
};

template <class Distribution>
auto drawn(Distribution distribution, Stream& stream) {
  Bits bits{stream};
  return distribution(bits);
}

Number uniform_integer(const Values& v, Stream& s) {
  const auto low = static_cast<std::uint64_t>(integer(v, 0));
  const std::uint64_t span = static_cast<std::uint64_t>(integer(v, 1)) - low;  // one less than there are numbers
  return static_cast<std::int64_t>(low + (span == ~std::uint64_t{0} ? s.bits64() : s.below(span + 1)));
}

Number normal(const Values& v, Stream& s) { return real(v, 0) + real(v, 1) * s.normal(); }
Number lognormal(const Values& v, Stream& s) { return std::exp(real(v, 0) + real(v, 1) * s.normal()); }
Number poisson(const Values& v, Stream& s) {
  return real(v, 0) == 0 ? 0 : drawn(boost::random::poisson_distribution<std::int64_t>(real(v, 0)), s);
}
Number binomial(const Values& v, Stream& s) {
  return drawn(boost::random::binomial_distribution<std::int64_t>(integer(v, 1), real(v, 0)), s);
}
Number gamma(const Values& v, Stream& s) {
  return drawn(boost::random::gamma_distribution<double>(real(v, 0), real(v, 1)), s);
}

const std::vector<DeviateFamily>& families() {
  static const std::vector<DeviateFamily> all = {
      {"uniform",
       false,
       false,
       {{"low", 0.0}, {"high", 1.0}},
       "low < high",
       [](const Values& v) { return real(v, 0) < real(v, 1) && std::isfinite(real(v, 1) - real(v, 0)); },
       [](const Values& v, Stream& s) -> Number { return real(v, 0) + (real(v, 1) - real(v, 0)) * s.uniform(); }},
      {"uniform_int",
       true,
       false,
       {{"low", std::int64_t{0}}, {"high", std::int64_t{0}}},
       "low <= high",
       [](const Values& v) { return integer(v, 0) <= integer(v, 1); },
       uniform_integer},
      {"normal",
       false,
       true,
       {{"mu", 0.0}, {"sigma", 1.0}},
       "sigma >= 0",
       [](const Values& v) { return real(v, 1) >= 0; },
       normal},
      {"lognormal",
       false,
       true,
       {{"mu", 0.0}, {"sigma", 1.0}},
       "sigma >= 0",
       [](const Values& v) { return real(v, 1) >= 0; },
       lognormal},
      {"exponential",
       false,
       true,
       {{"lambda", 1.0}},
       "lambda != 0",
       [](const Values& v) { return real(v, 0) != 0; },
       [](const Values& v, Stream& s) -> Number { return -std::log(s.uniform_positive()) / real(v, 0); }},
      {"gamma",
       false,
       true,
       {{"order", 1.0}, {"scale", 1.0}},
       "order > 0 and scale > 0",
       [](const Values& v) { return real(v, 0) > 0 && real(v, 1) > 0; },
       gamma},
      {"poisson",
       true,
       true,
       {{"lambda", 0.0}},
       "lambda >= 0",
       [](const Values& v) { return real(v, 0) >= 0 && real(v, 0) < 1e15; },
       poisson},
      {"binomial",
       true,
       true,
       {{"p", 0.5}, {"n", std::int64_t{1}}},
       "0 <= p <= 1 and n >= 1",
       [](const Values& v) { return real(v, 0) >= 0 && real(v, 0) <= 1 && integer(v, 1) >= 1; },
       binomial},
  };
  return all;
}

constexpr std::string_view clipped_suffix = "_clipped", boundary_suffix = "_clipped_to_boundary";

std::string_view without(std::string_view name, std::string_view suffix) {
  return name.substr(0, name.size() - suffix.size());
}

Number widest(bool discrete, bool high) {
  if (!discrete) return high ? infinity : -infinity;
  using Limits = std::numeric_limits<std::int64_t>;
  return high ? Limits::max() : Limits::min();
}

}  // namespace

Deviate::Deviate(std::string_view name) {
  std::string_view base = name;
  if (name.ends_with(boundary_suffix)) clipping_ = Clipping::to_boundary, base = without(name, boundary_suffix);
  else if (name.ends_with(clipped_suffix)) clipping_ = Clipping::redraw, base = without(name, clipped_suffix);
  const auto found =
      std::find_if(families().begin(), families().end(), [base](const auto& f) { return f.name == base; });
  if (found == families().end() || (clipping_ != Clipping::none && !found->can_be_clipped))
    throw Error(err::bad_parameter_value,
                "There is no distribution " + std::string(name) + "." + did_you_mean(name, names()));
  family_ = &*found;
  for (const auto& p : family_->parameters) values_.push_back(p.initial);
  if (clipping_ == Clipping::none) return;
  values_.push_back(widest(discrete(), false));
  values_.push_back(widest(discrete(), true));
}

std::vector<std::string> Deviate::names() {
  std::vector<std::string> all;
  for (const auto& f : families()) {
    all.emplace_back(f.name);
    if (!f.can_be_clipped) continue;
    all.push_back(std::string(f.name) + std::string(clipped_suffix));
    all.push_back(std::string(f.name) + std::string(boundary_suffix));
  }
  return all;
}

bool Deviate::discrete() const { return family_->discrete; }

Dict Deviate::parameters() const {
  Dict d;
  const auto add = [&](std::string_view name, const Number& n) { std::visit([&](auto x) { d[name] = x; }, n); };
  const std::size_t own = family_->parameters.size();
  for (std::size_t k = 0; k < own; ++k) add(family_->parameters[k].name, values_[k]);
  if (clipping_ != Clipping::none) add("low", values_[own]), add("high", values_[own + 1]);
  return d;
}

void Deviate::set(const Dict& changes) {
  Deviate changed = *this;
  std::vector<std::string> known;
  std::size_t k = 0;
  for (const auto& [name, value, accessed] : parameters()) {
    std::visit([&](auto& number) { changes.read(name, number); }, changed.values_[k++]);
    known.push_back(name);
  }
  for (const auto& [name, value, accessed] : changes)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw Error(err::dict_error,
                  std::string(family_->name) + " has no parameter " + name + "." + did_you_mean(name, known));
  changed.check();
  *this = std::move(changed);
}

void Deviate::check() const {
  const std::size_t own = family_->parameters.size();
  if (!family_->valid(values_))
    throw Error(err::bad_parameter_value, std::string(family_->name) + " needs " + family_->condition + ".");
  if (clipping_ != Clipping::none && !(values_[own] < values_[own + 1]))
    throw Error(err::bad_parameter_value, std::string(family_->name) + ": the clipping limits need low < high.");
}

// Between the limits: continuous ones exclude, discrete ones include them.
template <class T>
Number Deviate::clipped(Stream& stream) const {
  const T low = std::get<T>(values_[values_.size() - 2]), high = std::get<T>(values_.back());
  constexpr int patience = 1'000'000;
  for (int attempt = 0; attempt < patience; ++attempt) {
    const T x = std::get<T>(family_->draw(values_, stream));
    if (clipping_ == Clipping::to_boundary) return std::clamp(x, low, high);
    const bool inside = std::is_same_v<T, double> ? low < x && x < high : low <= x && x <= high;
    if (inside) return x;
  }
  throw Error(err::bad_parameter_value,
              std::string(family_->name) + " hardly ever lies between the clipping limits: gave up.");
}

Number Deviate::draw(Stream& stream) const {
  if (clipping_ == Clipping::none) return family_->draw(values_, stream);
  return discrete() ? clipped<std::int64_t>(stream) : clipped<double>(stream);
}

}  // namespace nestling
