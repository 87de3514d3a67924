// The generators that scripts find: those they make from rngdict, and those of the kernel. All of them are counters
// with a key here, whatever their name: the names are those that scripts ask for.
#include "sli/bindings/generators.h"

#include "sli/bindings/tables.h"
#include "sli/bindings/values.h"

namespace nestling::sli {

namespace {

constexpr std::string_view names[] = {"MT19937",
                                      "knuthlfg",  // the others are those of the GNU Scientific Library
                                      "gsl_borosh13",
                                      "gsl_cmrg",
                                      "gsl_coveyou",
                                      "gsl_fishman18",
                                      "gsl_fishman20",
                                      "gsl_fishman2x",
                                      "gsl_gfsr4",
                                      "gsl_knuthran",
                                      "gsl_knuthran2",
                                      "gsl_knuthran2002",
                                      "gsl_lecuyer21",
                                      "gsl_minstd",
                                      "gsl_mrg",
                                      "gsl_mt19937",
                                      "gsl_mt19937_1998",
                                      "gsl_mt19937_1999",
                                      "gsl_r250",
                                      "gsl_ran0",
                                      "gsl_ran1",
                                      "gsl_ran2",
                                      "gsl_ran3",
                                      "gsl_rand",
                                      "gsl_rand48",
                                      "gsl_random-bsd",
                                      "gsl_random-glibc2",
                                      "gsl_random-libc5",
                                      "gsl_random128-bsd",
                                      "gsl_random128-glibc2",
                                      "gsl_random128-libc5",
                                      "gsl_random256-bsd",
                                      "gsl_random256-glibc2",
                                      "gsl_random256-libc5",
                                      "gsl_random32-bsd",
                                      "gsl_random32-glibc2",
                                      "gsl_random32-libc5",
                                      "gsl_random64-bsd",
                                      "gsl_random64-glibc2",
                                      "gsl_random64-libc5",
                                      "gsl_random8-bsd",
                                      "gsl_random8-glibc2",
                                      "gsl_random8-libc5",
                                      "gsl_randu",
                                      "gsl_ranf",
                                      "gsl_ranlux",
                                      "gsl_ranlux389",
                                      "gsl_ranlxd1",
                                      "gsl_ranlxd2",
                                      "gsl_ranlxs0",
                                      "gsl_ranlxs1",
                                      "gsl_ranlxs2",
                                      "gsl_ranmar",
                                      "gsl_slatec",
                                      "gsl_taus",
                                      "gsl_taus113",
                                      "gsl_taus2",
                                      "gsl_transputer",
                                      "gsl_tt800",
                                      "gsl_uni",
                                      "gsl_uni32",
                                      "gsl_vax",
                                      "gsl_waterman14",
                                      "gsl_zuf"};
constexpr std::uint64_t first_gsl = 2;

// Generators by the seeds of the kernel, or as the user handed them over.
struct KernelGenerators {
  std::vector<Token> of_thread;
  Token global;
};

Token generator(Int seed) { return Token(Type::Rng, new RngBody(0, seed)); }

KernelGenerators& kernel_generators(Interp& i) {
  auto& g = i.attachment<KernelGenerators>();
  if (g.of_thread.empty()) {
    const Dict status = kernel(i).status();
    std::vector<std::int64_t> seeds;
    std::int64_t global_seed = 0;
    status.read("rng_seeds", seeds);
    status.read("grng_seed", global_seed);
    for (auto seed : seeds) g.of_thread.push_back(generator(seed));
    g.global = generator(global_seed);
  }
  return g;
}

Token generator_of_node(Interp& i, const Token& node) {
  const auto thread = static_cast<std::size_t>(kernel(i).thread_of(integer_of(node)));
  return kernel_generators(i).of_thread[thread];
}

}  // namespace

bool is_gsl(std::uint64_t kind) { return kind >= first_gsl; }

Token generator_dictionary(Interp& i) {
  Token d = make_dict();
  std::uint64_t kind = 0;
  for (const auto name : names) d.as<DictBody>()[i.intern(name)] = Token(Type::RngFactory, new RngFactoryBody(kind++));
  return d;
}

void forget_kernel_generators(Interp& i) { i.attachment<KernelGenerators>() = {}; }

void take_kernel_generators(Interp& i, const Dict& changes) {
  for (auto* key : {"local_num_threads", "total_num_virtual_procs", "rng_seeds", "grng_seed"})
    if (changes.peek(key)) forget_kernel_generators(i);
  if (const Value* rngs = changes.peek("rngs"))
    kernel_generators(i).of_thread = to_token(i, *rngs).as<ArrayBody>().items;
  if (const Value* grng = changes.peek("grng")) kernel_generators(i).global = to_token(i, *grng);
}

const OpTable& generator_ops() {
  static const OpTable ops = {
      op("GetGlobalRNG", "-> rng: the generator that all threads of the kernel share",
         [](Interp& i) { return kernel_generators(i).global; }),
      op("GetVpRNG", "gid -> rng: the generator of the thread that a node lives on", fn<generator_of_node>),
  };
  return ops;
}

}  // namespace nestling::sli
