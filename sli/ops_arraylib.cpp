// The namespace arraylib: sums over nested arrays, other shapes of them, edges of images, Gauss and Gabor patches.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "sli/builtins.h"
#include "sli/options.h"
#include "sli/sequence.h"
#include "sli/statistics.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

// Numbers of nested arrays ------------------------------------------------------------------------------------

std::vector<double> numbers(In<Arr> a) { return to_numbers<double>(flattened(a->items)); }

template <class Integers, class Doubles>
Token reduced(In<Arr> a, Integers integers, Doubles doubles) {
  const TokenArray all = flattened(a->items);
  const bool only_integers = std::all_of(all.begin(), all.end(), [](const Token& t) { return t.is(Type::Integer); });
  return only_integers ? Token::integer(integers(to_numbers<Int>(all))) : Token::real(doubles(to_numbers<double>(all)));
}

Token sum(In<Arr> a) {
  const auto add = [](const auto& x) {
    return std::accumulate(x.begin(), x.end(), typename std::decay_t<decltype(x)>::value_type{0});
  };
  return reduced(a, add, add);
}

Token product(In<Arr> a) {
  const auto multiply = [](const auto& x) {
    using T = typename std::decay_t<decltype(x)>::value_type;
    return std::accumulate(x.begin(), x.end(), T{1}, std::multiplies<T>());
  };
  return reduced(a, multiply, multiply);
}

// Shape -------------------------------------------------------------------------------------------------------

Token shaped(const TokenArray& all, std::size_t& next, std::span<const Token> lengths) {
  require_depth(lengths.size());
  if (lengths.empty()) return all[next++];
  TokenArray result;
  for (Int k = 0; k < lengths[0].as_integer(); ++k) result.push_back(shaped(all, next, lengths.subspan(1)));
  return make_array(std::move(result));
}

Token reform(In<Arr> a, In<Arr> lengths) {
  const TokenArray all = flattened(a->items);
  Int wanted = 1;
  for (const Token& n : lengths->items) {
    require_range(integer_of(n) > 0 && wanted <= static_cast<Int>(all.size()), "the lengths do not fit ", all.size(),
                  " elements");
    wanted *= integer_of(n);
  }
  require_range(wanted == static_cast<Int>(all.size()), all.size(), " elements do not fit into ", wanted, " places");
  std::size_t next = 0;
  return shaped(all, next, lengths->items);
}

Token deep_element(In<Arr> a, In<Arr> path) {
  const Token* here = &a.token();
  for (const Token& k : path->items) {
    require_range(here->is(Type::Array), "the list of indices is longer than the array is deep");
    here = &items(*here)[checked_index(integer_of(k), items(*here).size())];
  }
  return *here;
}

// Coordinates -------------------------------------------------------------------------------------------------

Int checked_period(Int n) {
  if (n == 0) fail(err::division_by_zero, "the number of places must not be 0");
  require_range(n > 0, "the number of places must be positive, is ", n);
  return n;
}

template <class Edge>
TokenArray with_edges(In<Arr> coordinates, Int ny, Int nx, Edge edge) {
  checked_period(ny), checked_period(nx);
  TokenArray result;
  for (const Token& pair : coordinates->items) {
    if (!pair.is(Type::Array) || items(pair).size() != 2) fail(err::argument_type, "coordinates are pairs [y x]");
    result.push_back(make_array({edge(integer_of(items(pair)[0]), ny), edge(integer_of(items(pair)[1]), nx)}));
  }
  return result;
}

Token truncated(Int k, Int n) { return k >= 0 && k < n ? Token::integer(k) : Token::boolean(false); }
Token clipped(Int k, Int n) { return Token::integer(std::clamp<Int>(k, 0, n - 1)); }
Token wrapped(Int k, Int n) { return Token::integer(euclidean_mod(k, n)); }

// Patches -----------------------------------------------------------------------------------------------------

struct Patch {
  double x_min, x_max, y_min, y_max, wavelength, orientation, phase, sigma, gamma;
};

