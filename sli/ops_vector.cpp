// Vectors of integers or doubles, and arithmetic element by element on vectors and arrays.
#include <algorithm>

#include "sli/builtins.h"
#include "sli/elementwise.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

// Which operands go together. A name as it stands in typed commands; "-": the operation refuses this pair.
struct Pair {
  Type a, b;
  std::string_view add, sub, mul, div;
};
constexpr auto A = Type::Array, I = Type::Integer, D = Type::Double, IV = Type::IntVector, DV = Type::DoubleVector;
constexpr Pair pairs[] = {
    {A, A, "add_a_a", "sub_a_a", "mul_a_a", "div_a_a"},
    {A, I, "add_a_i", "sub_a_i", "mul_a_i", "div_a_i"},
    {I, A, "add_i_a", "sub_i_a", "mul_i_a", "div_i_a"},
    {A, D, "", "", "", ""},
    {D, A, "", "", "", ""},
    {A, IV, "", "", "", ""},
    {IV, A, "", "", "", ""},
    {A, DV, "", "", "", ""},
    {DV, A, "", "", "", ""},
    {IV, IV, "add_iv_iv", "sub_iv_iv", "mul_iv_iv", "div_iv_iv"},
    {IV, I, "", "", "", ""},
    {I, IV, "add_i_iv", "", "mul_i_iv", "-"},
    {IV, D, "-", "-", "", "-"},
    {D, IV, "-", "-", "mul_d_iv", "-"},
    {DV, DV, "add_dv_dv", "sub_dv_dv", "mul_dv_dv", "div_dv_dv"},
    {DV, D, "", "-", "", ""},
    {D, DV, "add_d_dv", "-", "mul_d_dv", ""},
};

template <class F>
void run_combine(Interp& i) {
  detail::finish(i, 2, combine<F>(i.top(1), i.top()));
}

template <class F>
void add_rows(OpTable& table, std::string_view name, std::string_view Pair::*typed) {
  for (const Pair& pair : pairs) {
    if (pair.*typed == "-") continue;
    Op row{name,
           "a b -> array or vector: element by element",
           pair.*typed,
           {pair.a, pair.b},
           &run_combine<F>,
           DeclaredAt::current()};
    row.errors_by_name = pair.a == A || pair.b == A;  // they come from the elements
    table.push_back(std::move(row));
  }
}

OpTable elementwise() {
  OpTable table;
  add_rows<Add>(table, "add", &Pair::add);
  add_rows<Sub>(table, "sub", &Pair::sub);
  add_rows<Mul>(table, "mul", &Pair::mul);
  add_rows<Div>(table, "div", &Pair::div);
  return table;
}

// Making ------------------------------------------------------------------------------------------------------

template <class T>
Token homogeneous(In<Arr> a, Type type) {
  for (const Token& t : a->items)
    if (!t.is(type))
      fail(err::argument_type, "every element must be ", with_article(type), ", found ", with_article(t.type()));
  return make_vector(to_numbers<T>(a->items));
}

template <class T>
Token constant(Int n, T x) {
  require_range(n >= 0, "the length must not be negative, is ", n);
  return make_vector(std::vector<T>(static_cast<std::size_t>(n), x));
}

template <class T>
Token vector_of(const Progression<T>& numbers) {
  std::vector<T> v(numbers.count);
  for (std::size_t k = 0; k < numbers.count; ++k) v[k] = numbers[k];
  return make_vector(std::move(v));
}

Token arange(In<Arr> spec) {
  const AnyProgression numbers = progression(spec->items);
  require_range(spec->items.size() != 1 || to_double(spec->items[0]) >= 0, "the length must not be negative");
  return numbers.ints ? vector_of(*numbers.ints) : vector_of(numbers.doubles);
}

