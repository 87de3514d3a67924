// Passes spikes on at random.
#pragma once
#include <map>

#include "kernel/models/stimulator/copies.h"

namespace nestling {

struct DilutorParams {
  double p_copy = 1.0;
  static const Table& table() {
    static const Table rows{
        {"p_copy", &DilutorParams::p_copy, "", probability, "Probability that a connection passes a spike on"}};
    return rows;
  }
};

class SpikeDilutor final : public Generator<DilutorParams> {
 public:
  static constexpr auto name = "spike_dilutor";
  static constexpr auto doc =
      "Passes each spike that it gets on to each of its targets with probability p_copy, independently; weights of the "
      "connections onto it do not matter. With a Poisson process as input it makes trains as a mip_generator does.";

  Signal sends() const override { return Signal::spike; }
  Port port(Signal signal, std::int64_t receptor) const override { return spike_port(signal, receptor); }
  bool relays() const override { return true; }

  void take(const RecordedSpike& spike) override {
    arriving_.erase(arriving_.begin(), arriving_.upper_bound(spike.step));  // they have gone
    arriving_[spike.step + spike.edge.delay] += spike.multiplicity;
  }
  void prepare(const Environment& env) override { copies_.prepare(env, gid); }
  void reset_state(const Environment&) override { arriving_.clear(); }

  void emit(const Emission& e) override {
    const auto active = one_late(window_, e.env.grid);
    const auto end = arriving_.upper_bound(std::min(e.to, active.last));
    for (auto at = arriving_.upper_bound(std::max(e.from, active.after)); at != arriving_.end() && at != end; ++at)
      copies_.send(e, at->first, at->second, params_.p_copy);
  }

 private:
  std::map<Step, std::int64_t> arriving_;  // numbers of spikes by the step of their arrival
  Copies copies_;
};

}  // namespace nestling