double place(double from, double to, Int k, Int n) {
  return n > 1 ? from + (to - from) * static_cast<double>(k) / static_cast<double>(n - 1) : from;
}

// A wavelength of 0 stands for no wave: a Gaussian.
double patch_value(const Patch& p, double x, double y) {
  const double c = std::cos(p.orientation), s = std::sin(p.orientation);
  const double along = x * c - y * s, across = p.gamma * (x * s + y * c);
  const double envelope = std::exp(-(along * along + across * across) / (2 * p.sigma * p.sigma));
  return p.wavelength == 0 ? envelope : envelope * std::cos(2 * std::numbers::pi * along / p.wavelength - p.phase);
}

using Matrix = std::vector<std::vector<double>>;

Matrix patch(Int rows, Int columns, const Patch& p) {
  require_range(rows > 0 && columns > 0, "a patch has at least one row and one column");
  require_range(p.sigma > 0, "sigma must be positive, is ", p.sigma);
  Matrix m(static_cast<std::size_t>(rows), std::vector<double>(static_cast<std::size_t>(columns)));
  for (Int r = 0; r < rows; ++r)
    for (Int c = 0; c < columns; ++c)
      m[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] =
          patch_value(p, place(p.x_min, p.x_max, c, columns), place(p.y_min, p.y_max, r, rows));
  return m;
}

TokenArray to_tokens(const Matrix& m) {
  TokenArray rows;
  for (const auto& row : m) {
    TokenArray tokens;
    for (const double x : row) tokens.push_back(Token::real(x));
    rows.push_back(make_array(std::move(tokens)));
  }
  return rows;
}

class PatchOptions {
 public:
  PatchOptions(Interp& i, std::string_view command) : i_(i), options_(options_of(i, i.intern(command))) {}
  double number(std::string_view name) const {
    const Token* t = options_.find(i_.intern(name));
    if (!t || !is_number(*t)) fail(err::type_mismatch, "the option /", name, " must be a number");
    return to_double(*t);
  }
  bool flag(std::string_view name) const {
    const Token* t = options_.find(i_.intern(name));
    return t && t->is(Type::Bool) && t->as_bool();
  }

 private:
  Interp& i_;
  DictBody& options_;
};

void scale(Matrix& m, double factor) {
  for (auto& row : m)
    for (double& x : row) x *= factor;
}

double total(const Matrix& m) {
  double sum = 0;
  for (const auto& row : m) sum = std::accumulate(row.begin(), row.end(), sum);
  return sum;
}

constexpr std::string_view gauss_command = "arraylib::GaussPatch", gabor_command = "arraylib::GaborPatch";

TokenArray gauss_patch(Interp& i, Int rows, Int columns) {
  const PatchOptions o(i, gauss_command);
  const double sigma = o.number("sigma"), gamma = o.number("gamma");
  Matrix m = patch(rows, columns,
                   {o.number("x_min"), o.number("x_max"), o.number("y_min"), o.number("y_max"), 0,
                    o.number("orientation"), 0, sigma, gamma});
  if (o.flag("Normalize")) scale(m, gamma / (2 * std::numbers::pi * sigma * sigma));
  if (o.flag("NormalizeSum")) scale(m, 1 / total(m));
  return to_tokens(m);
}

TokenArray gabor_patch(Interp& i, Int rows, Int columns) {
  const PatchOptions o(i, gabor_command);
  return to_tokens(
      patch(rows, columns,
            {o.number("x_min"), o.number("x_max"), o.number("y_min"), o.number("y_max"), o.number("lambda"),
             o.number("orientation"), o.number("phase"), o.number("sigma"), o.number("gamma")}));
}

Token patch_options(Interp& i, double extent) {
  Token options = make_dict();
  const auto set = [&](std::string_view name, Token value) {
    options.as<DictBody>()[i.intern(name)] = std::move(value);
  };
  for (const auto name : {"x_min", "y_min"}) set(name, Token::real(-extent));
  for (const auto name : {"x_max", "y_max"}) set(name, Token::real(extent));
  for (const auto name : {"sigma", "gamma"}) set(name, Token::real(1));
  set("orientation", Token::real(0));
  return options;
}

