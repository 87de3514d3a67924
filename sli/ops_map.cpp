// Functions that run a procedure on every element, on every number of a range, or again and again.
#include <limits>
#include <memory>

#include "sli/builtins.h"
#include "sli/paths.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

Token take(Interp& i) {
  i.need(1);
  return i.pop();
}

bool take_answer(Interp& i) {
  i.need(1);
  if (!i.top().is(Type::Bool)) fail(err::type_mismatch, "the procedure must leave a booltype, not a ", type_name(i.top().type()));
  return i.pop().as_bool();
}

// A number of passes: operands for the procedure, the procedure, what to do with its results.
class Passes : public Frame {
 public:
  Passes(std::string_view name, Token body, std::size_t n) : name_(name), body_(std::move(body)), n_(n) {}
  bool step(Interp& i) final {
    if (k_ > 0) after(i, k_ - 1);
    if (k_ >= n_) return end(i), false;
    before(i, k_++);
    i.call(body_);
    return true;
  }
  std::string_view label() const final { return name_; }

 protected:
  virtual void before(Interp& i, std::size_t k) = 0;
  virtual void after(Interp&, std::size_t) {}
  virtual void end(Interp&) {}
  void stop() { n_ = k_; }

 private:
  std::string_view name_;
  Token body_;
  std::size_t n_, k_ = 0;
};

template <class Passes, class... Parts> void start(Interp& i, Parts&&... parts) {
  i.push_frame(std::make_unique<Passes>(std::forward<Parts>(parts)...));
}

// Map ---------------------------------------------------------------------------------------------------------

// A container taken apart into tokens, and put together again in its own kind.
class Elements {
 public:
  explicit Elements(Token container) : type_(container.type()), tokens_(expand(std::move(container))) {}
  Token& operator[](std::size_t k) { return tokens_[k]; }
  std::size_t size() const { return tokens_.size(); }

  // What may stand in the container; ArgumentType otherwise.
  void check(const Token& t) const {
    const bool packed_ints = type_ == Type::String || type_ == Type::IntVector;
    const Type wanted = packed_ints ? Type::Integer : type_ == Type::DoubleVector ? Type::Double : t.type();
    if (!t.is(wanted)) fail(err::argument_type, "a ", type_name(type_), " holds ", type_name(wanted), ", not ", type_name(t.type()));
  }
  Token rebuilt();

 private:
  static TokenArray expand(Token container);
  template <class T> std::vector<T> numbers() const {
    std::vector<T> v;
    v.reserve(size());
    for (const Token& t : tokens_) v.push_back(static_cast<T>(t.is(Type::Double) ? t.as_double() : t.as_integer()));
    return v;
  }

  Type type_;
  TokenArray tokens_;
};

TokenArray Elements::expand(Token container) {
  if (container.is(Type::Array)) return std::move(container.edit<ArrayBody>().items);
  return to_array(container);
}

Token Elements::rebuilt() {
  if (type_ == Type::IntVector) return make_vector(numbers<Int>());
  if (type_ == Type::DoubleVector) return make_vector(numbers<double>());
  if (type_ != Type::String) return make_array(std::move(tokens_));
  const auto bytes = numbers<Int>();
  return make_string(std::string(bytes.begin(), bytes.end()));
}

class Map : public Passes {
 public:
  Map(std::string_view name, Token body, Elements elements) : Passes(name, std::move(body), elements.size()), elements_(std::move(elements)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(std::move(elements_[k])); }
  void after(Interp& i, std::size_t k) override {
    Token result = take(i);
    elements_.check(result);
    elements_[k] = std::move(result);
  }
  void end(Interp& i) override { i.push(elements_.rebuilt()); }

 private:
  Elements elements_;
};

class MapIndexed : public Map {
  using Map::Map;
  void before(Interp& i, std::size_t k) override {
    Map::before(i, k);
    i.push(static_cast<Int>(k + 1));
  }
};

template <class Frame> void map(Interp& i, std::string_view name) {
  Token body = i.pop();
  if (items(body).empty()) return;
  start<Frame>(i, name, std::move(body), Elements(i.pop()));
}

constexpr auto start_map = [](Interp& i) { map<Map>(i, "Map"); };
constexpr auto start_map_indexed = [](Interp& i) { map<MapIndexed>(i, "MapIndexed"); };