// Takes the numbers only when all of them will do.
template <class T>
void close_vector(Interp& i) {
  const std::size_t n = operands_above_mark(i, err::syntax_error);
  const auto& all = i.operands();
  Token vector = make_vector(to_numbers<T>(TokenArray(all.end() - static_cast<std::ptrdiff_t>(n), all.end())));
  i.drop(n);
  i.top() = std::move(vector);
}

void close_any_vector(Interp& i) {
  const std::size_t n = operands_above_mark(i, err::syntax_error);
  if (n == 0 || !is_number(i.top(n - 1)))
    fail(err::argument_type, "a vector starts with a number, which decides its type");
  i.top(n - 1).is(Type::Integer) ? close_vector<Int>(i) : close_vector<double>(i);
}

// Elements ----------------------------------------------------------------------------------------------------

template <class Tag>
auto element(In<Tag> v, Int k) {
  return (*v->numbers)[checked_index(k, v->numbers->size())];
}

template <class Tag>
Token several(In<Tag> v, const std::vector<Int>& indices) {
  std::decay_t<decltype(*v->numbers)> chosen;
  for (const Int k : indices) chosen.push_back(element(v, k));
  return make_vector(std::move(chosen));
}

std::vector<Int> indices_of(In<Arr> a) {
  for (const Token& t : a->items) integer_of(t);
  return to_numbers<Int>(a->items);
}

// A vector is shared: every holder sees the change.
template <class Tag, class T>
Token put(In<Tag> v, Int k, T x) {
  (*v->numbers)[checked_index(k, v->numbers->size())] = x;
  return v.token();
}

template <class Tag>
Token interval(In<Tag> v, Int start, Int length) {
  const std::size_t n = checked_interval(start, length, v->numbers->size());
  const auto first = v->numbers->begin() + start;
  return make_vector(std::decay_t<decltype(*v->numbers)>(first, first + static_cast<std::ptrdiff_t>(n)));
}

template <class Tag>
auto last(In<Tag> v) {
  require_range(!v->numbers->empty(), "the vector is empty");
  return v->numbers->back();
}

void load(Interp& i) {
  const TokenArray all = to_array(i.pop());
  for (const Token& t : all) i.push(Token(t));
  i.push(static_cast<Int>(all.size()));
}

template <class Tag, class F>
Token changed(In<Tag> v, F f) {
  auto numbers = *v->numbers;
  std::transform(numbers.begin(), numbers.end(), numbers.begin(), f);
  return make_vector(std::move(numbers));
}

}  // namespace

const OpTable elementwise_ops = elementwise();

