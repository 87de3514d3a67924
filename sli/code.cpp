#include "sli/code.h"

#include <array>

#include "sli/names.h"
#include "sli/op.h"
#include "sli/trie.h"

namespace nestling::sli {
namespace {

struct Inlined {
  std::string_view name;
  Do what;
};
constexpr Inlined inlined[] = {
    {"pop", Do::pop}, {"dup", Do::dup}, {"exch", Do::exch}, {"index", Do::index},
    {"over", Do::over}, {"rolld", Do::rolld}, {"rollu", Do::rollu}, {"mod", Do::mod}, {"known", Do::known}, {"cvd", Do::cvd},
    {"add", Do::add}, {"sub", Do::sub}, {"mul", Do::mul}, {"div", Do::div},
    {"lt", Do::lt}, {"gt", Do::gt}, {"leq", Do::leq}, {"geq", Do::geq}, {"eq", Do::eq}, {"neq", Do::neq},
    {"and", Do::logic_and}, {"or", Do::logic_or}, {"not", Do::logic_not}, {"neg", Do::neg},
    {"get", Do::get}, {"put", Do::put}, {"append", Do::append}, {"join", Do::join}, {"length", Do::length},
    {"def", Do::def}, {"Set", Do::set}, {"exec", Do::exec}, {"if", Do::if_}, {"ifelse", Do::ifelse},
};

// A function does not change: it always stands for itself.
constexpr auto constants = [] {
  std::array<std::uint8_t, 64> a{};
  for (std::uint8_t k = 0; k < a.size(); ++k) a[k] = k;
  return a;
}();

Instruction shortcut(Do what, const std::uint8_t* stands_for) {
  Instruction in{what, {}};
  in.stands_for = stands_for;
  return in;
}

Instruction of_token(const Token& t) {
  Instruction in{Do::push, {}};
  in.token = &t;
  switch (t.type()) {
    case Type::Integer:
      in.what = Do::push_integer;
      in.integer = t.as_integer();
      break;
    case Type::LiteralProcedure: in.what = Do::push_procedure; break;
    case Type::Name:
      in.what = Do::name;
      in.name = t.as_name();
      if (in.name->builtin) return shortcut(static_cast<Do>(in.name->builtin), &in.name->inlined);
      break;
    case Type::Function: {
      const Do what = inlined_operation(t.as_function()->command());
      if (what != Do::end) return shortcut(what, &constants[static_cast<std::size_t>(what)]);
      in.what = Do::function;
      in.function = t.as_function();
      break;
    }
    case Type::Trie: {
      auto& trie = t.as<TrieBody>();
      if (trie.inlined) return shortcut(static_cast<Do>(trie.inlined), &trie.inlined);
      in.what = Do::execute;
      break;
    }
    case Type::Procedure:
    case Type::XIStream: in.what = Do::execute; break;
    default: break;
  }
  return in;
}

bool takes_integer(Do what) { return (what >= Do::add && what <= Do::neq && what != Do::div) || what == Do::index; }

void fuse(std::vector<Instruction>& code, std::size_t k) {
  const Do now = code[k].what, next = code[k + 1].what;
  if (now == Do::push_integer && takes_integer(next)) code[k].what = Do::integer_then;
  if (now != Do::push_procedure) return;
  if (next == Do::if_) code[k].what = Do::branch;
  if (next == Do::push_procedure && code[k + 2].what == Do::ifelse) code[k].what = Do::branches;
}

}  // namespace

Do inlined_operation(std::string_view name) {
  for (auto& i : inlined)
    if (i.name == name) return i.what;
  return Do::end;
}

Code::Code(const TokenArray& items) {
  instructions.reserve(items.size() + 1);
  for (auto& t : items) instructions.push_back(of_token(t));
  instructions.push_back({Do::end, {}});
  for (std::size_t k = 0; k + 1 < items.size() + 1; ++k) fuse(instructions, k);
}

}  // namespace nestling::sli
