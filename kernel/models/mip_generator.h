// Spike trains that are correlated since they are copied from one mother process.
#pragma once
#include <algorithm>

#include "kernel/models/stimulator/copies.h"
#include "kernel/random/generator.h"
#include "kernel/random/poisson.h"

namespace nestling {

struct MipParams {
  double rate = 0.0, p_copy = 1.0;
  std::int64_t mother_seed = 0;

  static const Table& table() {
    using P = MipParams;
    static const Table rows{
        {"rate", &P::rate, "1/s", not_negative, "Rate of the mother process; that of a train is p_copy * rate"},
        {"p_copy", &P::p_copy, "", probability, "With it a train has a mother spike; the correlation of two trains"},
        {"mother_seed", &P::mother_seed, "", any,
         "Generators of equal seeds share the mother process; setting it starts the process anew"},
    };
    return rows;
  }
};

class MipGenerator final : public Generator<MipParams> {
 public:
  static constexpr auto name = "mip_generator";
  static constexpr auto doc =
      "Multiple interaction process: sends each of its targets random copies of the spikes of one Poisson process, the "
      "mother process (Kuhn, Aertsen & Rotter 2003, Neural Comput 15:67). That depends on mother_seed alone, not on "
      "the "
      "seeds of the kernel.";

  Signal sends() const override { return Signal::spike; }

  // mother_rng, a random generator, takes the place of the seed.
  Commit stage(const Dict& changes, const Environment& env) override {
    const auto* rng = changes.find("mother_rng");
    const auto generator = rng ? generator_in(*rng) : nullptr;
    if (rng && !generator) throw Error(err::type_mismatch, "mother_rng must be a random generator.");
    const bool again = generator || changes.peek("mother_seed");
    const auto identity = [generator, this] {
      return generator ? generator->stream.bits64() : static_cast<std::uint64_t>(params_.mother_seed);
    };
    return [this, commit = Generator::stage(changes, env), again, identity] {
      commit();
      if (!again) return;
      mother_ = identity();
      std::fill(done_.begin(), done_.end(), 0);
    };
  }

  void prepare(const Environment& env) override {
    copies_.prepare(env, gid);
    mother_key_ = stream_key(mother_, Purpose::mother, 0);
    counts_ = PoissonTable(params_.rate * env.grid.h() / 1000.0);
    done_.resize(static_cast<std::size_t>(env.n_threads), 0);
  }

  void emit(const Emission& e) override {
    const auto active = one_late(window_, e.env.grid);
    auto& done = done_[static_cast<std::size_t>(e.thread)];
    for (Step s = std::max(e.from, active.after) + 1; s <= std::min(e.to, active.last); ++s, ++done)
      if (const auto n = counts_.draw(mother_key_, 0, done / 4, done % 4)) copies_.send(e, s, n, params_.p_copy);
  }

 private:
  std::uint64_t mother_ = 0;
  StreamKey mother_key_{};
  PoissonTable counts_;
  Copies copies_;
  std::vector<std::uint64_t> done_;  // active steps so far, as each thread has counted them
};

}  // namespace nestling
