// Random generators and deviates as values of the language.
#pragma once
#include "kernel/random/deviate.h"
#include "sli/interp.h"

namespace nestling::sli {

struct RngFactoryBody : Object {
  explicit RngFactoryBody(std::uint64_t kind) : kind(kind) {}
  std::uint64_t kind;  // generators of different kinds give different numbers for one seed
};

struct RngBody : Object {
  RngBody(std::uint64_t kind, Int seed) : kind(kind), stream(stream_of(kind, seed)) {}
  static Stream stream_of(std::uint64_t kind, Int seed) {
    return {stream_key(static_cast<std::uint64_t>(seed), Purpose::user, kind), 0};
  }
  std::uint64_t kind;
  Stream stream;
};

struct RdvFactoryBody : Object {
  explicit RdvFactoryBody(std::string_view name) : deviate(name), gsl_only(name == "gsl_binomial") {}
  Deviate deviate;  // with the parameters it starts with
  bool gsl_only;    // scripts expect it to refuse other generators than gsl_…
};

struct RdvBody : Object {
  RdvBody(Token rng, Deviate deviate) : rng(std::move(rng)), deviate(std::move(deviate)) {}
  Token rng;  // shared with others
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