const OpTable vector_ops = {
    op("#>", "mark x1 .. xn -> intvector; doubles lose their fraction", stack<>,
       [](Interp& i) { close_vector<Int>(i); }),
    op(".>", "mark x1 .. xn -> doublevector; integers are converted", stack<>,
       [](Interp& i) { close_vector<double>(i); }),
    op(">", "mark x1 .. xn -> vector of the type of its first element", stack<>,
       [](Interp& i) { close_any_vector(i); }),
    op("array2intvector", "[int ..] -> intvector", [](In<Arr> a) { return homogeneous<Int>(a, Type::Integer); }),
    op("array2doublevector", "[double ..] -> doublevector",
       [](In<Arr> a) { return homogeneous<double>(a, Type::Double); }),
    op("cv_iv", "array -> intvector; doubles lose their fraction",
       [](In<Arr> a) { return make_vector(to_numbers<Int>(a->items)); })
        .as_trie(),
    op("cv_dv", "array -> doublevector; integers are converted",
       [](In<Arr> a) { return make_vector(to_numbers<double>(a->items)); })
        .as_trie(),
    op("intvector2array", "intvector -> array", [](In<IVec> v) { return to_array(v.token()); }),
    op("doublevector2array", "doublevector -> array", [](In<DVec> v) { return to_array(v.token()); }),
    op("arange", "[n], [a b] or [a b d] -> vector of the numbers from 1 to n or from a to b in steps of d",
       [](In<Arr> spec) { return arange(spec); })
        .as("arange_"),
    op("zeros", "n -> doublevector of n zeros", [](Int n) { return constant(n, 0.0); }).as("zeros_dv"),
    op("ones", "n -> doublevector of n ones", [](Int n) { return constant(n, 1.0); }).as("ones_dv"),
    op("zeros_iv", "n -> intvector of n zeros", [](Int n) { return constant(n, Int{0}); }),
    op("ones_iv", "n -> intvector of n ones", [](Int n) { return constant(n, Int{1}); }),

    op("length", "vector -> n", [](In<IVec> v) { return v->numbers->size(); }).as("length_iv"),
    op("length", "vector -> n", [](In<DVec> v) { return v->numbers->size(); }).as("length_dv"),
    op("size", "vector -> vector n", stack<IVec>,
       [](Interp& i) { i.push(static_cast<Int>(i.top().as<IntVectorBody>().numbers->size())); }),
    op("size", "vector -> vector n", stack<DVec>,
       [](Interp& i) { i.push(static_cast<Int>(i.top().as<DoubleVectorBody>().numbers->size())); }),
    op("arrayload", "vector -> x1 .. xn n", stack<IVec>, [](Interp& i) { load(i); }),
    op("arrayload", "vector -> x1 .. xn n", stack<DVec>, [](Interp& i) { load(i); }),
    op("get", "vector i -> number", [](In<IVec> v, Int k) { return element(v, k); }).as("get_iv_i"),
    op("get", "vector i -> number", [](In<DVec> v, Int k) { return element(v, k); }).as("get_dv_i"),
    op("get", "vector [i ..] -> vector", [](In<IVec> v, In<Arr> k) { return several(v, indices_of(k)); }),
    op("get", "vector [i ..] -> vector", [](In<DVec> v, In<Arr> k) { return several(v, indices_of(k)); }),
    op("get", "vector indices -> vector", [](In<IVec> v, In<IVec> k) { return several(v, *k->numbers); })
        .as("get_iv_iv"),
    op("get", "vector indices -> vector", [](In<DVec> v, In<IVec> k) { return several(v, *k->numbers); })
        .as("get_dv_iv"),
    op("put", "vector i n -> vector: changes the vector itself", [](In<IVec> v, Int k, Int x) { return put(v, k, x); })
        .as("put_iv_i_i"),
    op("put", "vector i x -> vector: changes the vector itself",
       [](In<DVec> v, Int k, Double x) { return put(v, k, x); })
        .as("put_dv_i_d"),
    op("getinterval", "vector start n -> vector", [](In<IVec> v, Int start, Int n) { return interval(v, start, n); }),
    op("getinterval", "vector start n -> vector", [](In<DVec> v, Int start, Int n) { return interval(v, start, n); }),
    op("First", "vector -> first number", [](In<IVec> v) { return element(v, 0); }),
    op("First", "vector -> first number", [](In<DVec> v) { return element(v, 0); }),
    op("Last", "vector -> last number", [](In<IVec> v) { return last(v); }),
    op("Last", "vector -> last number", [](In<DVec> v) { return last(v); }),

    op("neg", "vector -> vector", [](In<IVec> v) { return changed(v, [](Int x) { return Sub::of(Int{0}, x); }); })
        .as("neg_iv"),
    op("neg", "vector -> vector", [](In<DVec> v) { return changed(v, [](double x) { return -x; }); }).as("neg_dv"),
    op("dub", "array vector -> vector: older name of sub for these",
       [](In<Arr> a, In<IVec> b) { return combine<Sub>(a.token(), b.token()); }),
    op("dub", "array vector -> vector: older name of sub for these",
       [](In<Arr> a, In<DVec> b) { return combine<Sub>(a.token(), b.token()); }),
    op("inv", "vector -> vector of 1/x", [](In<DVec> v) { return changed(v, [](double x) { return 1.0 / x; }); })
        .as("inv_dv"),
};

}  // namespace nestling::sli
