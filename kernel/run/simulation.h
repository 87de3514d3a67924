// The slice loop. In each slice (min_delay) or piece of one, every thread on its own adds what arrives to the input
// rows, updates its neurons and lets the generators emit; then the threads meet once, and each takes the spikes of all
// into its calendar. Thread 0 also tells the recorders, while the others go on.
#pragma once
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "kernel/connect/store.h"
#include "kernel/node/device.h"
#include "kernel/node/neurons.h"
#include "kernel/run/calendar.h"
#include "kernel/run/environment.h"
#include "kernel/run/lap_timer.h"
#include "kernel/run/ring.h"
#include "kernel/run/spike_hash.h"
#include "kernel/run/threads.h"

namespace nestling {

class Simulation {
 public:
  Simulation(Environment& env, NodeTable& nodes, ConnectionStore& connections);

  // Gives populations input cells for the channels that they have none for yet. All cells of the first channel lie
  // together, and so on: what one source has to do with reaches less far.
  void add_cells(std::span<Neurons* const> populations);

  void prepare(Team& team, Step min_delay, Step max_delay);
  // Advances by n steps, or to the end of the slice in which `observe` returns false; returns the number of steps that
  // are left. `observe` is called at the end of every slice, in one thread; it may be empty.
  Step run(Step n, const std::function<bool()>& observe);
  void finish();       // devices write out
  void drop_spikes();  // whatever is on its way
  void rewind();       // time is 0 again, nothing is on its way
  void clear(int n_threads);

  Step now() const { return progress_.from(); }
  std::int64_t spike_count() const { return spike_count_; }        // of neurons, in the last run
  std::int64_t spike_hash() const { return spike_hash_.value(); }  // of all spikes of neurons so far
  const LapTimer::Seconds& seconds() const { return timer_.total(); }
  void divide_time(double seconds) { timer_.divide(seconds); }  // the last run took so long
  std::size_t buffer_bytes() const;                             // of input rows and spikes on their way

 private:
  struct Thread {
    Ring ring;
    Calendar calendar;
    std::array<SpikeLists, 2> spikes;             // of this round, and of the last, which other threads may still read
    std::vector<Spike> all;                       // of all threads in the slice so far, by (step, source)
    std::vector<RecordedSpike> recorded;          // by devices in this slice
    std::array<std::vector<SentWeight>, 2> sent;  // for weight recorders, in this round and in the last
    std::exception_ptr error;
  };

  // How far a run is. Each thread counts for itself; they agree because all count the same.
  struct Progress {
    Step slice, position;  // start of the present slice; steps done in it
    Step left;
    unsigned round = 0;  // meetings so far

    Step end = 0;  // of the piece in work, counted from the start of the slice
    void plan(Step min_delay) { end = std::min(min_delay, position + left); }
    void advance(Step min_delay);
    Step from() const { return slice + position; }
    Step to() const { return slice + end; }
  };

  // What the threads tell each other when they meet. There are three, used in turn: while one is read, late comers may
  // still read the one before, and the one after is written.
  struct Notice {
    std::atomic<bool> failed{false}, stop{false};
  };

  void collect_nodes();
  void keep_letters();
  void work(int thread, const std::function<bool()>& observe);
  void update(Thread& mine, int thread, const Progress& at);
  void emit(Thread& mine, int thread, const Progress& at);
  void exchange(Thread& mine, int thread, const Progress& at);
  void gather(Thread& mine, unsigned round);
  void announce(const Progress& at);
  void show_to_recorders(std::span<const Spike> spikes);
  void record(std::span<const RecordedSpike> spikes);
  void show_recorded();
  void show_sent(unsigned round);
  void settle();
  void lap(int thread, Part part) {
    if (thread == 0) timer_.lap(part);
  }
  template <class F>
  static void guarded(Thread& mine, Notice& notice, F f);

  Environment& env_;
  NodeTable& nodes_;
  ConnectionStore& connections_;
  Team* team_ = nullptr;

  std::vector<Thread> threads_;
  std::vector<std::size_t> n_cells_;  // one a thread
  std::vector<Neurons*> neurons_;
  std::vector<Stimulator*> stimulators_;
  std::vector<Population*> stimulator_population_;
  std::vector<Recorder*> recorders_;                // ascending GIDs
  std::vector<std::uint64_t> seen_, seen_scratch_;  // scratch of thread 0: which spikes recorders see
  std::vector<RecordedSpike> to_record_;            // likewise
  std::vector<Stimulator*> relays_;                 // those that take spikes, likewise
  bool meet_again_ = false;  // what thread 0 does at the end of a slice concerns others in the next

  std::array<Notice, 3> notices_;
  Progress progress_{};  // of the last run; during a run that of thread 0
  bool settled_ = true;  // no delivery waits in a calendar
  std::int64_t spike_count_ = 0;
  SpikeHash spike_hash_;
  LapTimer timer_;  // of thread 0
};

}  // namespace nestling
