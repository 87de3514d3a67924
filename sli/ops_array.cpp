// Arrays and procedures: making, reading and changing elements. Vectors have the same names in ops_vector.cpp.
#include <malloc.h>

#include <algorithm>
#include <iterator>

#include "sli/builtins.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

auto at(TokenArray& a, std::size_t k) { return a.begin() + static_cast<std::ptrdiff_t>(k); }

// Get and put -------------------------------------------------------------------------------------------------

template <class Tag>
Token get(In<Tag> a, Int k) {
  return a->items[checked_index(k, a->items.size())];
}

TokenArray get_several(In<Arr> a, In<Arr> indices) {
  TokenArray chosen;
  chosen.reserve(indices->items.size());
  for (const Token& k : indices->items) chosen.push_back(a->items[checked_index(integer_of(k), a->items.size())]);
  return chosen;
}

template <class Tag>
Slot<Tag> put(Slot<Tag> a, Int k, const Token& x) {
  const std::size_t index = checked_index(k, a->items.size());
  a.edit().items[index] = Token(x);
  return a;
}

void check_path(const Token& nested, const TokenArray& path) {
  require_range(!path.empty(), "the list of indices is empty");
  const Token* here = &nested;
  for (const Token& k : path) {
    require_range(here->is(Type::Array), "the list of indices is longer than the array is deep");
    here = &items(*here)[checked_index(integer_of(k), items(*here).size())];
  }
}

Slot<Arr> put_nested(Slot<Arr> a, In<Arr> path, const Token& x) {
  check_path(a.token(), path->items);
  Token* here = &a.token();
  for (const Token& k : path->items) here = &here->edit<ArrayBody>().items[static_cast<std::size_t>(k.as_integer())];
  *here = Token(x);
  return a;
}

// Growing and cutting -----------------------------------------------------------------------------------------

template <class Tag>
Slot<Tag> append(Slot<Tag> a, const Token& x) {
  a.edit().items.push_back(Token(x));
  return a;
}

template <class Tag>
Slot<Tag> prepend(Slot<Tag> a, const Token& x) {
  auto& all = a.edit().items;
  all.insert(all.begin(), Token(x));
  return a;
}

template <class Tag>
Slot<Tag> join(Slot<Tag> a, In<Tag> b) {
  const TokenArray added = b->items;  // b may be the same array
  auto& all = a.edit().items;
  all.insert(all.end(), added.begin(), added.end());
  return a;
}

TokenArray getinterval(In<Arr> a, Int start, Int length) {
  const std::size_t n = checked_interval(start, length, a->items.size());
  const auto first = a->items.begin() + start;
  return TokenArray(first, first + static_cast<std::ptrdiff_t>(n));
}

// Puts `added` in the place of the n elements from `start` on.
Slot<Arr> splice(Slot<Arr> a, Int start, std::size_t n, TokenArray added) {
  auto& all = a.edit().items;
  const auto kept = all.erase(at(all, static_cast<std::size_t>(start)), at(all, static_cast<std::size_t>(start) + n));
  all.insert(kept, std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  return a;
}

Slot<Arr> insert(Slot<Arr> a, Int k, TokenArray added) {
  checked_index(k, a->items.size());
  return splice(a, k, 0, std::move(added));
}

Slot<Arr> replace(Slot<Arr> a, Int start, Int length, In<Arr> b) {
  return splice(a, start, clipped_interval(start, length, a->items.size()), b->items);
}

Slot<Arr> putinterval(Slot<Arr> a, Int start, In<Arr> b) {
  return replace(a, start, static_cast<Int>(b->items.size()), b);
}

template <class Tag>
Slot<Tag> erase(Slot<Tag> a, Int start, Int length) {
  const std::size_t n = clipped_interval(start, length, a->items.size());
  auto& all = a.edit().items;
  const auto first = at(all, static_cast<std::size_t>(start));
  all.erase(first, first + static_cast<std::ptrdiff_t>(n));
  return a;
}

template <class Tag>
Slot<Tag> erase_all(Slot<Tag> a) {
  a.edit().items.clear();
  return a;
}

template <class Tag>
Slot<Tag> without_first(Slot<Tag> a) {
  require_range(!a->items.empty(), "the array is empty");
  return erase(a, 0, 1);
}

Slot<Arr> without_last(Slot<Arr> a) {
  require_range(!a->items.empty(), "the array is empty");
  a.edit().items.pop_back();
  return a;
}

template <class Tag>
Token last(In<Tag> a) {
  require_range(!a->items.empty(), "the array is empty");
  return a->items.back();
}

// Making ------------------------------------------------------------------------------------------------------

std::size_t checked_room(Int n) {
  if (n < 0) fail(err::positive_integer_expected, "the number of elements must not be negative, is ", n);
  return static_cast<std::size_t>(n);
}

Slot<Arr> resize(Slot<Arr> a, Int n) {
  const std::size_t length = checked_room(n);
  a.edit().items.resize(length);
  return a;
}

Slot<Arr> reserve(Slot<Arr> a, Int n) {
  const std::size_t room = checked_room(n);
  a.edit().items.reserve(room);
  return a;
}

void arrayload(Interp& i) {
  const Token array = i.pop();
  for (const Token& t : items(array)) i.push(Token(t));
  i.push(static_cast<Int>(items(array).size()));
}

}  // namespace