// On elements of elements, given by their paths.
class MapAt : public Passes {
 public:
  MapAt(std::string_view name, Token body, Token array, std::vector<Path> paths)
      : Passes(name, std::move(body), paths.size()), array_(std::move(array)), paths_(std::move(paths)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(Token(element_at(array_, paths_[k]))); }
  void after(Interp& i, std::size_t k) override { element_at(array_, paths_[k]) = take(i); }
  void end(Interp& i) override { i.push(std::move(array_)); }

 private:
  Token array_;
  std::vector<Path> paths_;
};

void map_at(Interp& i) {
  std::vector<Path> paths = checked_paths(i.top(), i.top(2));
  i.drop();
  Token body = i.pop();
  start<MapAt>(i, "MapAt", std::move(body), i.pop(), std::move(paths));
}

void map_level(Interp& i) {
  const auto& levels = items(i.top());
  if (levels.size() != 1 || integer_of(levels[0]) < 1) fail(err::argument_type, "the level is given as [n] with n >= 1");
  std::vector<Path> paths = paths_of_level(i.top(2), levels[0].as_integer());
  i.drop();
  Token body = i.pop();
  start<MapAt>(i, "Map", std::move(body), i.pop(), std::move(paths));
}

// Several arrays at once --------------------------------------------------------------------------------------

class ScanThread : public Passes {
 public:
  ScanThread(std::string_view name, Token body, Token arrays, std::size_t n) : Passes(name, std::move(body), n), arrays_(std::move(arrays)) {}

 protected:
  void before(Interp& i, std::size_t k) override {
    for (const Token& a : items(arrays_)) i.push(Token(items(a)[k]));
  }

 private:
  Token arrays_;
};

class MapThread : public ScanThread {
  using ScanThread::ScanThread;
  void after(Interp& i, std::size_t) override { results_.push_back(take(i)); }
  void end(Interp& i) override { i.push(make_array(std::move(results_))); }
  TokenArray results_;
};

std::size_t common_length(const TokenArray& arrays, Err unequal) {
  for (const Token& a : arrays) {
    if (!a.is(Type::Array)) fail(err::argument_type, "expected an array of arrays, found a ", type_name(a.type()));
    if (items(a).size() != items(arrays[0]).size()) fail(unequal, "the arrays have different lengths");
  }
  return arrays.empty() ? 0 : items(arrays[0]).size();
}

void map_thread(Interp& i) {
  const std::size_t n = common_length(items(i.top(1)), err::range_check);
  Token body = i.pop();
  if (items(body).empty() || items(i.top()).empty()) return;
  start<MapThread>(i, "MapThread", std::move(body), i.pop(), n);
}

void scan_thread(Interp& i) {
  const std::size_t n = common_length(items(i.top(1)), arrays_must_have_equal_length);
  Token body = i.pop();
  start<ScanThread>(i, "ScanThread", std::move(body), i.pop(), n);
}

// Table, Select, Split ----------------------------------------------------------------------------------------

// Collects whatever the passes leave: they may yield none or several elements each.
class Table : public Passes {
 public:
  Table(Token body, AnyProgression numbers) : Passes("Table", std::move(body), numbers.count()), numbers_(numbers) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(numbers_[k]); }
  void end(Interp& i) override {
    Token table = make_array(take_operands(i, operands_above_mark(i, err::unmatched_mark)));
    i.top() = std::move(table);
  }

 private:
  AnyProgression numbers_;
};

void table(Interp& i) {
  const AnyProgression numbers = progression(items(i.top(1)));
  Token body = i.pop();
  i.top() = i.literal("mark");
  start<Table>(i, std::move(body), numbers);
}

class Select : public Passes {
 public:
  Select(Token body, Token array) : Passes("Select", std::move(body), items(array).size()), array_(std::move(array)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(Token(items(array_)[k])); }
  void after(Interp& i, std::size_t k) override {
    if (take_answer(i)) chosen_.push_back(items(array_)[k]);
  }
  void end(Interp& i) override { i.push(make_array(std::move(chosen_))); }

 private:
  Token array_;
  TokenArray chosen_;
};

void select(Interp& i) {
  Token body = i.pop();
  start<Select>(i, std::move(body), i.pop());
}

class Split : public Passes {
 public:
  Split(Token body, Token array) : Passes("Split", std::move(body), items(array).size() - 1), array_(std::move(array)), run_{items(array_)[0]} {}

