// Functions that choose, join or iterate by running a procedure.
#include <limits>

#include "sli/builtins.h"
#include "sli/passes.h"

namespace nestling::sli {
namespace {

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

// Select keeps the elements for which the procedure leaves true, Drop the others.
class Select : public Passes {
 public:
  Select(std::string_view name, bool wanted, Token body, Token array)
      : Passes(name, std::move(body), items(array).size()), wanted_(wanted), array_(std::move(array)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(Token(items(array_)[k])); }
  void after(Interp& i, std::size_t k) override {
    if (take_answer(i) == wanted_) chosen_.push_back(items(array_)[k]);
  }
  void end(Interp& i) override { i.push(make_array(std::move(chosen_))); }

 private:
  bool wanted_;
  Token array_;
  TokenArray chosen_;
};

void select(Interp& i, std::string_view name, bool wanted) {
  Token body = i.pop();
  start<Select>(i, name, wanted, std::move(body), i.pop());
}

class Split : public Passes {
 public:
  Split(Token body, Token array)
      : Passes("Split", std::move(body), items(array).size() - 1), array_(std::move(array)), run_{items(array_)[0]} {}

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
      : Passes("MergeLists", std::move(relation),
               items(a).empty() || items(b).empty() ? 0 : items(a).size() + items(b).size()),
        a_(std::move(a)),
        b_(std::move(b)) {}

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
  Fold(std::string_view name, Token body, Elements elements)
      : Passes(name, std::move(body), elements.size()), elements_(std::move(elements)) {}

 protected:
  void before(Interp& i, std::size_t k) override { i.push(std::move(elements_[k])); }

 private:
  Elements elements_;
};

class Nest : public Passes {
 public:
  Nest(std::string_view name, Token body, Int n)
      : Passes(name, std::move(body), n > 0 ? static_cast<std::size_t>(n) : 0) {}

 protected:
  void before(Interp&, std::size_t) override {}
};

// The same with all intermediate results as an array.
template <class Base>
class Listing : public Base {
 public:
  template <class... Parts>
  explicit Listing(Token first, Parts&&... parts) : Base(std::forward<Parts>(parts)...), results_{std::move(first)} {}

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

}  // namespace

const OpTable fold_ops = {
    op("Table", "[range] proc -> array of what proc leaves for every number of the range", stack<Arr, Proc>, run<table>)
        .as("Table_"),
    op("Select", "array proc -> array of the elements for which proc leaves true", stack<Arr, Proc>,
       [](Interp& i) { select(i, "Select", true); })
        .as_trie(),
    op("Drop", "array proc -> array without the elements for which proc leaves true", stack<Arr, Proc>,
       [](Interp& i) { select(i, "Drop", false); }),
    op("Split", "array -> array of the runs of equal neighbours", stack<Arr>,
       [](Interp& i) { split(i, name(i, "eq")); }),
    op("Split", "array proc -> array of the runs whose neighbours satisfy proc", stack<Arr, Proc>,
       [](Interp& i) {
         Token relation = i.pop();
         split(i, std::move(relation));
       })
        .as("Split_"),
    op("MergeLists", "a b -> array: merge two arrays in ascending order", stack<Arr, Arr>,
       [](Interp& i) { merge_lists(i, name(i, "lt")); }),
    op("MergeLists", "a b proc -> array: merge two arrays in the order of proc", stack<Arr, Arr, Proc>,
       [](Interp& i) { merge_lists(i, i.pop()); })
        .as("MergeLists_"),
    op("Fold", "x array proc -> y: proc joins the value so far with every element", stack<AnyType, Arr, Proc>,
       run<fold>),
    op("Fold", "x vector proc -> y", stack<AnyType, IVec, Proc>, run<fold>),
    op("Fold", "x vector proc -> y", stack<AnyType, DVec, Proc>, run<fold>),
    op("FoldList", "x array proc -> array of all values of Fold, from x on", stack<AnyType, Arr, AnyType>,
       run<fold_list>)
        .as_trie(),
    op("Nest", "x proc n -> y: apply proc n times", stack<AnyType, Proc, IntType>, run<nest>).as_trie(),
    op("NestList", "x proc n -> array of x and the results of 1 .. n applications", stack<AnyType, AnyType, IntType>,
       run<nest_list>)
        .as_trie(),
    op("FixedPoint", "x proc -> y: apply proc until the result no longer changes", stack<AnyType, Proc>,
       [](Interp& i) { start<FixedPoint>(i, i.pop(), std::numeric_limits<std::size_t>::max()); })
        .also("FixedPoint__p"),
    op("FixedPoint", "x proc n -> y: the same, at most n times", stack<AnyType, Proc, IntType>,
       [](Interp& i) {
         const Int most = i.pop().as_integer();
         start<FixedPoint>(i, i.pop(), most > 0 ? static_cast<std::size_t>(most) : 0);
       })
        .also("FixedPoint__p_i"),
};

}  // namespace nestling::sli
