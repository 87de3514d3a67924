// Turns the rows of a rule into connections that fit their nodes, with their parameters. Nothing is stored yet.
#pragma once
#include <vector>

#include "kernel/connect/rule.h"
#include "kernel/connect/store.h"
#include "kernel/connect/syn_spec.h"

namespace nestling {

class EdgeBuilder final : public RowSink {
 public:
  // `call_seed` is that of this call of Connect; with `counts_values`, values of arrays are taken as rows come.
  EdgeBuilder(const Environment& env, const ConnectionStore& store, const SynSpec& spec, std::uint64_t call_seed,
              bool counts_values);

  void row(const Row& row) override;

  std::vector<EdgeBatch> batches;  // by thread of the target
  std::vector<Link> links;
  Step shortest = 0, longest = 0;  // of the delays; 0: there is none

 private:
  // One parameter of the connections of a row: one value for all, or one each.
  struct Column {
    const ParameterSource& source;
    StreamKey key;
    std::vector<double> values;
    void fill(const Row& row, std::uint64_t first);
    double operator[](std::size_t i) const { return values[values.size() == 1 ? 0 : i]; }
  };

  const Population& population(Gid gid, const Population*& last) const;
  Step delay(std::size_t i);
  std::int64_t receptor(std::size_t i) const;
  void neurons(const Row& row, const Population& to, std::size_t from, std::size_t end);
  std::int64_t label(std::size_t i) const;
  void device(std::uint32_t source, const Population& from, Gid target, const Population& to, std::size_t i);

  const Environment& env_;
  const ConnectionStore& store_;
  const SynSpec& spec_;
  const SynapseModel& model_;
  bool counts_values_;
  std::uint64_t next_value_ = 0;
  Column weight_, delay_, receptor_, label_;
  double last_delay_ms_ = 0;
  Step last_delay_ = 0;
  const Population *last_source_ = nullptr, *last_target_ = nullptr;
};

}  // namespace nestling
