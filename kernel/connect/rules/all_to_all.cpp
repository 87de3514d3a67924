// Every source to every target, target by target.
#include "kernel/connect/rules/list.h"

namespace nestling {

namespace {

class AllToAll final : public Rule {
 public:
  using Rule::Rule;

  void check(const NodeList&, const NodeList&) const override {}

  void build(const RuleTask& task, RowSink& sink) const override {
    std::vector<std::uint32_t> sources(task.sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) sources[i] = static_cast<std::uint32_t>(task.sources[i]);
    for (std::size_t j = 0; j < task.targets.size(); ++j)
      if (task.builds(task.targets[j])) row(task.targets[j], j, sources, sink);
  }

  bool is_random() const override { return false; }
  bool numbers_values() const override { return true; }

 private:
  // Where the target itself stands among the sources, the row is interrupted; values for what is left out are consumed.
  void row(Gid target, std::size_t j, std::span<const std::uint32_t> sources, RowSink& sink) const {
    const auto piece = [&](std::size_t from, std::size_t to) {
      const std::uint64_t first = j * sources.size() + from;
      if (from < to) sink.row({target, sources.subspan(from, to - from), first, first});
    };
    std::size_t from = 0;
    for (std::size_t i = 0; i < sources.size() && !options_.autapses; ++i)
      if (sources[i] == target) piece(from, i), from = i + 1;
    piece(from, sources.size());
  }
};

}  // namespace

RulePtr make_all_to_all(const Dict&, const RuleOptions& options) { return std::make_unique<AllToAll>(options); }

}  // namespace nestling