const OpTable array_ops = {
    op("array", "n -> array of n zeros",
       [](Int n) { return TokenArray(static_cast<std::size_t>(std::max<Int>(n, 0))); })
        .as_trie(),
    op("arrayload", "array -> x1 .. xn n: push all elements and their number", stack<Arr>,
       [](Interp& i) { arrayload(i); })
        .as("arrayload_"),
    op("length", "array -> n: number of elements", [](In<Arr> a) { return a->items.size(); }).as("length_a"),
    op("length", "procedure -> n", [](In<Proc> p) { return p->items.size(); }).as("length_p"),
    op("length", "procedure -> n", [](In<LitProc> p) { return p->items.size(); }).as("length_lp"),
    op("size", "array -> array n: number of elements, keeping the array", stack<Arr>,
       [](Interp& i) { i.push(static_cast<Int>(items(i.top()).size())); })
        .as("size_a"),
    op("empty", "array -> array bool: has it no element, keeping the array", stack<Arr>,
       [](Interp& i) { i.push(items(i.top()).empty()); })
        .as("empty_a"),
    op("container", "array -> array []", stack<Arr>, [](Interp& i) { i.push(make_array({})); }).as_trie(),

    op("get", "array i -> x: element by its 0-based index", [](In<Arr> a, Int k) { return get(a, k); }).as("get_a"),
    op("get", "procedure i -> x", [](In<Proc> p, Int k) { return get(p, k); }).as("get_p"),
    op("get", "procedure i -> x", [](In<LitProc> p, Int k) { return get(p, k); }).as("get_lp"),
    op("get", "array [i ..] -> array of the elements with these indices",
       [](In<Arr> a, In<Arr> k) { return get_several(a, k); })
        .as("get_a_a"),
    op("put", "array i x -> array: replace an element", [](Slot<Arr> a, Int k, const Token& x) { return put(a, k, x); })
        .as("put_a"),
    op("put", "procedure i x -> procedure", [](Slot<Proc> p, Int k, const Token& x) { return put(p, k, x); })
        .as("put_p"),
    op("put", "procedure i x -> procedure", [](Slot<LitProc> p, Int k, const Token& x) { return put(p, k, x); })
        .as("put_lp"),
    op("put", "array [i j ..] x -> array: replace an element of an element",
       [](Slot<Arr> a, In<Arr> path, const Token& x) { return put_nested(a, path, x); })
        .as("put_a_a_t"),
    op("First", "array -> first element", [](In<Arr> a) { return get(a, 0); }),
    op("First", "procedure -> first element", [](In<Proc> p) { return get(p, 0); }),
    op("First", "procedure -> first element", [](In<LitProc> p) { return get(p, 0); }),
    op("Last", "array -> last element", [](In<Arr> a) { return last(a); }),
    op("Last", "procedure -> last element", [](In<Proc> p) { return last(p); }),
    op("Rest", "array -> array without its first element", [](Slot<Arr> a) { return without_first(a); }),
    op("Rest", "procedure -> procedure without its first element", [](Slot<Proc> p) { return without_first(p); }),
    op("Most", "array -> array without its last element", [](Slot<Arr> a) { return without_last(a); }).as_trie(),

    op("append", "array x -> array: add an element at the end",
       [](Slot<Arr> a, const Token& x) { return append(a, x); })
        .as("append_a"),
    op("append", "procedure x -> procedure", [](Slot<Proc> p, const Token& x) { return append(p, x); }).as("append_p"),
    op("prepend", "array x -> array: add an element at the front",
       [](Slot<Arr> a, const Token& x) { return prepend(a, x); })
        .as("prepend_a"),
    op("prepend", "procedure x -> procedure", [](Slot<Proc> p, const Token& x) { return prepend(p, x); })
        .as("prepend_p"),
    op("join", "a b -> ab", [](Slot<Arr> a, In<Arr> b) { return join(a, b); }).as("join_a"),
    op("join", "a b -> ab", [](Slot<Proc> a, In<Proc> b) { return join(a, b); }).as("join_p"),
    op("getinterval", "array start n -> array of n elements from a 0-based start",
       [](In<Arr> a, Int start, Int n) { return getinterval(a, start, n); })
        .as("getinterval_a"),
    op("putinterval", "array start b -> array: overwrite elements from start on by those of b",
       [](Slot<Arr> a, Int start, In<Arr> b) { return putinterval(a, start, b); })
        .as_trie(),
    op("insert", "array i b -> array: put the elements of b before index i",
       [](Slot<Arr> a, Int k, In<Arr> b) { return insert(a, k, b->items); })
        .as("insert_a"),
    op("insertelement", "array i x -> array: put x before index i",
       [](Slot<Arr> a, Int k, const Token& x) { return insert(a, k, {x}); })
        .as("insertelement_a"),
    op("replace", "array i n b -> array: put b in the place of n elements",
       [](Slot<Arr> a, Int start, Int n, In<Arr> b) { return replace(a, start, n, b); })
        .as("replace_a"),
    op("erase", "array i n -> array: remove n elements",
       [](Slot<Arr> a, Int start, Int n) { return erase(a, start, n); })
        .as("erase_a"),
    op("erase", "procedure i n -> procedure", [](Slot<Proc> p, Int start, Int n) { return erase(p, start, n); })
        .as("erase_p"),
    op("erase", "array -> []", [](Slot<Arr> a) { return erase_all(a); }),
    op("erase", "procedure -> {}", [](Slot<Proc> p) { return erase_all(p); }),

    op(":resize", "array n -> array of length n, filled up with 0", [](Slot<Arr> a, Int n) { return resize(a, n); })
        .as(":resize_a"),
    op("reserve", "array n -> array with room for n elements", [](Slot<Arr> a, Int n) { return reserve(a, n); })
        .as("reserve_a"),
    op("allocations", "-> n: bytes of memory in use", []() { return static_cast<Int>(::mallinfo2().uordblks); }),
    op("capacity", "array -> array n: number of elements there is room for", stack<Arr>,
       [](Interp& i) { i.push(static_cast<Int>(items(i.top()).capacity())); })
        .as("capacity_a"),
    op("shrink", "array -> array bool: give back unused room", stack<Arr>,
       [](Interp& i) {
         const std::size_t before = items(i.top()).capacity();
         i.top().edit<ArrayBody>().items.shrink_to_fit();
         i.push(items(i.top()).capacity() < before);
       })
        .as("shrink_a"),
    op("references", "array -> array n: number of holders of its contents", stack<Arr>,
       [](Interp& i) { i.push(static_cast<Int>(i.top().object()->references)); })
        .as("references_a"),
    op("valid_a", "array -> array true", stack<Arr>, [](Interp& i) { i.push(true); }),
};

}  // namespace nestling::sli
