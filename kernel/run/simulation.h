// The slice loop: emit, update, exchange, deliver.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "kernel/connect/store.h"
#include "kernel/node/device.h"
#include "kernel/node/neurons.h"
#include "kernel/run/environment.h"
#include "kernel/run/ring.h"
#include "kernel/run/threads.h"

namespace nestling {

class Simulation {
 public:
  Simulation(Environment& env, NodeTable& nodes, ConnectionStore& connections);

  // Gives the new population its input cells.
  void add_cells(Population& population, std::uint32_t n_channels);

  void prepare(Team& team, Step min_delay, Step max_delay);
  // Advances by n steps, or to the end of the slice in which `observe` returns false; returns the number of steps that are
  // left. `observe` is called at the end of every slice, in one thread; it may be empty.
  Step run(Step n, const std::function<bool()>& observe);
  void finish();          // devices write out
  void drop_spikes();     // whatever is on its way
  void rewind();          // time is 0 again, nothing is on its way
  void clear(int n_threads);

  Step now() const { return slice_ + position_; }
  std::int64_t spike_count() const { return spike_count_; }  // of neurons, in the last run

 private:
  struct Thread {
    Ring ring;
    SpikeLists spikes;
    std::vector<RecordedSpike> recorded;  // by devices in this slice
    std::exception_ptr error;
  };

  void collect_nodes();
  void work(int thread, const std::function<bool()>& observe);
  void update(int thread);
  void emit(Thread& mine, int thread);
  void begin_piece();
  void end_piece(const std::function<bool()>& observe);
  void gather();
  void show_to_recorders(std::size_t first_new);
  void record(const RecordedSpike& spike);
  void end_slice();
  template <class F>
  void guarded(Thread& mine, F f);

  Environment& env_;
  NodeTable& nodes_;
  ConnectionStore& connections_;
  Team* team_ = nullptr;

  std::vector<Thread> threads_;
  std::vector<std::size_t> n_cells_;  // one a thread
  std::vector<Neurons*> neurons_;
  std::vector<Stimulator*> stimulators_;
  std::vector<Population*> stimulator_population_;
  std::vector<Recorder*> recorders_;  // ascending GIDs

  Step slice_ = 0, position_ = 0;   // start of the present slice; steps done in it
  Step piece_end_ = 0;              // of the piece in work, counted from the start of the slice
  Step left_ = 0;
  bool deliver_now_ = false, stop_ = false;
  std::atomic<bool> failed_{false};
  std::vector<Spike> spikes_;       // of the slice so far, by (step, source)
  std::int64_t spike_count_ = 0;
};

}  // namespace nestling
