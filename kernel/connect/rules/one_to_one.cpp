// Pairs of equal position. With make_symmetric all pairs once more with source and target exchanged.
#include <fmt/format.h>

#include "kernel/base/error.h"
#include "kernel/connect/rules/list.h"

namespace nestling {

namespace {

class OneToOne final : public Rule {
 public:
  using Rule::Rule;

  void check(const NodeList& sources, const NodeList& targets) const override {
    if (sources.size() != targets.size())
      throw Error(err::dimension_mismatch,
                  fmt::format("one_to_one needs as many targets as sources: there are {} sources and {} targets.",
                              sources.size(), targets.size()));
  }

  void build(const RuleTask& task, RowSink& sink) const override {
    pairs(task, task.sources, task.targets, sink);
    if (options_.make_symmetric) pairs(task, task.targets, task.sources, sink);
  }

  bool is_random() const override { return false; }
  bool numbers_values() const override { return true; }
  bool can_be_symmetric() const override { return true; }

 private:
  void pairs(const RuleTask& task, const NodeList& from, const NodeList& to, RowSink& sink) const {
    constexpr std::size_t most = 1024;
    std::vector<std::uint32_t> sources, targets;
    std::uint64_t made = 0;
    const auto tell = [&] {
      if (!sources.empty()) sink.pairs({sources, targets, made / most, made, task});
      made += sources.size();
      sources.clear(), targets.clear();
    };
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i] == to[i] && !options_.autapses) continue;
      sources.push_back(static_cast<std::uint32_t>(from[i]));
      targets.push_back(static_cast<std::uint32_t>(to[i]));
      if (sources.size() == most) tell();
    }
    tell();
  }
};

}  // namespace

RulePtr make_one_to_one(const Dict&, const RuleOptions& options) { return std::make_unique<OneToOne>(options); }

}  // namespace nestling
