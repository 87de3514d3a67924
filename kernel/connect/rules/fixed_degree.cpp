// A fixed number of connections for every target (fixed_indegree) or every source (fixed_outdegree), drawn uniformly.
#include <fmt/format.h>

#include "kernel/base/error.h"
#include "kernel/connect/rules/choose.h"
#include "kernel/connect/rules/list.h"

namespace nestling {

namespace {

[[noreturn]] void bad_degree(const std::string& text) { throw Error(err::bad_property, text); }

// What both rules share: each node of one list draws `degree` partners from the other.
class FixedDegree : public Rule {
 public:
  FixedDegree(const RuleOptions& options, std::string_view key, std::int64_t degree)
      : Rule(options), key_(key), degree_(degree) {
    if (degree < 0) bad_degree(fmt::format("{} must be >= 0, is {}.", key, degree));
  }
  bool numbers_values() const override { return true; }

 protected:
  void check_partners(const NodeList& nodes, const NodeList& partners, std::string_view partners_are) const {
    if (partners.size() == 0)
      bad_degree(fmt::format("{} {} cannot be drawn from an empty list of {}.", key_, degree_, partners_are));
    if (!options_.multapses && static_cast<std::uint64_t>(degree_) > partners.size())
      bad_degree(fmt::format("{} is {}, but there are only {} {}: without multapses that many cannot be found.", key_,
                             degree_, partners.size(), partners_are));
    if (options_.autapses || degree_ == 0) return;
    const Occurrences occurrences(partners);
    const std::uint64_t needed = options_.multapses ? 1 : static_cast<std::uint64_t>(degree_);
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (partners.size() - occurrences.of(nodes[i]) < needed)
        bad_degree(fmt::format("{} is {}, but without autapses node {} can have only {} of the {}.", key_, degree_,
                               nodes[i], partners.size() - occurrences.of(nodes[i]), partners_are));
  }

  // Draws for each node of a list.
  class Draw {
   public:
    Draw(const FixedDegree& rule, const NodeList& partners)
        : rule_(rule), partners_(partners), occurrences_(partners), chooser_(partners) {}
    const std::vector<std::uint32_t>& operator()(Stream stream, Gid node) {
      const Gid excluded = rule_.options_.autapses ? 0 : node;
      const auto degree = static_cast<std::uint64_t>(rule_.degree_);
      if (rule_.options_.multapses) return chooser_.with_repetition(stream, degree, excluded);
      return chooser_.distinct(stream, degree, excluded, partners_.size() - (excluded ? occurrences_.of(excluded) : 0));
    }

   private:
    const FixedDegree& rule_;
    const NodeList& partners_;
    Occurrences occurrences_;
    Chooser chooser_;
  };

  std::string_view key_;
  std::int64_t degree_;
};

class FixedIndegree final : public FixedDegree {
 public:
  FixedIndegree(const RuleOptions& options, std::int64_t degree) : FixedDegree(options, "indegree", degree) {}

  void check(const NodeList& sources, const NodeList& targets) const override {
    check_partners(targets, sources, "sources");
  }

  void build(const RuleTask& task, RowSink& sink) const override {
    Draw draw(*this, task.sources);
    for (std::size_t j = 0; j < task.targets.size(); ++j)
      if (const Gid target = task.targets[j]; task.builds(target))
        sink.row(
            {target, draw(task.stream(Purpose::rule_target, j), target), j, j * static_cast<std::uint64_t>(degree_)});
  }
};

class FixedOutdegree final : public FixedDegree {
 public:
  FixedOutdegree(const RuleOptions& options, std::int64_t degree) : FixedDegree(options, "outdegree", degree) {}

  void check(const NodeList& sources, const NodeList& targets) const override {
    check_partners(sources, targets, "targets");
  }

  // Every thread draws for all sources and takes the targets that are its own.
  void build(const RuleTask& task, RowSink& sink) const override {
    Draw draw(*this, task.targets);
    std::vector<std::uint32_t> same;
    for (std::size_t i = 0; i < task.sources.size(); ++i) {
      const Gid source = task.sources[i];
      const auto& targets = draw(task.stream(Purpose::rule_source, i), source);
      same.assign(targets.size(), static_cast<std::uint32_t>(source));
      sink.pairs({same, targets, i, i * static_cast<std::uint64_t>(degree_), task});
    }
  }
};

}  // namespace

RulePtr make_fixed_indegree(const Dict& spec, const RuleOptions& options) {
  return std::make_unique<FixedIndegree>(options, required<std::int64_t>(spec, "indegree"));
}

RulePtr make_fixed_outdegree(const Dict& spec, const RuleOptions& options) {
  return std::make_unique<FixedOutdegree>(options, required<std::int64_t>(spec, "outdegree"));
}

}  // namespace nestling