void declare_patch_options(Interp& i) {
  Token gauss = patch_options(i, 3), gabor = patch_options(i, 2);
  for (const auto name : {"Normalize", "NormalizeSum"}) gauss.as<DictBody>()[i.intern(name)] = Token::boolean(false);
  gabor.as<DictBody>()[i.intern("lambda")] = Token::real(2);
  gabor.as<DictBody>()[i.intern("phase")] = Token::real(0);
  declare_options(i, i.intern(gauss_command), gauss.as<DictBody>());
  declare_options(i, i.intern(gabor_command), gabor.as<DictBody>());
}

const OpTable members = {
    op("Sum", "array -> sum of all numbers of a nested array", [](In<Arr> a) { return sum(a); }),
    op("Product", "array -> product of all numbers", [](In<Arr> a) { return product(a); }),
    op("Mean", "array -> mean of all numbers", [](In<Arr> a) { return mean(numbers(a)); }),
    op("Var", "array -> unbiased variance of all numbers", [](In<Arr> a) { return variance(numbers(a)); }),
    op("SDev", "array -> square root of the unbiased variance",
       [](In<Arr> a) { return std::sqrt(variance(numbers(a))); }),
    op("Reform", "array [n ..] -> nested array of these lengths with the same elements",
       [](In<Arr> a, In<Arr> n) { return reform(a, n); }),
    op("getdeep", "array [i j ..] -> element of an element",
       [](In<Arr> a, In<Arr> path) { return deep_element(a, path); }),
    op("IndexWrap", "k n -> k modulo n, not negative",
       [](Int k, Int n) { return euclidean_mod(k, checked_period(n)); }),
    op("EdgeTruncate", "[[y x] ..] ny nx -> coordinates with false for what is outside",
       [](In<Arr> a, Int ny, Int nx) { return with_edges(a, ny, nx, truncated); }),
    op("EdgeClip", "[[y x] ..] ny nx -> coordinates moved to the edge",
       [](In<Arr> a, Int ny, Int nx) { return with_edges(a, ny, nx, clipped); }),
    op("EdgeWrap", "[[y x] ..] ny nx -> coordinates that come in again at the other side",
       [](In<Arr> a, Int ny, Int nx) { return with_edges(a, ny, nx, wrapped); }),
    op("GaussPatch", "rows columns -> matrix: a Gaussian as the options of /arraylib::GaussPatch say",
       [](Interp& i, Int rows, Int columns) { return gauss_patch(i, rows, columns); }),
    op("GaborPatch", "rows columns -> matrix: a Gabor function as the options of /arraylib::GaborPatch say",
       [](Interp& i, Int rows, Int columns) { return gabor_patch(i, rows, columns); }),
};

}  // namespace

const OpTable patch_ops = {
    op("gauss2d_", "rows columns x_min x_max y_min y_max orientation sigma gamma -> matrix",
       [](Int rows, Int columns, Double x0, Double x1, Double y0, Double y1, Double orientation, Double sigma,
          Double gamma) {
         return to_tokens(patch(rows, columns, {x0, x1, y0, y1, 0, orientation, 0, sigma, gamma}));
       })
        .as_function(),
    op("gabor_", "rows columns x_min x_max y_min y_max lambda orientation phase sigma gamma -> matrix",
       [](Int rows, Int columns, Double x0, Double x1, Double y0, Double y1, Double wavelength, Double orientation,
          Double phase, Double sigma, Double gamma) {
         return to_tokens(patch(rows, columns, {x0, x1, y0, y1, wavelength, orientation, phase, sigma, gamma}));
       })
        .as_function(),
};

void define_arraylib(Interp& i) {
  Token library = make_dict();
  for (const Op& member : members) {
    auto* trie = new TrieBody(i.intern(member.name));
    Token t(Type::Trie, trie);
    trie->add(member.signature, Token::function(&member));
    library.as<DictBody>()[trie->name] = std::move(t);
  }
  i.systemdict()[i.intern("arraylib")] = std::move(library);
  declare_patch_options(i);
}

}  // namespace nestling::sli
