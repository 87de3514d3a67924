// Random generators as scripts hold them: a kind, a seed and a position in the sequence that follows from both.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "kernel/base/value.h"
#include "kernel/random/philox.h"

namespace nestling {

// Names that scripts know. All of them are counter-based; what a kind decides is the sequence that belongs to a seed.
std::span<const std::string_view> generator_kinds();

struct RandomGenerator {
  RandomGenerator(std::size_t kind, std::int64_t seed) : kind(kind), stream(stream_of(seed)) {}
  void seed(std::int64_t s) { stream = stream_of(s); }
  bool is_gsl() const { return generator_kinds()[kind].starts_with("gsl_"); }
  std::uint64_t next_numbers() const { return Stream(stream).bits64(); }  // equal only if all that follow are equal

  std::size_t kind;  // position in generator_kinds()
  Stream stream;

 private:
  Stream stream_of(std::int64_t s) const { return {stream_key(static_cast<std::uint64_t>(s), Purpose::user, kind), 0}; }
};

// A generator in a dictionary.
using GeneratorHandle = std::shared_ptr<RandomGenerator>;
Value as_value(GeneratorHandle generator);
GeneratorHandle generator_in(const Value& value);  // null if it is something else

// The generators of a kernel: one for each virtual process, one for all. Nobody draws from them but scripts: the
// kernel's own numbers follow from key(), and do not change when scripts draw.
class KernelGenerators {
 public:
  KernelGenerators(std::int64_t global_seed, std::span<const std::int64_t> seeds);
  const GeneratorHandle& of(std::size_t virtual_process) const { return each_[virtual_process]; }
  const GeneratorHandle& global() const { return global_; }

  // New seeds start the generators again, whatever their kind.
  void seed_each(std::span<const std::int64_t> seeds);
  void seed_global(std::int64_t seed);
  // A user's own take the place of ours.
  void replace_each(std::vector<GeneratorHandle> by);
  void replace_global(GeneratorHandle by);

  std::uint64_t key() const { return key_; }

 private:
  std::uint64_t current_key() const;

  std::vector<GeneratorHandle> each_;
  GeneratorHandle global_;
  std::int64_t global_seed_;
  std::vector<std::int64_t> seeds_;
  bool replaced_ = false;
  std::uint64_t key_;
};

}  // namespace nestling
