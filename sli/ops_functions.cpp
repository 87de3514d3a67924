// Functions of one number: rounding, powers, roots, logarithms, angles, steps, units.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

#include "sli/builtins.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

double round_half_up(double x) { return std::floor(x + 0.5); }

double square_root(double x) {
  require_range(!(x < 0), "the square root needs a number >= 0, not ", x);
  return std::sqrt(x);
}

double positive(double x) {
  require_range(!(x <= 0), "a logarithm needs a number > 0, not ", x);
  return x;
}

double power(double base, double exponent) {
  require_range(!(base < 0), "a negative base, ", base, ", needs an integer exponent");
  return std::pow(base, exponent);
}

double power(double base, Int exponent) {
  require_range(base != 0 || exponent >= 0, "0 has no negative power");
  return std::pow(base, static_cast<double>(exponent));
}

double cyclic_value(double x, double low, double high) {
  const double period = high - low;
  return x - period * std::floor((x - low) / period);
}

double cyclic_value_in(double x, In<Arr> interval) {
  const auto& bounds = interval->items;
  if (bounds.size() != 2 || !is_number(bounds[0]) || !is_number(bounds[1]))
    fail(err::argument_type, "an interval is given by two numbers [low high]");
  return cyclic_value(x, to_double(bounds[0]), to_double(bounds[1]));
}

template <class T>
T unit_step(T x) {
  return x >= 0 ? 1 : 0;
}

// Of an array: 1 if no element is negative.
Token unit_step_of(In<Arr> a) {
  const auto& all = a->items;
  const Type type = all.empty() ? Type::Any : all[0].type();
  const bool homogeneous = std::all_of(all.begin(), all.end(), [type](const Token& t) { return t.is(type); });
  if (!homogeneous || (type != Type::Integer && type != Type::Double))
    fail(err::argument_type, "the array must hold integers only or doubles only, and not be empty");
  const bool step = std::all_of(all.begin(), all.end(), [](const Token& t) { return to_double(t) >= 0; });
  return type == Type::Integer ? Token::integer(step) : Token::real(step);
}

std::tuple<double, Int> mantissa_and_exponent(double x) {
  int exponent;
  const double mantissa = std::frexp(x, &exponent);
  return {mantissa, exponent};
}

std::tuple<double, double> fraction_and_whole(double x) {
  double whole;
  const double fraction = std::modf(x, &whole);
  return {fraction, whole};
}

int clamp_exponent(Int n) { return static_cast<int>(std::clamp<Int>(n, -100000, 100000)); }

TokenArray hours_minutes_seconds(double ms) {
  const double hours = std::trunc(ms / 3600000.0);
  const double minutes = std::trunc((ms - hours * 3600000.0) / 60000.0);
  const double seconds = (ms - hours * 3600000.0 - minutes * 60000.0) / 1000.0;
  return {Token::integer(to_integer(hours)), Token::integer(to_integer(minutes)), Token::real(seconds)};
}

constexpr auto leading_integer = [](const std::string& text) { return static_cast<Int>(std::strtoll(text.c_str(), nullptr, 10)); };
constexpr auto leading_double = [](const std::string& text) { return std::strtod(text.c_str(), nullptr); };

}  // namespace

