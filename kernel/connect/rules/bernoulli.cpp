// Every pair with a given probability: in one direction (pairwise_bernoulli), or in both at once.
#include <fmt/format.h>

#include <cmath>

#include "kernel/base/error.h"
#include "kernel/connect/rules/choose.h"
#include "kernel/connect/rules/list.h"
#include "kernel/random/binomial.h"
#include "kernel/random/blocks.h"

namespace nestling {

namespace {

class PairwiseBernoulli final : public Rule {
 public:
  PairwiseBernoulli(const RuleOptions& options, double p) : Rule(options), p_(p) {
    if (!(p >= 0 && p <= 1)) throw Error(err::bad_property, fmt::format("p must be between 0 and 1, is {}.", p));
  }

  void check(const NodeList&, const NodeList&) const override {}

  void build(const RuleTask& task, RowSink& sink) const override {
    std::vector<std::uint32_t> chosen;
    for (std::size_t j = 0; j < task.targets.size(); ++j) {
      const Gid target = task.targets[j];
      if (!task.builds(target)) continue;
      choose(task, j, options_.autapses ? 0 : target, chosen);
      if (!chosen.empty()) sink.row({target, chosen, j, 0});
    }
  }

 private:
  // Jumps from one success to the next: the failures between them are geometrically distributed.
  void choose(const RuleTask& task, std::size_t j, Gid excluded, std::vector<std::uint32_t>& chosen) const {
    chosen.clear();
    if (p_ == 0) return;
    const double failures = p_ < 1 ? -1 / std::log1p(-p_) : 0, n = static_cast<double>(task.sources.size());
    double i = 0;
    const auto jump = [&](double exponential) {
      i += std::floor(exponential * failures);
      if (i >= n) return false;
      if (const Gid s = task.sources[static_cast<std::size_t>(i)]; s != excluded)
        chosen.push_back(static_cast<std::uint32_t>(s));
      ++i;
      return true;
    };
    if (p_ < least_for_blocks) {
      Stream stream = task.stream(Purpose::rule_target, j);
      while (jump(-std::log(stream.uniform_positive()))) continue;
    } else {
      WordBlocks words(stream_key(task.seed, Purpose::rule_target, 0), j);
      for (bool more = true; more;) {
        float x[WordBlocks::size];
        exponential_block(words.next(), x);
        for (std::size_t k = 0; k < WordBlocks::size && more; ++k) more = jump(static_cast<double>(x[k]));
      }
    }
  }

  static constexpr double least_for_blocks = 1e-4;  // below, single precision would be too coarse for long jumps
  double p_;
};

class SymmetricPairwiseBernoulli final : public Rule {
 public:
  SymmetricPairwiseBernoulli(const RuleOptions& options, double p) : Rule(options), p_(p) {
    const auto demand = [](bool holds, const std::string& text) {
      if (!holds) throw Error(err::bad_property, "symmetric_pairwise_bernoulli: " + text);
    };
    demand(p >= 0 && p < 1, fmt::format("p must be >= 0 and < 1, is {}.", p));
    demand(options.multapses, "multapses must be true: two nodes may draw each other.");
    demand(!options.autapses, "autapses must be false.");
    demand(options.make_symmetric, "make_symmetric must be true.");
  }

  void check(const NodeList&, const NodeList&) const override {}

  // Every thread draws for all targets and takes the connections, of either direction, onto nodes that are its own.
  void build(const RuleTask& task, RowSink& sink) const override {
    const Occurrences occurrences(task.sources);
    Chooser chooser(task.sources);
    std::vector<std::uint32_t> from, to;  // every pair in both directions
    for (std::size_t j = 0; j < task.targets.size(); ++j) {
      const Gid target = task.targets[j];
      Stream stream = task.stream(Purpose::rule_target, j);
      const std::uint64_t available = task.sources.size() - occurrences.of(target);
      const std::uint64_t n = std::min<std::uint64_t>(partners(stream, task.sources.size()), available);
      from.clear(), to.clear();
      for (const std::uint32_t source : chooser.distinct(stream, n, target, available)) {
        const auto self = static_cast<std::uint32_t>(target);
        from.push_back(source), to.push_back(self);
        from.push_back(self), to.push_back(source);
      }
      sink.pairs({from, to, j, 0, task});
    }
  }

  bool can_be_symmetric() const override { return true; }

 private:
  std::uint64_t partners(Stream& stream, std::size_t n_sources) const {
    for (;;)
      if (const auto n = static_cast<std::uint64_t>(draw_binomial(stream, static_cast<std::int64_t>(n_sources), p_));
          n < n_sources || n == 0)
        return n;
  }

  double p_;
};

}  // namespace

RulePtr make_pairwise_bernoulli(const Dict& spec, const RuleOptions& options) {
  return std::make_unique<PairwiseBernoulli>(options, required<double>(spec, "p"));
}

RulePtr make_symmetric_pairwise_bernoulli(const Dict& spec, const RuleOptions& options) {
  return std::make_unique<SymmetricPairwiseBernoulli>(options, required<double>(spec, "p"));
}

}  // namespace nestling
