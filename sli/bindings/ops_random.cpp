// Random numbers in scripts: generators from rngdict, deviates from rdevdict. A dictionary with a member `rand` (and
// perhaps `init`, which gets the generator) can stand for a deviate.
#include "sli/bindings/random.h"
#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"
#include "sli/sequence.h"

namespace nestling::sli {
namespace {

constexpr Err unsuitable_rng{"UnsuitableRNG"};

std::size_t checked_count(Int n) {
  require_range(n >= 0, "the number of values must not be negative, is ", n);
  return static_cast<std::size_t>(n);
}

Token draw(RdvBody& rdv) {
  const Deviate::Number number = rdv.deviate.draw(rdv.rng.as<RngBody>().stream());
  return std::visit([](auto x) { return detail::result(x); }, number);
}

TokenArray draw_array(RdvBody& rdv, Int n) {
  TokenArray values(checked_count(n));
  for (Token& t : values) t = draw(rdv);
  return values;
}

Token make_rng(std::shared_ptr<RandomGenerator> generator) { return Token(Type::Rng, new RngBody(std::move(generator))); }

Token create_rdv(In<Rng> rng, In<RdvFactory> factory, const Dict& parameters) {
  if (factory->deviate.name() == "gsl_binomial" && !rng->generator->is_gsl())
    fail(unsuitable_rng, "gsl_binomial draws from generators whose names begin with gsl_, not from ",
         generator_kinds()[rng->generator->kind], ". The distribution binomial draws from all.");
  Deviate deviate = factory->deviate;
  deviate.set(parameters);
  return Token(Type::Rdv, new RdvBody(rng.token(), std::move(deviate)));
}

Dict status(const RdvBody& rdv) {
  Dict d = rdv.deviate.parameters();
  d["is_discrete"] = rdv.deviate.discrete();
  return d;
}

Token status_entry(Interp& i, const RdvBody& rdv, Name* key) { return to_token(i, status(rdv).at(key->text)); }

TokenArray status_entries(Interp& i, const RdvBody& rdv, const TokenArray& keys) {
  TokenArray values;
  for (const Token& key : keys) {
    if (!key.is(Type::Literal)) fail(err::argument_type, "a key is a literaltype, not ", with_article(key.type()));
    values.push_back(status_entry(i, rdv, key.as_name()));
  }
  return values;
}

// The first n places of a partial Fisher-Yates shuffle.
TokenArray random_subset(Stream& stream, TokenArray all, Int n) {
  const std::size_t count = checked_count(n);
  require_range(count <= all.size(), "a subset of ", n, " elements of ", all.size());
  for (std::size_t k = 0; k < count; ++k) std::swap(all[k], all[k + stream.below(all.size() - k)]);
  all.resize(count);
  return all;
}

// Deviates that are dictionaries: what is to be done is a small program.
void run_program(Interp& i, std::initializer_list<Token> tokens) { i.call(make_procedure(TokenArray(tokens))); }
Token word(Interp& i, std::string_view name) { return Token::name(i.intern(name)); }

void random_of_dictionary(Interp& i) {
  const Token d = i.pop();
  run_program(i, {d, i.literal("rand"), word(i, "call")});
}

void random_array_of_dictionary(Interp& i) {
  const Token n = i.top(), d = i.top(1);
  checked_count(n.as_integer());
  i.drop(2);
  Token each = make_procedure({word(i, "pop"), d, i.literal("rand"), word(i, "call")});
  each.retype(Type::LiteralProcedure);
  run_program(i, {make_array({n}), each, word(i, "Table")});
}

void create_from_dictionary(Interp& i) {
  const Token d = i.pop(), rng = i.pop();
  i.push(d);
  if (d.as<DictBody>().find(i.intern("init"))) run_program(i, {rng, d, i.literal("init"), word(i, "call")});
}

void create_from_dictionary_with_parameters(Interp& i) {
  const Token parameters = i.pop();
  for (const auto* entry : std::as_const(parameters.as<DictBody>()).entries())
    i.top().as<DictBody>()[entry->key] = entry->value;
  create_from_dictionary(i);
}

}  // namespace

void define_random_dictionaries(Interp& i) {
  Token rngs = make_dict(), deviates = make_dict();
  std::size_t kind = 0;
  for (const auto name : generator_kinds())
    rngs.as<DictBody>()[i.intern(name)] = Token(Type::RngFactory, new RngFactoryBody(kind++));
  for (const auto& name : Deviate::names())
    deviates.as<DictBody>()[i.intern(name)] = Token(Type::RdvFactory, new RdvFactoryBody(name));
  i.systemdict()[i.intern("rngdict")] = rngs;
  i.systemdict()[i.intern("rdevdict")] = deviates;
}

const OpTable& random_ops() {
  static const OpTable ops = {
      op("CreateRNG", "factory seed -> rng: a new generator",
         [](In<RngFactory> f, Int seed) { return make_rng(std::make_shared<RandomGenerator>(f->kind, seed)); })
          .as("CreateRNG_gt_i"),
      op("drand", "rng -> double in [0, 1)", [](In<Rng> rng) { return rng->stream().uniform(); }).as("drand_g"),
      op("irand", "rng n -> integer in [0, n)",
         [](In<Rng> rng, Int n) {
           require_range(n >= 0, "the limit must not be negative, is ", n);
           return n < 2 ? Int{0} : static_cast<Int>(rng->stream().below(static_cast<std::uint64_t>(n)));
         })
          .as("irand_g_i"),
      op("seed", "rng n -> : start the generator again",
         [](In<Rng> rng, Int seed) { rng->generator->seed(seed); })
          .as("seed_g_i"),
      op("GetVpRNG", "gid -> rng: the generator of the virtual process that the node lives on",
         [](Interp& i, const Token& node) { return make_rng(kernel(i).generator_of(expect_integer(node))); }),
      op("GetGlobalRNG", "-> rng: the generator that is common to all processes",
         [](Interp& i) { return make_rng(kernel(i).global_generator()); }),
      op("RandomSubset", "rng array n -> array of n elements drawn without replacement",
         [](In<Rng> rng, In<Arr> a, Int n) { return random_subset(rng->stream(), a->items, n); }),

      op("CreateRDV", "rng factory -> rdv: a source of random deviates",
         [](In<Rng> rng, In<RdvFactory> f) { return create_rdv(rng, f, {}); })
          .as("CreateRDV_g_vf"),
      op("CreateRDV", "rng factory dict -> rdv with these parameters",
         [](In<Rng> rng, In<RdvFactory> f, In<Dic> d) { return create_rdv(rng, f, to_dict(d.token())); }),
      op("CreateRDV", "rng dict -> dict: a dictionary with a member rand as a deviate", stack<Rng, Dic>,
         [](Interp& i) { create_from_dictionary(i); }),
      op("CreateRDV", "rng dict parameters -> dict", stack<Rng, Dic, Dic>,
         [](Interp& i) { create_from_dictionary_with_parameters(i); }),
      op("Random", "rdv -> a number: an integer if the distribution is discrete",
         [](In<Rdv> rdv) { return draw(*rdv); })
          .as("Random_i"),
      op("Random", "dict -> what its member rand gives", stack<Dic>, [](Interp& i) { random_of_dictionary(i); }),
      op("RandomArray", "rdv n -> array of n numbers", [](In<Rdv> rdv, Int n) { return draw_array(*rdv, n); })
          .as("RandomArray_v_i"),
      op("RandomArray", "dict n -> array of what its member rand gives", stack<Dic, IntType>,
         [](Interp& i) { random_array_of_dictionary(i); }),

      op("GetStatus", "rdv -> dict: its parameters", [](Interp& i, In<Rdv> rdv) { return to_token(i, status(*rdv)); })
          .as("GetStatus_v"),
      op("SetStatus", "rdv dict -> : change parameters",
         [](In<Rdv> rdv, In<Dic> d) { rdv->deviate.set(to_dict(d.token())); })
          .as("SetStatus_v"),
      op("get", "rdv /key -> one parameter",
         [](Interp& i, In<Rdv> rdv, Lit key) { return status_entry(i, *rdv, key); }),
      op("get", "rdv [/key ..] -> array of parameters",
         [](Interp& i, In<Rdv> rdv, In<Arr> keys) { return status_entries(i, *rdv, keys->items); }),
  };
  return ops;
}

}  // namespace nestling::sli
