// Random generators and deviates as values of the language.
#pragma once
#include "kernel/random/deviate.h"
#include "kernel/random/generator.h"
#include "sli/interp.h"

namespace nestling::sli {

struct RngFactoryBody : Object {
  explicit RngFactoryBody(std::size_t kind) : kind(kind) {}
  std::size_t kind;
};

struct RngBody : Object {
  explicit RngBody(std::shared_ptr<RandomGenerator> g) : generator(std::move(g)) {}
  Stream& stream() { return generator->stream; }
  std::shared_ptr<RandomGenerator> generator;  // perhaps the kernel's, too
};

struct RdvFactoryBody : Object {
  explicit RdvFactoryBody(std::string_view name) : deviate(name) {}
  Deviate deviate;  // with the parameters it starts with
};

struct RdvBody : Object {
  RdvBody(Token rng, Deviate deviate) : rng(std::move(rng)), deviate(std::move(deviate)) {}
  Token rng;
  Deviate deviate;
};

struct RngFactory {
  using Body = RngFactoryBody;
  static constexpr Type type = Type::RngFactory;
};
struct Rng {
  using Body = RngBody;
  static constexpr Type type = Type::Rng;
};
struct RdvFactory {
  using Body = RdvFactoryBody;
  static constexpr Type type = Type::RdvFactory;
};
struct Rdv {
  using Body = RdvBody;
  static constexpr Type type = Type::Rdv;
};

}  // namespace nestling::sli
