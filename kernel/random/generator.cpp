#include "kernel/random/generator.h"

#include <algorithm>
#include <iterator>

namespace nestling {

namespace {

constexpr std::string_view kinds[] = {"MT19937",
                                      "knuthlfg",
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

constexpr std::string_view type_of_generators = "rngtype";

std::size_t default_kind() {
  return static_cast<std::size_t>(std::find(std::begin(kinds), std::end(kinds), "gsl_knuthran2002") - kinds);
}

std::vector<GeneratorHandle> made_of(std::span<const std::int64_t> seeds) {
  std::vector<GeneratorHandle> each;
  for (auto seed : seeds) each.push_back(std::make_shared<RandomGenerator>(default_kind(), seed));
  return each;
}

}  // namespace

std::span<const std::string_view> generator_kinds() { return kinds; }

Value as_value(GeneratorHandle generator) { return Opaque{std::string(type_of_generators), std::move(generator)}; }

GeneratorHandle generator_in(const Value& value) {
  auto* opaque = std::get_if<Opaque>(&value);
  if (!opaque || opaque->type != type_of_generators) return nullptr;
  return std::static_pointer_cast<RandomGenerator>(opaque->object);
}

KernelGenerators::KernelGenerators(std::int64_t global_seed, std::span<const std::int64_t> seeds)
    : each_(made_of(seeds)),
      global_(std::make_shared<RandomGenerator>(default_kind(), global_seed)),
      global_seed_(global_seed),
      seeds_(seeds.begin(), seeds.end()),
      key_(current_key()) {}

void KernelGenerators::seed_each(std::span<const std::int64_t> seeds) {
  seeds_.assign(seeds.begin(), seeds.end());
  for (std::size_t vp = 0; vp < each_.size(); ++vp) each_[vp]->seed(seeds[vp]);
  key_ = current_key();
}

void KernelGenerators::seed_global(std::int64_t seed) {
  global_seed_ = seed;
  global_->seed(seed);
  key_ = current_key();
}

void KernelGenerators::replace_each(std::vector<GeneratorHandle> by) {
  each_ = std::move(by);
  replaced_ = true;
  key_ = current_key();
}

void KernelGenerators::replace_global(GeneratorHandle by) {
  global_ = std::move(by);
  replaced_ = true;
  key_ = current_key();
}

// Of what a user's own generators would give next: their seeds are not known here.
std::uint64_t KernelGenerators::current_key() const {
  if (!replaced_) return seeds_key(global_seed_, seeds_.data(), seeds_.size());
  std::vector<std::int64_t> numbers;
  for (auto& g : each_) numbers.push_back(static_cast<std::int64_t>(g->next_numbers()));
  return seeds_key(static_cast<std::int64_t>(global_->next_numbers()), numbers.data(), numbers.size());
}

}  // namespace nestling
