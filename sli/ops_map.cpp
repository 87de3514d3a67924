// Functions that run a procedure on the elements of one or several containers.
#include "sli/builtins.h"
#include "sli/machine.h"
#include "sli/passes.h"
#include "sli/paths.h"

namespace nestling::sli {
namespace {

// Map ---------------------------------------------------------------------------------------------------------

class Map : public Passes {
 public:
  Map(std::string_view name, Token body, Elements elements)
      : Passes(name, std::move(body), elements.size()), elements_(std::move(elements)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(std::move(elements_[k])); }
  void after(Interp& i, std::size_t k) override {
    Token result = take_result(i);
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

template <class Frame>
void map(Interp& i, std::string_view name) {
  Token body = i.pop();
  if (items(body).empty()) return;
  start<Frame>(i, name, std::move(body), Elements(i.pop()));
}

// Arrays are mapped in place, by the loop.
void map_array(Interp& i) {
  const Token body = i.pop();
  if (items(body).empty()) return;
  Token array = i.pop();
  auto& own = array.edit<ArrayBody>();
  Cell& cell = i.machine().push_loop(Cell::Kind::map, &body.as<ArrayBody>());
  ++own.references;
  cell.array = &own;
  cell.index = 0;
}

constexpr auto start_map = [](Interp& i) { i.top(1).is(Type::Array) ? map_array(i) : map<Map>(i, "Map"); };
constexpr auto start_map_indexed = [](Interp& i) { map<MapIndexed>(i, "MapIndexed"); };

// On elements of elements, given by their paths.
class MapAt : public Passes {
 public:
  MapAt(std::string_view name, Token body, Token array, std::vector<Path> paths)
      : Passes(name, std::move(body), paths.size()), array_(std::move(array)), paths_(std::move(paths)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(Token(element_at(array_, paths_[k]))); }
  void after(Interp& i, std::size_t k) override { element_at(array_, paths_[k]) = take_result(i); }
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
  if (levels.size() != 1 || integer_of(levels[0]) < 1)
    fail(err::argument_type, "the level is given as [n] with n >= 1");
  std::vector<Path> paths = paths_of_level(i.top(2), levels[0].as_integer());
  i.drop();
  Token body = i.pop();
  start<MapAt>(i, "Map", std::move(body), i.pop(), std::move(paths));
}

// Several arrays at once --------------------------------------------------------------------------------------

class ScanThread : public Passes {
 public:
  ScanThread(std::string_view name, Token body, Token arrays, std::size_t n)
      : Passes(name, std::move(body), n), arrays_(std::move(arrays)) {}

 protected:
  void before(Interp& i, std::size_t k) override {
    for (const Token& a : items(arrays_)) i.push(Token(items(a)[k]));
  }

 private:
  Token arrays_;
};

class MapThread : public ScanThread {
  using ScanThread::ScanThread;
  void after(Interp& i, std::size_t) override { results_.push_back(take_result(i)); }
  void end(Interp& i) override { i.push(make_array(std::move(results_))); }
  TokenArray results_;
};

std::size_t common_length(const TokenArray& arrays, Err unequal) {
  for (const Token& a : arrays) {
    if (!a.is(Type::Array)) fail(err::argument_type, "expected an array of arrays, found ", with_article(a.type()));
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

void apply(Interp& i) {
  Token body = i.pop();
  const Token arguments = i.pop();
  for (const Token& t : items(arguments)) i.push(Token(t));
  i.call(std::move(body));
}

}  // namespace

const OpTable map_ops = {
    op("Map", "array proc -> array: apply proc to every element", stack<Arr, Proc>, start_map).as("Map_"),
    op("Map", "iterator proc -> array", stack<Iter, Proc>, start_map).also("Map_iter"),
    op("Map", "string proc -> string: proc gets and leaves bytes", stack<Str, Proc>, start_map).also("Map_s"),
    op("Map", "vector proc -> vector of the same type", stack<IVec, Proc>, start_map),
    op("Map", "vector proc -> vector of the same type", stack<DVec, Proc>, start_map),
    op("Map", "array proc [level] -> array: apply proc so many levels down", stack<Arr, Proc, Arr>, run<map_level>),
    op("MapIndexed", "array proc -> array: proc gets the element and its 1-based index", stack<Arr, Proc>,
       start_map_indexed)
        .as("MapIndexed_a"),
    op("MapIndexed", "string proc -> string", stack<Str, Proc>, start_map_indexed).also("MapIndexed_s"),
    op("MapAt", "array proc position -> array: apply proc at one 1-based position", stack<Arr, Proc, IntType>,
       run<map_at>)
        .as("MapAt_i_"),
    op("MapAt", "array proc [i j ..] or [[i ..] ..] -> array: at an element of an element, or at several",
       stack<Arr, Proc, Arr>, run<map_at>)
        .as("MapAt_a_"),
    op("MapThread", "[a1 .. an] proc -> array: apply proc to corresponding elements of equally long arrays",
       stack<Arr, Proc>, run<map_thread>)
        .as("MapThread_a"),
    op("ScanThread", "[a1 .. an] proc -> ...: MapThread that leaves the results on the stack", stack<Arr, Proc>,
       run<scan_thread>)
        .as_trie(),
    op("Apply", "array proc -> ...: proc with the elements as its operands", stack<Arr, AnyType>, run<apply>).as_trie(),
};

}  // namespace nestling::sli
