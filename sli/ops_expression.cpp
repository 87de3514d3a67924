// Expressions as data: procedures with other procedures put in, infix arrays, text for Mathematica.
#include <charconv>

#include "sli/builtins.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

constexpr int deepest = 200;

// Names that the dictionary binds to procedures give way to what these contain.
TokenArray inlined(const TokenArray& code, const DictBody& procedures, int depth = 0) {
  require_range(depth < deepest, "the procedures contain each other");
  TokenArray result;
  for (const Token& t : code) {
    const Token* body = t.is(Type::Name) ? procedures.find(t.as_name()) : nullptr;
    if (body && body->is(Type::Procedure)) {
      const TokenArray inside = inlined(items(*body), procedures, depth + 1);
      result.insert(result.end(), inside.begin(), inside.end());
    } else if (t.is(Type::LiteralProcedure) || t.is(Type::Procedure)) {
      result.push_back(Token(t.type(), new ArrayBody(inlined(items(t), procedures, depth + 1))));
    } else {
      result.push_back(body ? *body : t);
    }
  }
  return result;
}

// [x /op y /op z] as a program that leaves the array with the results in place.
void evaluate_infixes(Interp& i) {
  const Token array = i.pop();
  const TokenArray& all = items(array);
  TokenArray program{Token::name(i.intern("["))};
  for (std::size_t k = 0; k < all.size(); ++k) {
    const bool infix = k > 0 && k + 1 < all.size() && all[k].is(Type::Literal);
    if (infix) program.push_back(all[k + 1]), program.push_back(Token::name(all[k].as_name())), ++k;
    else program.push_back(all[k]);
  }
  program.push_back(Token::name(i.intern("]")));
  i.call(make_procedure(std::move(program)));
}

std::string shortest(double x) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

template <class Range, class Write>
std::string in_braces(const Range& range, Write write) {
  std::string text;
  for (const auto& x : range) text += (text.empty() ? "" : ", ") + write(x);
  return "{" + text + "}";
}

// Doubles go as text that Mathematica reads, since it knows no exponents with an e.
std::string mathematica(const Token& t, std::size_t level = 0) {
  require_depth(level);
  const auto inside = [level](const Token& x) { return mathematica(x, level + 1); };
  switch (t.type()) {
    case Type::Integer:
      return std::to_string(t.as_integer());
    case Type::Double:
      return "ImportString[\"" + shortest(t.as_double()) + "\",\"List\"][[1]]";
    case Type::Bool:
      return t.as_bool() ? "True" : "False";
    case Type::String:
      return "\"" + t.as<StringBody>().text + "\"";
    case Type::Literal:
      return t.as_name()->text;
    case Type::Array:
    case Type::IntVector:
    case Type::DoubleVector:
      return in_braces(to_array(t), inside);
    case Type::Dictionary:
      return in_braces(std::as_const(t.as<DictBody>()).entries(),
                       [&inside](const DictBody::Entry* e) { return e->key->text + " -> " + inside(e->value); });
    default:
      fail(err::argument_type, "Mathematica has nothing like ", with_article(t.type()));
  }
}

}  // namespace

const OpTable expression_ops = {
    op("Inline", "proc dict -> proc with the procedures of the dictionary in the place of their names",
       [](In<Proc> p, In<Dic> d) { return make_procedure(inlined(p->items, *d)); })
        .as_trie(),
    op("EvaluateLiteralInfixes", "[x /op y ..] -> array with x op y evaluated from left to right", stack<Arr>,
       run<evaluate_infixes>)
        .as_trie(),
    op("ToMathematicaExpression", "x -> string: x as source text for Mathematica",
       [](const Token& t) { return mathematica(t); })
        .as_trie(),
};

}  // namespace nestling::sli