 protected:
  void before(Interp& i, std::size_t k) override {
    i.push(Token(items(array_)[k]));
    i.push(Token(items(array_)[k + 1]));
  }
  void after(Interp& i, std::size_t k) override {
    if (!take_answer(i)) close_run();
    run_.push_back(items(array_)[k + 1]);
  }
  void end(Interp& i) override {
    close_run();
    i.push(make_array(std::move(runs_)));
  }

 private:
  void close_run() { runs_.push_back(make_array(std::exchange(run_, {}))); }
  Token array_;
  TokenArray run_, runs_;
};

void split(Interp& i, Token relation) {
  if (!items(i.top()).empty()) start<Split>(i, std::move(relation), i.pop());
}

class MergeLists : public Passes {
 public:
  MergeLists(Token relation, Token a, Token b)
      : Passes("MergeLists", std::move(relation), items(a).empty() || items(b).empty() ? 0 : items(a).size() + items(b).size()),
        a_(std::move(a)), b_(std::move(b)) {}

 protected:
  void before(Interp& i, std::size_t) override {
    i.push(Token(items(a_)[from_a_]));
    i.push(Token(items(b_)[from_b_]));
  }
  void after(Interp& i, std::size_t) override {
    merged_.push_back(take_answer(i) ? items(a_)[from_a_++] : items(b_)[from_b_++]);
    if (from_a_ == items(a_).size() || from_b_ == items(b_).size()) stop();
  }
  void end(Interp& i) override {
    merged_.insert(merged_.end(), items(a_).begin() + static_cast<std::ptrdiff_t>(from_a_), items(a_).end());
    merged_.insert(merged_.end(), items(b_).begin() + static_cast<std::ptrdiff_t>(from_b_), items(b_).end());
    i.push(make_array(std::move(merged_)));
  }

 private:
  Token a_, b_;
  std::size_t from_a_ = 0, from_b_ = 0;
  TokenArray merged_;
};

void merge_lists(Interp& i, Token relation) {
  Token b = i.pop(), a = i.pop();
  start<MergeLists>(i, std::move(relation), std::move(a), std::move(b));
}

Token name(Interp& i, std::string_view text) { return Token::name(i.intern(text)); }

// Again and again: the value stays on the stack between the passes ---------------------------------------------

class Fold : public Passes {
 public:
  Fold(std::string_view name, Token body, Elements elements) : Passes(name, std::move(body), elements.size()), elements_(std::move(elements)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(std::move(elements_[k])); }

 private:
  Elements elements_;
};

class Nest : public Passes {
 public:
  Nest(std::string_view name, Token body, Int n) : Passes(name, std::move(body), n > 0 ? static_cast<std::size_t>(n) : 0) {}

 protected:
  void before(Interp&, std::size_t) override {}
};

// The same with all intermediate results as an array.
template <class Base> class Listing : public Base {
 public:
  template <class... Parts> explicit Listing(Token first, Parts&&... parts) : Base(std::forward<Parts>(parts)...), results_{std::move(first)} {}

 protected:
  void after(Interp& i, std::size_t) override {
    i.need(1);
    results_.push_back(i.top());
  }
  void end(Interp& i) override { i.top() = make_array(std::move(results_)); }

 private:
  TokenArray results_;
};

void fold(Interp& i) {
  Token body = i.pop();
  start<Fold>(i, "Fold", std::move(body), Elements(i.pop()));
}

void fold_list(Interp& i) {
  Token body = i.pop();
  Elements elements(i.pop());
  start<Listing<Fold>>(i, i.top(), "FoldList", std::move(body), std::move(elements));
}

void nest(Interp& i) {
  const Int n = i.pop().as_integer();
  start<Nest>(i, "Nest", i.pop(), n);
}

void nest_list(Interp& i) {
  const Int n = i.pop().as_integer();
  Token body = i.pop();
  start<Listing<Nest>>(i, i.top(), "NestList", std::move(body), n);
}

class FixedPoint : public Passes {
 public:
  FixedPoint(Token body, std::size_t most) : Passes("FixedPoint", std::move(body), most) {}

 protected:
  void before(Interp& i, std::size_t) override {
    i.need(1);
    previous_ = i.top();
  }
  void after(Interp& i, std::size_t) override {
    i.need(1);
    if (equal(previous_, i.top())) stop();
  }

 private:
  Token previous_;
};

void apply(Interp& i) {
  Token body = i.pop();
  const Token arguments = i.pop();
  for (const Token& t : items(arguments)) i.push(Token(t));
  i.call(std::move(body));
}

