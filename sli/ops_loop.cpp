// Loops. The frequent ones are cells that the interpreter's loop advances by itself, the others frames.
#include <cmath>

#include "sli/builtins.h"
#include "sli/interp.h"
#include "sli/machine.h"

namespace nestling::sli {
namespace {

using Kind = Cell::Kind;

// `next` pushes the operands of the next pass; false: there is none.
template <class Next> struct Each : Frame {
  Each(std::string_view name, Token body, Next next) : name(name), body(std::move(body)), next(std::move(next)) {}
  bool step(Interp& i) override {
    if (!next(i)) return false;
    i.call(body);
    return true;
  }
  std::string_view label() const override { return name; }
  std::string_view name;
  Token body;
  Next next;
};

template <class Next> void push_each(Interp& i, std::string_view name, Token body, Next next) {
  i.push_frame(std::make_unique<Each<Next>>(name, std::move(body), std::move(next)));
}

// The cell of a loop; takes its body off the stack.
Cell& push_cell(Interp& i, Kind kind) {
  Cell& cell = i.machine().push_loop(kind, &i.top().as<ArrayBody>());
  i.drop();
  return cell;
}

// first step last proc for ->
void for_integers(Interp& i) {
  const Int first = i.top(3).as_integer(), step = i.top(2).as_integer(), last = i.top(1).as_integer();
  if (step == 0) return i.drop(4);
  if (step == static_cast<std::int32_t>(step)) {
    Cell& cell = push_cell(i, Kind::for_integer);
    cell.count = first;
    cell.limit = last;
    cell.step = static_cast<std::int32_t>(step);
    return i.drop(3);
  }
  Token body = i.pop();
  i.drop(3);
  push_each(i, "for", std::move(body), [at = __int128{first}, step, last](Interp& i) mutable {
    if (step > 0 ? at > last : at < last) return false;
    i.push(static_cast<Int>(at));
    at += step;
    return true;
  });
}

void for_doubles(Interp& i, Num first, Num step, Num last, In<Proc> body) {
  const double passes = 1 + std::trunc((last - first) / step);
  push_each(i, "for", body.token(), [first = first.value, step = step.value, passes, k = 0.](Interp& i) mutable {
    if (!(k < passes)) return false;
    i.push(first + k * step);
    ++k;
    return true;
  });
}

// array proc forall ->
template <bool WithIndex> void for_array(Interp& i) {
  Cell& cell = push_cell(i, Kind::for_array);
  cell.array = &i.top().as<ArrayBody>();
  ++cell.array->references;
  cell.index = 0;
  cell.step = WithIndex;
  i.drop();
}

template <bool WithIndex> void for_string(Interp& i, In<Str> s, In<Proc> body) {
  push_each(i, "forall", body.token(), [string = s.token(), k = std::size_t{0}](Interp& i) mutable {
    auto& text = string.template as<StringBody>().text;
    if (k >= text.size()) return false;
    i.push(static_cast<int>(static_cast<unsigned char>(text[k])));
    if (WithIndex) i.push(static_cast<Int>(k));
    ++k;
    return true;
  });
}

template <class Tag> void for_vector(Interp& i, In<Tag> v, In<Proc> body) {
  push_each(i, "forall", body.token(), [numbers = v->numbers, k = std::size_t{0}](Interp& i) mutable {
    if (k >= numbers->size()) return false;
    i.push(detail::result((*numbers)[k++]));
    return true;
  });
}

void for_dictionary(Interp& i, In<Dic> d, In<Proc> body) {
  std::vector<std::pair<Name*, Token>> pairs;
  for (auto* e : d->entries()) pairs.emplace_back(e->key, e->value);
  push_each(i, "forall", body.token(), [pairs = std::move(pairs), k = std::size_t{0}](Interp& i) mutable {
    if (k >= pairs.size()) return false;
    i.push(Token::literal(pairs[k].first));
    i.push(std::move(pairs[k].second));
    ++k;
    return true;
  });
}

void for_iterator(Interp& i, In<Iter> range, In<Proc> body) {
  push_each(i, "forall", body.token(), [at = __int128{range->start}, step = range->step, stop = range->stop](Interp& i) mutable {
    if (step == 0 || (step > 0 ? at > stop : at < stop)) return false;
    i.push(static_cast<Int>(at));
    at += step;
    return true;
  });
}

void repeat_any(Interp& i, Int n, const Token& x) {
  push_each(i, "repeatany", x, [n](Interp&) mutable { return n-- > 0; });
}

}  // namespace

const OpTable loop_ops = {
    op("loop", "proc -> …: execute proc until exit", stack<Proc>, [](Interp& i) { push_cell(i, Kind::loop); }),
    op("repeat", "n proc -> …: execute proc n times", stack<IntType, Proc>,
       [](Interp& i) {
         Cell& cell = push_cell(i, Kind::repeat);
         cell.count = i.pop().as_integer();
       })
        .as("repeat_"),
    op("repeatany", "n x -> …: execute any object n times", fn<repeat_any>),
    op("for", "first step last proc -> …: proc with the counter pushed before each pass", stack<IntType, IntType, IntType, Proc>, for_integers)
        .as("for_i"),
    op("for", "the same with doubles", fn<for_doubles>).as("for_a"),
    op("forall", "array proc -> …: proc for every element", stack<Arr, Proc>, for_array<false>).as("forall_a"),
    op("forall", "string proc -> …: proc for every byte", fn<for_string<false>>).as("forall_s"),
    op("forall", "iterator proc -> …: proc for every integer of the range", fn<for_iterator>).as("forall_iter"),
    op("forall", "dict proc -> …: proc for every key and value", fn<for_dictionary>).as("forall_di"),
    op("forall", "doublevector proc -> …: proc for every number", fn<for_vector<DVec>>).as("forall_dv"),
    op("forall", "intvector proc -> …: proc for every number", fn<for_vector<IVec>>).as("forall_iv"),
    op("forallindexed", "array proc -> …: proc for every element and its index", stack<Arr, Proc>, for_array<true>).as("forallindexed_a"),
    op("forallindexed", "string proc -> …: proc for every byte and its index", fn<for_string<true>>).as("forallindexed_s"),
};

}  // namespace nestling::sli
