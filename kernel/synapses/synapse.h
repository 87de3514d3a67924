// From a declaration to a kind of synapse. A model is a struct M with
//   traits                 static constexpr SynapseTraits: name, doc and what is unusual
// and, each of them only where it applies (a struct comes with the table of its parameters),
//   Common, common()       what all connections of a model share
//   Params, parameters()   of each connection; changed by users only. Stored once where connections agree
//   Trace, trace()         of each connection, but a function of what its source did: stored once for the connections of
//                          a source that agree
//   Own, own()             of each connection alone: its weight (no row in the table), and what else needs it
//   check(values)          rules between parameters; values has .common .params .trace .own: throws BadProperty
//   follow(common, before, changes)  common values that follow from others which the user has set
// What happens at a spike:
//   on_spike(pre, trace, params, common) -> Factors      once for all connections that agree; advances the trace
//   transmit(own, factors)                               for each connection: advances it, returns the weight it sends
//   potentiate(x, factors, arrivals), depress(x, factors, post lanes) -> weight
//                                                        the same for several connections at once, for a model that reads the
//                                                        spikes of the target and whose connections own just a weight; x is
//                                                        the weight, or what enter(weight, factors) makes of it
//   transmit(own, factors, post)                         the same for one that owns more
//   transmit(own, factors, potentials seen)              the same for one that reads the potential of the target
//   transmit(own, factors, draw) -> std::optional        the same for one that needs random numbers; it may send nothing
//   on_update(pre, trace, params, common) -> Factors     for models with a transmitter (Common::vt), which brings them up to
//                                                        date between spikes; Trace::seen tells up to when they are
// Storage, delivery, status dictionaries, checks, Connect's keys and help are made from this: here and in live_rows.h.
#pragma once
#include <algorithm>
#include <optional>

#include "kernel/synapses/kind.h"
#include "kernel/synapses/batch.h"

namespace nestling {

// What a declaration derives from: parts that it does not declare are empty.
struct SynapseDeclaration {
  struct Common {};
  struct Params {};
  struct Trace {};
  static Table common() { return {}; }
  static Table parameters() { return {}; }
  static Table trace() { return {}; }
  static Table own() { return {}; }
  static constexpr auto check = [](const auto& /*values*/) {};
  static constexpr auto follow = [](auto& /*common*/, const auto& /*before*/, const Dict& /*changes*/) {};
};

template <class M>
struct SynapseValues {
  typename M::Common common;
  typename M::Params params;
  typename M::Trace trace;
  typename M::Own own;
};

template <class M>
inline constexpr bool has_weight = requires(typename M::Own own) { own.weight; };

template <class M>
class LiveRows;

// Connections get numbers in the order of their first spikes: Own::waits() before, Own::rank is its place among those that
// wait for the same source; Common::no_synapses counts, and PreSpike::enrolled tells how many there were before a spike.
template <class M>
inline constexpr bool numbers = requires(const typename M::Own own) { own.waits(); };

template <class M>
class SynapseKindOf final : public SynapseKind {
  using V = SynapseValues<M>;

 public:
  SynapseKindOf() : SynapseKind(M::traits, section(M::common(), &V::common), individual_sections()) {}

  Values values() const override {
    auto v = std::make_shared<V>();
    if constexpr (has_weight<M>) v->own.weight = M::traits.weight;
    return v;
  }
  Values copy(const void* values) const override { return std::make_shared<V>(*static_cast<const V*>(values)); }
  double* weight(void* values) const override {
    if constexpr (has_weight<M>) return &static_cast<V*>(values)->own.weight;
    else return nullptr;
  }
  double* delay_offset(void* values) const override {
    if constexpr (requires(V v) { v.params.delay_offset; }) return &static_cast<V*>(values)->params.delay_offset;
    else return nullptr;
  }
  const std::int64_t* transmitter(const void* values) const override {
    if constexpr (requires(V v) { v.common.vt; }) return &static_cast<const V*>(values)->common.vt;
    else return nullptr;
  }
  void check(const void* values) const override { M::check(*static_cast<const V*>(values)); }
  void follow(void* values, const void* before, const Dict& changes) const override {
    M::follow(static_cast<V*>(values)->common, static_cast<const V*>(before)->common, changes);
  }
  const std::int64_t* enrolled(const void* values) const override {
    if constexpr (numbers<M>) return &static_cast<const V*>(values)->common.no_synapses;
    else return nullptr;
  }
  void enrol(void* values, std::int64_t n) const override {
    if constexpr (numbers<M>) static_cast<V*>(values)->common.enrol(n);
  }
  std::unique_ptr<LiveTable> table() const override;  // in live_rows.h

 private:
  template <class Part>
  static Section section(Table rows, Part V::*part) {
    return {std::move(rows), Param::offset_of(part)};
  }
  static std::vector<Section> individual_sections() {
    return {section(M::parameters(), &V::params), section(M::trace(), &V::trace), section(M::own(), &V::own)};
  }
};

}  // namespace nestling
