#include "sli/bindings/values.h"

#include "sli/bindings/random.h"

namespace nestling::sli {

Token to_token(Interp& i, const Dict& dict) {
  Token t = make_dict();
  auto& body = t.as<DictBody>();
  for (auto& entry : dict) body[i.intern(entry.key)] = to_token(i, entry.value);
  return t;
}

namespace {

struct ToToken {
  Interp& i;
  Token operator()(std::int64_t n) const { return Token::integer(n); }
  Token operator()(double d) const { return Token::real(d); }
  Token operator()(bool b) const { return Token::boolean(b); }
  Token operator()(const std::string& s) const { return make_string(s); }
  Token operator()(const Literal& l) const { return i.literal(l.name); }
  Token operator()(const IntVector& v) const { return Token(Type::IntVector, new IntVectorBody(v)); }
  Token operator()(const DoubleVector& v) const { return Token(Type::DoubleVector, new DoubleVectorBody(v)); }
  Token operator()(const Array& a) const {
    TokenArray items;
    items.reserve(a.size());
    for (auto& item : a) items.push_back(to_token(i, item));
    return make_array(std::move(items));
  }
  Token operator()(const std::shared_ptr<Dict>& d) const { return to_token(i, *d); }
  Token operator()(const Opaque& o) const {
    if (auto generator = generator_in(o)) return Token(Type::Rng, new RngBody(std::move(generator)));
    return *std::static_pointer_cast<Token>(o.object);
  }
};

constexpr int deepest = 100;  // a dictionary may contain itself

Value value_of(const Token& t, std::string_view where, int depth);

Array values_of(const TokenArray& items, std::string_view where, int depth) {
  Array values;
  values.reserve(items.size());
  for (auto& item : items) values.push_back(value_of(item, where, depth));
  return values;
}

Dict dict_of(const DictBody& body, int depth) {
  Dict d;
  const auto entries = body.entries();
  d.reserve(entries.size());
  for (auto* entry : entries) d[entry->key->text] = value_of(entry->value, entry->key->text, depth);
  return d;
}

}  // namespace

Token to_token(Interp& i, const Value& value) {
  return std::visit(ToToken{i}, static_cast<const Value::variant&>(value));
}

namespace {

Value value_of(const Token& t, std::string_view where, int depth) {
  if (depth > deepest) fail(err::type_mismatch, "/", where, ": what lies in dictionaries and arrays ", deepest, " deep is no value.");
  switch (t.type()) {
    case Type::Integer:
      return t.as_integer();
    case Type::Double:
      return t.as_double();
    case Type::Bool:
      return t.as_bool();
    case Type::String:
      return t.as<StringBody>().text;
    case Type::Literal:
    case Type::Name:
      return Literal{t.as_name()->text};
    case Type::Array:
      return values_of(t.as<ArrayBody>().items, where, depth + 1);
    case Type::IntVector:
      return t.as<IntVectorBody>().numbers;
    case Type::DoubleVector:
      return t.as<DoubleVectorBody>().numbers;
    case Type::Dictionary:
      return dict_of(t.as<DictBody>(), depth + 1);
    case Type::Rng:
      return as_value(t.as<RngBody>().generator);
    case Type::RngFactory:
    case Type::Rdv:
    case Type::RdvFactory:
    case Type::Mask:
    case Type::Parameter:
    case Type::Procedure:
    case Type::LiteralProcedure:
      return Opaque{std::string(type_name(t.type())), std::make_shared<Token>(t)};
    default:
      fail(err::type_mismatch, where.empty() ? "" : "/", where, where.empty() ? "" : ": ", with_article(t.type()),
           " is no value that the kernel can take.");
  }
}

}  // namespace

Value to_value(const Token& t, std::string_view where) { return value_of(t, where, 0); }
Dict to_dict(const Token& t) { return dict_of(t.as<DictBody>(), 0); }

namespace {

const Token& of_type(const Token& t, Type type) {
  if (!t.is(type)) fail(err::type_mismatch, "expected ", type_name(type), ", provided ", type_name(t.type()), ".");
  return t;
}

}  // namespace

Int expect_integer(const Token& t) { return of_type(t, Type::Integer).as_integer(); }
Dict dictionary_of(const Token& t) { return to_dict(of_type(t, Type::Dictionary)); }

}  // namespace nestling::sli
