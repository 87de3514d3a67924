// Detectors that count pairs of spikes by their distance in time. Spikes count when they arrive, with the time at which
// they were sent.
#pragma once
#include <limits>
#include <vector>

#include "kernel/models/window.h"
#include "kernel/node/device.h"

namespace nestling {

struct CorrelatorParams {
  double delta_tau, tau_max, Tstart = 0.0, Tstop = std::numeric_limits<double>::max();
  std::int64_t N_channels = 1;

  static const Table& table();
  friend bool operator==(const CorrelatorParams&, const CorrelatorParams&) = default;
};

class Correlator : public Recorder {
 public:
  static constexpr auto element_type = "recorder";

  void status(Dict& to, const Environment&) const override;
  Commit stage(const Dict& changes, const Environment& env) override;
  std::string help() const override;
  // InvalidTimeInModel: the defaults do not follow the resolution.
  void check_creatable(const Environment& env) const;

  void prepare(const Environment& env) override;
  void reset_state(const Environment&) override;
  void record(const RecordedSpike& spike) override;
  void plan(Step from, Step to) override;

 protected:
  struct Event {
    Step arrival, stamp;
    std::uint32_t source;
    std::size_t channel;
    double weight;
    std::uint32_t multiplicity;
  };

  explicit Correlator(CorrelatorParams defaults) : params_(defaults) {}
  Correlator(const Correlator& prototype);  // equal settings, nothing counted

  virtual const Table& table() const { return CorrelatorParams::table(); }
  virtual void check(const CorrelatorParams& p, const TimeGrid& grid) const;
  // Reads what only this model has; returns whether counts start again.
  virtual bool read_own(const Dict&) const { return false; }
  virtual void show_counts(Dict& to) const = 0;
  virtual void forget() = 0;     // all counts, and what later spikes would be paired with
  virtual void make_room() = 0;  // for counts, if there is none
  virtual void note(const Event& event,
                    bool counts) = 0;  // pairs count if their later spike is between Tstart and Tstop

  std::size_t n_channels() const { return static_cast<std::size_t>(params_.N_channels); }
  Step bin() const { return bin_; }                                               // delta_tau in steps
  Step range() const { return range_; }                                           // tau_max in steps
  std::size_t n_bins() const { return static_cast<std::size_t>(range_ / bin_); }  // on each side
  // No event that is still to come was sent before this.
  Step earliest() const { return now_ - longest_delay_; }

  CorrelatorParams params_;

 private:
  Window window_;
  TimeGrid grid_;
  Step bin_ = 1, range_ = 0, now_ = 0, longest_delay_ = 0;
  std::vector<Event> waiting_;
};

// A spike as the other ones find it.
struct CountedSpike {
  Step stamp;
  double weight;
};

}  // namespace nestling
