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
    std::uint64_t made = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const Gid s = from[i], t = to[i];
      if (s == t && !options_.autapses) continue;
      const auto source = static_cast<std::uint32_t>(s);
      if (task.builds(t)) sink.row({t, {&source, 1}, i, made});
      ++made;
    }
  }
};

}  // namespace

RulePtr make_one_to_one(const Dict&, const RuleOptions& options) { return std::make_unique<OneToOne>(options); }

}  // namespace nestling