template <void (*F)(Interp&)> constexpr auto run = [](Interp& i) { F(i); };

}  // namespace

const OpTable map_ops = {
    op("Map", "array proc -> array: apply proc to every element", stack<ArrType, ProcType>, start_map).as("Map_"),
    op("Map", "iterator proc -> array", stack<IterType, ProcType>, start_map).as("Map_iter"),
    op("Map", "string proc -> string: proc gets and leaves bytes", stack<StrType, ProcType>, start_map).as("Map_s"),
    op("Map", "vector proc -> vector of the same type", stack<IVecType, ProcType>, start_map),
    op("Map", "vector proc -> vector of the same type", stack<DVecType, ProcType>, start_map),
    op("Map", "array proc [level] -> array: apply proc so many levels down", stack<ArrType, ProcType, ArrType>, run<map_level>),
    op("MapIndexed", "array proc -> array: proc gets the element and its 1-based index", stack<ArrType, ProcType>, start_map_indexed)
        .as("MapIndexed_a"),
    op("MapIndexed", "string proc -> string", stack<StrType, ProcType>, start_map_indexed).as("MapIndexed_s"),
    op("MapAt", "array proc position -> array: apply proc at one 1-based position", stack<ArrType, ProcType, IntType>, run<map_at>)
        .as("MapAt_i_"),
    op("MapAt", "array proc [i j ..] or [[i ..] ..] -> array: at an element of an element, or at several", stack<ArrType, ProcType, ArrType>,
       run<map_at>).as("MapAt_a_"),
    op("MapThread", "[a1 .. an] proc -> array: apply proc to corresponding elements of equally long arrays", stack<ArrType, ProcType>,
       run<map_thread>).as("MapThread_a"),
    op("ScanThread", "[a1 .. an] proc -> ...: MapThread that leaves the results on the stack", stack<ArrType, ProcType>, run<scan_thread>),
    op("Table", "[range] proc -> array of what proc leaves for every number of the range", stack<ArrType, ProcType>, run<table>).as("Table_"),
    op("Select", "array proc -> array of the elements for which proc leaves true", stack<ArrType, ProcType>, run<select>),
    op("Split", "array -> array of the runs of equal neighbours", stack<ArrType>, [](Interp& i) { split(i, name(i, "eq")); }),
    op("Split", "array proc -> array of the runs whose neighbours satisfy proc", stack<ArrType, ProcType>,
       [](Interp& i) {
         Token relation = i.pop();
         split(i, std::move(relation));
       }).as("Split_"),
    op("MergeLists", "a b -> array: merge two arrays in ascending order", stack<ArrType, ArrType>,
       [](Interp& i) { merge_lists(i, name(i, "lt")); }),
    op("MergeLists", "a b proc -> array: merge two arrays in the order of proc", stack<ArrType, ArrType, ProcType>,
       [](Interp& i) { merge_lists(i, i.pop()); }).as("MergeLists_"),

    op("Fold", "x array proc -> y: proc joins the value so far with every element", stack<AnyType, ArrType, ProcType>, run<fold>),
    op("Fold", "x vector proc -> y", stack<AnyType, IVecType, ProcType>, run<fold>),
    op("Fold", "x vector proc -> y", stack<AnyType, DVecType, ProcType>, run<fold>),
    op("FoldList", "x array proc -> array of all values of Fold, from x on", stack<AnyType, ArrType, AnyType>, run<fold_list>),
    op("Nest", "x proc n -> y: apply proc n times", stack<AnyType, ProcType, IntType>, run<nest>),
    op("NestList", "x proc n -> array of x and the results of 1 .. n applications", stack<AnyType, AnyType, IntType>, run<nest_list>),
    op("FixedPoint", "x proc -> y: apply proc until the result no longer changes", stack<AnyType, ProcType>,
       [](Interp& i) { start<FixedPoint>(i, i.pop(), std::numeric_limits<std::size_t>::max()); }).as("FixedPoint__p"),
    op("FixedPoint", "x proc n -> y: the same, at most n times", stack<AnyType, ProcType, IntType>,
       [](Interp& i) {
         const Int most = i.pop().as_integer();
         start<FixedPoint>(i, i.pop(), most > 0 ? static_cast<std::size_t>(most) : 0);
       }).as("FixedPoint__p_i"),
    op("Apply", "array proc -> ...: proc with the elements as its operands", stack<ArrType, AnyType>, run<apply>),
};

}  // namespace nestling::sli
