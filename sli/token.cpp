#include "sli/token.h"

#include <algorithm>
#include <array>

#include "sli/code.h"
#include "sli/names.h"

namespace nestling::sli {
namespace {

constexpr std::array<std::string_view, n_types> type_names = {
    "integertype", "doubletype",    "booltype",     "literaltype",    "nametype",          "functiontype",
    "stringtype",  "arraytype",     "proceduretype", "literalproceduretype", "dictionarytype", "trietype",
    "intvectortype", "doublevectortype", "iteratortype", "istreamtype", "ostreamtype",     "xistreamtype",
    "regextype",   "symboltype",    "rngfactorytype", "rngtype",      "rdvfactorytype",    "rdvtype",
    "connectiontype", "gidcollectiontype", "masktype", "parametertype", "callbacktype",    "anytype"};

bool is_array(const Token& t) { return t.is(Type::Array) || t.is(Type::Procedure) || t.is(Type::LiteralProcedure); }

// Equality of everything but arrays, whose elements the caller compares.
bool equal_flat(const Token& a, const Token& b) {
  switch (a.type()) {
    case Type::Double: return a.as_double() == b.as_double();
    case Type::Symbol:
    case Type::String: return a.as<StringBody>().text == b.as<StringBody>().text;
    case Type::IntVector: return *a.as<IntVectorBody>().numbers == *b.as<IntVectorBody>().numbers;
    case Type::DoubleVector: return *a.as<DoubleVectorBody>().numbers == *b.as<DoubleVectorBody>().numbers;
    case Type::Iterator: {
      auto &x = a.as<IteratorBody>(), &y = b.as<IteratorBody>();
      return x.start == y.start && x.stop == y.stop && x.step == y.step;
    }
    default: return a.as_integer() == b.as_integer();  // the immediate, or the identity of the body
  }
}

}  // namespace

std::string_view type_name(Type type) { return type_names[static_cast<std::size_t>(type)]; }

std::string with_article(Type type) {
  const std::string_view name = type_name(type);
  const bool vowel = std::string_view("aio").find(name.front()) != std::string_view::npos;
  return std::string(vowel ? "an " : "a ").append(name);
}

Type type_by_name(std::string_view name) {
  const auto at = std::find(type_names.begin(), type_names.end(), name);
  return at == type_names.end() ? Type::Any : static_cast<Type>(at - type_names.begin());
}

ArrayBody::~ArrayBody() {
  drop_code();
  const bool nested = std::any_of(items.begin(), items.end(), [](auto& t) { return is_array(t) || t.is(Type::Dictionary); });
  if (nested) dismantle(items);
}

void ArrayBody::drop_code() {
  delete code;
  code = nullptr;
}

namespace {

// The containers among the values of a dictionary, which nobody else holds.
Token taken_apart(DictBody& dict) {
  Token values = make_array({});
  for (auto* entry : dict.entries())
    if (is_array(entry->value) || entry->value.is(Type::Dictionary)) values.as<ArrayBody>().items.push_back(std::move(entry->value));
  return values;
}

}  // namespace

// From the back, so that only one array for each level of nesting waits: there may be no memory for more. What cannot be
// taken apart even so is never freed.
void dismantle(TokenArray& tokens) {
  TokenArray open;
  for (TokenArray* here = &tokens;;) {
    while (!here->empty()) {
      Token t = std::move(here->back());
      here->pop_back();
      if (!(is_array(t) || t.is(Type::Dictionary)) || t.object()->references > 1) continue;
      try {
        open.push_back(t.is(Type::Dictionary) ? taken_apart(t.as<DictBody>()) : t);
        here = &open.back().as<ArrayBody>().items;
      } catch (const std::bad_alloc&) {
        ++t.object()->references;
      }
    }
    if (open.empty()) return;
    open.pop_back();
    here = open.empty() ? &tokens : &open.back().as<ArrayBody>().items;
  }
}

bool equal(const Token& a, const Token& b) {
  std::vector<std::pair<const Token*, const Token*>> pending{{&a, &b}};  // not recursive: arrays nest to any depth
  while (!pending.empty()) {
    auto [x, y] = pending.back();
    pending.pop_back();
    if (x->type() != y->type()) return false;
    if (!is_array(*x)) {
      if (!equal_flat(*x, *y)) return false;
      continue;
    }
    auto &left = x->as<ArrayBody>().items, &right = y->as<ArrayBody>().items;
    if (left.size() != right.size()) return false;
    for (std::size_t k = left.size(); k-- > 0;) pending.emplace_back(&left[k], &right[k]);
  }
  return true;
}

}  // namespace nestling::sli
