// N connections, source and target drawn uniformly. How many fall to each target is found by halving the list of
// targets again and again, with a binomial number for either half: a function of the position alone, so that each
// thread finds the numbers of its own targets.
#include <fmt/format.h>

#include "kernel/base/error.h"
#include "kernel/connect/rules/choose.h"
#include "kernel/connect/rules/list.h"
#include "kernel/random/binomial.h"

namespace nestling {

namespace {

class Halving {
 public:
  Halving(const RuleTask& task, const RuleOptions& options, RowSink& sink)
      : task_(task), sink_(sink), autapses_(options.autapses), chooser_(task.sources), below_(task.targets.size() + 1) {
    const Occurrences occurrences(task.sources);
    for (std::size_t j = 0; j < task.targets.size(); ++j)
      below_[j + 1] =
          below_[j] + static_cast<double>(task.sources.size() - (autapses_ ? 0 : occurrences.of(task.targets[j])));
  }

  // n connections onto the targets from `begin` to `end`, a node of the tree of halves numbered as in a heap.
  void split(std::size_t begin, std::size_t end, std::int64_t n, std::uint64_t node) {
    if (n == 0 || !any_wanted(begin, end)) return;
    if (end - begin == 1) return leaf(begin, static_cast<std::uint64_t>(n));
    const std::size_t middle = begin + (end - begin) / 2;
    Stream stream = task_.stream(Purpose::split, node);
    const std::int64_t left =
        draw_binomial(stream, n, (below_[middle] - below_[begin]) / (below_[end] - below_[begin]));
    split(begin, middle, left, 2 * node);
    split(middle, end, n - left, 2 * node + 1);
  }

 private:
  bool any_wanted(std::size_t begin, std::size_t end) const {
    if (end - begin >= static_cast<std::size_t>(task_.n_threads)) return true;
    for (std::size_t j = begin; j < end; ++j)
      if (task_.builds(task_.targets[j])) return true;
    return false;
  }

  void leaf(std::size_t j, std::uint64_t n) {
    const Gid target = task_.targets[j];
    if (!task_.builds(target)) return;
    Stream stream = task_.stream(Purpose::rule_target, j);
    sink_.row({target, chooser_.with_repetition(stream, n, autapses_ ? 0 : target), j, 0});
  }

  const RuleTask& task_;
  RowSink& sink_;
  bool autapses_;
  Chooser chooser_;
  std::vector<double> below_;  // possible sources of all targets before this one: what the halves are weighed by
};

class FixedTotalNumber final : public Rule {
 public:
  FixedTotalNumber(const RuleOptions& options, std::int64_t n) : Rule(options), n_(n) {
    if (n < 0) throw Error(err::bad_property, fmt::format("N must be >= 0, is {}.", n));
  }

  void check(const NodeList& sources, const NodeList& targets) const override {
    const double pairs = static_cast<double>(sources.size()) * static_cast<double>(targets.size());
    if (!options_.multapses && static_cast<double>(n_) > pairs)
      throw Error(
          err::bad_property,
          fmt::format("N is {}, but there are only {} pairs: without multapses that many cannot be found.", n_, pairs));
    if (!options_.multapses)
      throw Error(err::not_implemented,
                  "fixed_total_number cannot do without multapses; fixed_indegree and fixed_outdegree can.");
    if (n_ == 0) return;
    if (pairs == 0) throw Error(err::bad_property, fmt::format("N is {}, but one of the lists is empty.", n_));
    if (options_.autapses) return;
    const Occurrences occurrences(sources);
    for (std::size_t j = 0; j < targets.size(); ++j)
      if (occurrences.of(targets[j]) < sources.size()) return;
    throw Error(err::bad_property, fmt::format("N is {}, but without autapses there is no pair to connect.", n_));
  }

  void build(const RuleTask& task, RowSink& sink) const override {
    if (n_ > 0) Halving(task, options_, sink).split(0, task.targets.size(), n_, 1);
  }

 private:
  std::int64_t n_;
};

}  // namespace

RulePtr make_fixed_total_number(const Dict& spec, const RuleOptions& options) {
  return std::make_unique<FixedTotalNumber>(options, required<std::int64_t>(spec, "N"));
}

}  // namespace nestling
