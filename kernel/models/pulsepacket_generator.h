// Packets of spikes around given times.
#pragma once
#include "kernel/models/stimulator/generator.h"
#include "kernel/random/philox.h"

namespace nestling {

struct PulsePacketParams {
  std::vector<double> pulse_times;
  std::int64_t activity = 0;
  double sdev = 0.0;
  static const Table& table();
  void settle(const Dict& changes, const PulsePacketParams& before, const Window&, const Environment&);
};

class PulsePacketGenerator final : public Generator<PulsePacketParams> {
 public:
  static constexpr auto name = "pulsepacket_generator";
  static constexpr auto doc =
      "Sends all its targets the same packets of spikes: around each of pulse_times `activity` spikes with normally "
      "distributed times (Diesmann, Gewaltig & Aertsen 1999, Nature 402:529).";

  Signal sends() const override { return Signal::spike; }
  Commit stage(const Dict& changes, const Environment& env) override;
  void prepare(const Environment& env) override;
  void emit(const Emission& e) override;

 private:
  void draw(const Environment& env);

  std::uint64_t lists_ = 0;  // given so far: each has its own random numbers
  bool drawn_ = false;
  std::vector<Step> stamps_;  // of all spikes to come, ascending
  StreamKey key_{};
  TimeGrid grid_;
};

}  // namespace nestling