const OpTable function_ops = {
    op("floor", "x -> largest whole number not above x", [](Int a) { return a; }),
    op("floor", "x -> largest whole number not above x", [](Double x) { return std::floor(x); }).as("floor_d"),
    op("ceil", "x -> smallest whole number not below x", [](Int a) { return a; }),
    op("ceil", "x -> smallest whole number not below x", [](Double x) { return std::ceil(x); }).as("ceil_d"),
    op("round", "x -> nearest whole number as a double; halves go up", [](Num x) { return round_half_up(x); })
        .as("round_d"),
    op("iround", "x -> nearest integer; halves go up", [](Double x) { return to_integer(round_half_up(x)); })
        .also("iround_d"),
    op("trunc", "x -> x without its fraction", [](Double x) { return std::trunc(x); }).as_trie(),
    op("IntegerPart", "x -> x without its fraction", [](Double x) { return std::trunc(x); }).as_trie(),
    op("FractionalPart", "x -> fraction of x, with its sign", [](Double x) { return x - std::trunc(x); }).as_trie(),
    op("modf", "x -> fraction whole", [](Double x) { return fraction_and_whole(x); }).as("modf_d"),
    op("frexp", "x -> mantissa exponent: x = mantissa 2^exponent, 0.5 <= |mantissa| < 1",
       [](Double x) { return mantissa_and_exponent(x); })
        .as("frexp_d"),
    op("ldexp", "x n -> x 2^n", [](Double x, Int n) { return std::ldexp(x, clamp_exponent(n)); }).as("ldexp_di"),
    op("dexp", "n -> 2^n", [](Int n) { return std::ldexp(1.0, clamp_exponent(n)); }).as("dexp_i"),

    op("sqr", "x -> square of x", [](Num x) { return x.value * x.value; }).as("sqr_d"),
    op("sqrt", "x -> square root of x >= 0", [](Num x) { return square_root(x); }).as("sqrt_d"),
    op("pow", "x y -> x to the power of y; a negative x needs an integer y",
       [](Num x, Double y) { return power(x, y); })
        .as("pow_dd"),
    op("pow", "x n -> x to the power of n", [](Num x, Int n) { return power(x, n); }).as("pow_di"),
    op("exp", "x -> e^x", [](Num x) { return std::exp(x); }).as("exp_d"),
    op("ln", "x -> natural logarithm of x > 0", [](Num x) { return std::log(positive(x)); }).as("ln_d"),
    op("log", "x -> decimal logarithm of x > 0", [](Num x) { return std::log10(positive(x)); }).as("log_d"),
    op("sin", "x -> sine of x in radians", [](Num x) { return std::sin(x); }).as("sin_d"),
    op("cos", "x -> cosine of x in radians", [](Num x) { return std::cos(x); }).as("cos_d"),
    op("asin", "x -> angle whose sine is x", [](Num x) { return std::asin(x); }).as("asin_d"),
    op("acos", "x -> angle whose cosine is x", [](Num x) { return std::acos(x); }).as("acos_d"),

    op("UnitStep", "x -> 1 for x >= 0, else 0, with the type of x", [](Int x) { return unit_step(x); })
        .as("UnitStep_i"),
    op("UnitStep", "x -> 1. for x >= 0, else 0.", [](Double x) { return unit_step(x); }).as("UnitStep_d"),
    op("UnitStep", "array -> 1 if all its numbers are >= 0, else 0", [](In<Arr> a) { return unit_step_of(a); }),
    op("UnitStep_ia", "array -> 1 if all its numbers are >= 0, else 0", [](In<Arr> a) { return unit_step_of(a); }),
    op("UnitStep_da", "array -> 1. if all its numbers are >= 0, else 0.", [](In<Arr> a) { return unit_step_of(a); }),
    op("CyclicValue", "x low high -> x folded into low <= x < high",
       [](Num x, Num low, Num high) { return cyclic_value(x, low, high); })
        .also("CyclicValue_d_d_d"),
    op("CyclicValue", "x [low high] -> x folded into low <= x < high",
       [](Num x, In<Arr> interval) { return cyclic_value_in(x, interval); })
        .also("CyclicValue_d_a"),

    op("cvi", "x -> x as an integer, without its fraction", [](Int a) { return a; }),
    op("cvi", "x -> x as an integer, without its fraction", [](Double x) { return to_integer(x); }).as("int_d"),
    op("int", "x -> x as an integer, without its fraction", [](Int a) { return a; }),
    op("int", "x -> x as an integer, without its fraction", [](Double x) { return to_integer(x); }),
    op("int", "string -> integer that it begins with, or 0", leading_integer),
    op("spikes", "x -> x as an integer", [](Int a) { return a; }),
    op("spikes", "x -> x as an integer", [](Double x) { return to_integer(x); }),
    op("spikes", "string -> integer that it begins with, or 0", leading_integer),
    op("cvd", "x -> x as a double", [](Int a) { return static_cast<double>(a); }).as("double_i"),
    op("cvd", "x -> x as a double", [](Double x) { return x; }),
    op("double", "x -> x as a double", [](Num x) { return x.value; }),
    op("double", "string -> double that it begins with, or 0", leading_double),
    op("ms", "x -> x as a double: milliseconds", [](Num x) { return x.value; }),
    op("ms", "string -> double that it begins with, or 0", leading_double),
    op("mV", "x -> x as a double: millivolt", [](Num x) { return x.value; }),
    op("mV", "string -> double that it begins with, or 0", leading_double),
    op("pA", "x -> x as a double: picoampere", [](Num x) { return x.value; }),
    op("pA", "string -> double that it begins with, or 0", leading_double),
    op("nS", "x -> x as a double: nanosiemens", [](Num x) { return x.value; }),
    op("nS", "string -> double that it begins with, or 0", leading_double),
    op("pF", "x -> x as a double: picofarad", [](Num x) { return x.value; }),
    op("pF", "string -> double that it begins with, or 0", leading_double),
    op("Hz", "x -> x as a double: hertz", [](Num x) { return x.value; }),
    op("Hz", "string -> double that it begins with, or 0", leading_double),
    op("s", "x -> 1000 x: seconds as milliseconds", [](Num x) { return x.value * 1000.0; }),
    op("ms2hms", "ms -> [hours minutes seconds]", [](Num ms) { return hours_minutes_seconds(ms); }),
};

}  // namespace nestling::sli
